using System.Globalization;

namespace Concord.Kernel.Mail;

/// <summary>
/// An address that mail can go to, such as <c>name@example.org</c>: one that was checked, so that nothing in it can become a header or a
/// second address. Letters of any script are allowed (RFC 6531, 6532); quoted local parts and bare IP addresses (RFC 5321, 4.1.2 and 4.1.3) are not.
/// </summary>
public sealed record MailAddress
{
    /// <summary>Octets in UTF-8: RFC 5321, 4.5.3.1.3, without its brackets, and 4.5.3.1.1.</summary>
    private const int Longest = 254, LongestLocal = 64;

    // What an atom may hold besides letters and digits (RFC 5322, 3.2.3), and the dot between atoms.
    private const string Signs = "!#$%&'*+-/=?^_`{|}~.";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private MailAddress(string text) => Text = text;

    /// <summary>As it was given, without space around it.</summary>
    public string Text { get; }

    /// <summary>What is the same for all ways to write the address: hardly any host tells capitals apart, so a refused one stays refused in any case.</summary>
    public string Key => Text.ToLowerInvariant();

    /// <summary>Whether servers need SMTPUTF8 for it: the part before the sign is not ASCII. Domains of other scripts need nothing.</summary>
    public bool NeedsUnicode => !System.Text.Ascii.IsValid(Text.AsSpan(0, Text.LastIndexOf('@')));

    /// <summary>Reads an address; null where it is none.</summary>
    public static MailAddress? Read(string? text)
    {
        if (text?.Trim() is not { Length: > 2 } trimmed || System.Text.Encoding.UTF8.GetByteCount(trimmed) > Longest || trimmed.IndexOf('@', StringComparison.Ordinal) is not (> 0 and var at))
            return null;
        var (local, domain) = (trimmed[..at], trimmed[(at + 1)..]);
        return System.Text.Encoding.UTF8.GetByteCount(local) <= LongestLocal && IsLocal(local) && IsDomain(domain) ? new MailAddress(trimmed) : null;
    }

    public override string ToString() => Text;

    private static bool IsLocal(string local) =>
        local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.EnumerateRunes().All(sign => sign.Value < 128 ? char.IsAsciiLetterOrDigit((char)sign.Value) || Signs.Contains((char)sign.Value, StringComparison.Ordinal)
            : System.Text.Rune.IsLetterOrDigit(sign) || System.Text.Rune.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static bool IsDomain(string domain)
    {
        if (!domain.Contains('.', StringComparison.Ordinal) && domain != "localhost")
            return false;
        try
        {
            return Idn.GetAscii(domain) is { Length: <= 253 } ascii && !ascii.Split('.')[^1].All(char.IsAsciiDigit);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
