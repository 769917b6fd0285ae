using Concord.Kernel.Outbox;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using System.Text.Json.Nodes;

namespace Concord.Tests.Privacy;

/// <summary>The links that wait in mails.</summary>
internal static class Links
{
    /// <summary>The link of the last mail to an address.</summary>
    public static async Task<string> OfAsync(ASite site, string address, LinkPurpose purpose)
    {
        var content = await site.WithDbAsync(db => db.Set<OutboxMail>().Where(mail => mail.Address == address).OrderByDescending(mail => mail.Id).Select(mail => mail.Content).FirstAsync(TestContext.Current.CancellationToken));
        var secret = JsonNode.Parse(content!)!.AsObject().First(part => string.Equals(part.Key, "secret", StringComparison.OrdinalIgnoreCase)).Value!.GetValue<string>();
        return "/en/" + (purpose == LinkPurpose.Invitation ? "invitation" : "new-password") + "?link=" + secret;
    }
}
