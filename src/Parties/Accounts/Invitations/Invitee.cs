using Concord.Kernel.Mail;

namespace Concord.Parties.Accounts.Invitations;

/// <summary>Somebody to be invited.</summary>
/// <param name="Address">Where the invitation goes; the account is opened with it.</param>
/// <param name="Name">As others read it, in any script.</param>
internal sealed record Invitee(MailAddress Address, string Name)
{
    /// <summary>So many lines are read at once.</summary>
    public const int MostAtOnce = 10_000;

    // What stands between cells of a spreadsheet, of CSV, and around the address in a mail program; Chinese commas too.
    private static readonly char[] Between = ['\t', ',', ';', '<', '>', '，', '；'];

    /// <summary>
    /// Reads one line of a pasted list: an address and a name in either order, as <c>aigerim@example.org, Aigerim Bekova</c>, as
    /// <c>Aigerim Bekova &lt;aigerim@example.org&gt;</c>, or as two cells of a spreadsheet. Null where there is no address, more than one, or no name.
    /// </summary>
    public static Invitee? Read(string line)
    {
        var parts = line.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var addresses = parts.Select(MailAddress.Read).OfType<MailAddress>().ToList();
        var name = string.Join(' ', parts.Where(part => MailAddress.Read(part) is null)).Trim('"', ' ');
        return addresses is [var address] && IsName(name) ? new Invitee(address, name) : null;
    }

    public static bool IsName(string? name) => name is { Length: > 0 and <= Account.LongestName };
}
