using System.Globalization;

namespace Concord.Kernel.Audit;

/// <summary>
/// An entry's number and hash, to be kept outside of the store: a trail that was written anew from somewhere on agrees with itself, but not with a
/// mark that was kept before. Written <c>158:9f86d0…</c>.
/// </summary>
public sealed record AuditMark(long No, byte[] Hash)
{
    /// <summary>The mark of a trail without entries.</summary>
    public static AuditMark None { get; } = new(0, AuditEntry.Beginning);

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is something else.</summary>
    public static AuditMark? Parse(string text)
    {
        var parts = text.Split(':');
        if (parts is not [var no, { Length: 64 } hash] || !long.TryParse(no, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !hash.All(char.IsAsciiHexDigit))
            return null;
        return new AuditMark(number, Convert.FromHexString(hash));
    }

    public bool Equals(AuditMark? other) => other is not null && No == other.No && Hash.AsSpan().SequenceEqual(other.Hash);

    public override int GetHashCode() => No.GetHashCode();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{No}:{Convert.ToHexStringLower(Hash)}");
}
