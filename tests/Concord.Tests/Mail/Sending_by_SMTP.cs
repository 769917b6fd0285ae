using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Mail;

/// <summary>Mails are handed to a real mail host, over TLS and signed in.</summary>
public sealed class Sending_by_SMTP
{
    private const string Missing = "Exim is not installed here (Debian: apt-get install exim4-daemon-light).";

    [Theory(SkipUnless = nameof(HasHost), Skip = Missing)]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_mail_arrives_with_its_headers_over_TLS_and_signed_in(string security)
    {
        var host = await AMailHost.StartAsync();
        await using (host)
        {
            var site = await Outboxes.OpenAsync(StoreKind.Sqlite, null, host.Settings(security));
            await using (site)
            {
                await Outboxes.PutAsync(site, Outboxes.To("name@пример.рф", language: Language.Chinese) with { Unsubscribe = "/unsubscribe/abc" });
                await Outboxes.DeliverAsync(site);
                var row = Assert.Single(await Outboxes.MailsAsync(site));
                Assert.Equal(MailState.Sent, row.State);
                Assert.Equal(row.Id.ToString("N") + "@record.example.org", Assert.Single(host.Taken()));
                var head = host.Head();
                Assert.Contains("Content-Language: zh", head, StringComparison.Ordinal);
                Assert.Contains("Auto-Submitted: auto-generated", head, StringComparison.Ordinal);
                Assert.Contains("List-Unsubscribe: <https://record.example.org/unsubscribe/abc>", head, StringComparison.Ordinal);
                Assert.Contains("name@xn--e1afmkfd.xn--p1ai", head, StringComparison.Ordinal);
                Assert.Contains("A=plain:concord", host.Log(), StringComparison.Ordinal);
                Assert.Contains("X=TLS1.3", host.Log(), StringComparison.Ordinal);
            }
        }
    }

    [Fact(SkipUnless = nameof(HasHost), Skip = Missing)]
    public async Task What_the_host_says_decides_what_becomes_of_a_mail()
    {
        var host = await AMailHost.StartAsync();
        await using (host)
        {
            var site = await Outboxes.OpenAsync(StoreKind.Sqlite, null, host.Settings());
            await using (site)
            {
                string[] names = ["gone", "policy", "later", "unwanted", "имя", "there"];
                await Outboxes.PutAsync(site, [.. names.Select(name => Outboxes.To(name + "@example.org"))]);
                await Outboxes.DeliverAsync(site);
                var states = (await Outboxes.MailsAsync(site)).ToDictionary(mail => mail.Address.Split('@')[0], mail => mail.State);
                Assert.Equal(new Dictionary<string, MailState>
                {
                    ["gone"] = MailState.Refused,
                    ["policy"] = MailState.Refused,
                    ["later"] = MailState.Waiting,
                    ["unwanted"] = MailState.Refused,
                    ["имя"] = MailState.Refused,
                    ["there"] = MailState.Sent,
                }, states);
                // Only who does not exist is parked.
                Assert.Equal("gone@example.org", Assert.Single(await site.WithDbAsync(db => MailQueue.ParkedAsync(db, 10, TestContext.Current.CancellationToken))).Address);
            }
        }
    }

    [Theory(SkipUnless = nameof(HasHost), Skip = Missing)]
    [InlineData("Mail:Password", "wrong")]
    [InlineData("Mail:Authority", null)]
    [InlineData("Mail:User", null)]
    [InlineData("Mail:Port", "1")]
    public async Task A_host_that_cannot_be_trusted_or_does_not_let_us_in_gets_no_mail_and_none_is_lost(string setting, string? value)
    {
        var host = await AMailHost.StartAsync();
        await using (host)
        {
            var site = await Outboxes.OpenAsync(StoreKind.Sqlite, null, [.. host.Settings().Where(one => one.Name != setting), (setting, value)]);
            await using (site)
            {
                await Outboxes.PutAsync(site, Outboxes.To("there@example.org"));
                Assert.True((await site.Services.GetRequiredService<OutboxDelivery>().RunAsync(TestContext.Current.CancellationToken)).IsHostAway);
                Assert.Empty(host.Taken());
                Assert.Equal(MailState.Waiting, await Outboxes.StateAsync(site));
            }
        }
    }

    [Theory]
    [InlineData("Mail:Security", "none", "only a mail host on this machine")]
    [InlineData("Mail:Security", "ssl", "write starttls, tls or none")]
    [InlineData("Mail:From", "Secretariat", "write an address")]
    [InlineData("Mail:From", "", "name who the mails are from")]
    [InlineData("Mail:Port", "many", "write a whole number")]
    [InlineData("Mail:Authority", "/nowhere/ca.pem", "which is not there")]
    public void A_setting_that_cannot_be_used_is_refused_with_what_would_be(string name, string value, string expected)
    {
        var settings = new Dictionary<string, string?> { ["Mail:Host"] = "mail.example.org", ["Mail:From"] = "a@example.org", [name] = value };
        var configuration = Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(new Microsoft.Extensions.Configuration.ConfigurationBuilder(), settings).Build();
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => MailSettings.Of(configuration)).Message, StringComparison.Ordinal);
    }

    /// <summary>In CI nothing is skipped: what is missing fails.</summary>
    public static bool HasHost => AMailHost.IsHere;
}
