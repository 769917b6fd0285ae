namespace Concord.Kernel.Web;

/// <summary>Where a form or a link asks to be led back to. An address outside this site is not followed.</summary>
public static class OwnAddress
{
    /// <summary>The address if it is a path of this site, else another.</summary>
    public static string Or(string? address, string other) =>
        address is "/" || (address is ['/', not '/' and not '\\', ..] && !address.Any(char.IsControl)) ? address : other;
}
