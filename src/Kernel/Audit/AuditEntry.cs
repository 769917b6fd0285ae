using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Concord.Kernel.Audit;

/// <summary>One line of the audit trail. It is never changed and never removed.</summary>
public sealed class AuditEntry
{
    /// <summary>Running number from 1, without gaps.</summary>
    public required long No { get; init; }

    public required Instant At { get; init; }

    /// <summary>Number of the account or of the key that acted; null where <see cref="By"/> says who else did.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary><see cref="Actor.Word"/>.</summary>
    public required string By { get; init; }

    public required string Act { get; init; }

    public required string Subject { get; init; }

    /// <summary>A JSON object, kept character for character, for its hash is made of it; <c>{}</c> where there is nothing to say.</summary>
    public required string Details { get; init; }

    /// <summary>The hash of the entry before; of the first one <see cref="Beginning"/>.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>SHA-256 over <see cref="Canonical"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What the first entry follows: 32 zeros.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>
    /// What the hash is made of, in UTF-8: nine lines, each ended by a line feed. They are <c>concord audit 1</c>, the number, the instant in
    /// milliseconds since 1970 UTC, the account's number in small letters or <c>-</c>, the word, the act, the subject, the details as kept, and the
    /// hash of the entry before in small hexadecimal digits. No part holds a line feed, so no two entries have the same form.
    /// </summary>
    public static string Canonical(long no, Instant at, Guid? account, string by, string act, string subject, string details, byte[] previous) =>
        string.Create(CultureInfo.InvariantCulture,
            $"concord audit 1\n{no}\n{at.ToUnixTimeMilliseconds()}\n{account?.ToString("D") ?? "-"}\n{by}\n{act}\n{subject}\n{details}\n{Convert.ToHexStringLower(previous)}\n");

    /// <summary>The hash that the entry should have, by what it states.</summary>
    public byte[] Hashed() => HashOf(Canonical(No, At, AccountId, By, Act, Subject, Details, Previous));

    /// <summary>The entry of a note, after another one.</summary>
    /// <exception cref="ArgumentException">A part of the note is empty, too long or holds a control character.</exception>
    internal static AuditEntry Of(AuditNote note, long no, byte[] previous)
    {
        var details = note.Details?.ToJsonString(Records.RecordJson.Options) ?? "{}";
        RequireLine(note.Act, AuditNote.LongestAct);
        RequireLine(note.Subject, AuditNote.LongestSubject);
        RequireLine(details, AuditNote.LongestDetails);
        var at = Instant.FromUnixTimeMilliseconds(note.At.ToUnixTimeMilliseconds());
        var (account, by) = (note.By.Account, note.By.Word);
        return new AuditEntry
        {
            No = no,
            At = at,
            AccountId = account,
            By = by,
            Act = note.Act,
            Subject = note.Subject,
            Details = details,
            Previous = previous,
            Hash = HashOf(Canonical(no, at, account, by, note.Act, note.Subject, details, previous)),
        };
    }

    private static byte[] HashOf(string canonical) => SHA256.HashData(Encoding.UTF8.GetBytes(canonical));

    private static void RequireLine(string text, int longest)
    {
        if (text.Length == 0 || text.Length > longest || text.Any(char.IsControl))
            throw new ArgumentException($"“{text[..Math.Min(text.Length, 80)]}” cannot stand in the audit trail: it takes 1 to {longest} characters on one line.", nameof(text));
    }
}

/// <summary>Where the audit trail ends: one row, which whoever adds to the trail takes first.</summary>
public sealed class AuditHead
{
    public int Id { get; init; } = 1;

    /// <summary>Number of the last entry; 0 before the first.</summary>
    public required long No { get; init; }

    /// <summary>Hash of the last entry; before the first <see cref="AuditEntry.Beginning"/>.</summary>
    public required byte[] Hash { get; init; }
}
