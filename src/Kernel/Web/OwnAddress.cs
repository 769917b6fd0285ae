namespace Concord.Kernel.Web;

/// <summary>Where a form or a link asks to be led back to. An address outside this site is not followed.</summary>
public static class OwnAddress
{
    /// <summary>The address if it is a path of this site, else another; in the signs that a header may have.</summary>
    public static string Or(string? address, string other) =>
        address is "/" || (address is ['/', not '/' and not '\\', ..] && !address.Any(char.IsControl)) ? Escaped(address) : other;

    /// <summary>An address may be written in any script (RFC 3987); a header holds it with its bytes escaped, and the server sends nothing else.</summary>
    private static string Escaped(string address) =>
        string.Concat(address.EnumerateRunes().Select(rune => rune.Value is > ' ' and <= '~' ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
