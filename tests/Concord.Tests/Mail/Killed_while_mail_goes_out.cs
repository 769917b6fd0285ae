using Concord.Kernel.Outbox;
using Concord.Tests.House;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Concord.Tests.Mail;

/// <summary>The program is killed with signal 9, again and again, while it hands mails to a real mail host.</summary>
public sealed class Killed_while_mail_goes_out
{
    private const int Mails = 150, Kills = 4;

    [Theory(SkipUnless = nameof(HasHost), Skip = "Exim is not installed here (Debian: apt-get install exim4-daemon-light)."), OnBothStores]
    public async Task No_mail_is_doubled_and_none_is_lost(StoreKind store)
    {
        var cancel = TestContext.Current.CancellationToken;
        var location = await Stores.BareAsync(store);
        var host = await AMailHost.StartAsync();
        await using (host)
        {
            var quiet = await ASite.OpenAsync(location, SystemClock.Instance.GetCurrentInstant(), ("Mail:Deliver", "false"));
            await using (quiet)
                await Outboxes.PutAsync(quiet, [.. Enumerable.Range(0, Mails).Select(n => Outboxes.To($"n{n}@example.org"))]);
            var settings = host.Settings().Append(("Mail:PerMinute", "3000")).Select(one => (one.Item1.Replace(":", "__", StringComparison.Ordinal), one.Item2!)).ToArray();
            for (var kill = 1; kill <= Kills; kill++)
            {
                using var process = AProcess.Start([.. new[] { "serve", "--urls", "http://127.0.0.1:0", "--data", location.DataFolder }, .. location.PostgresConnection is { } connection ? new[] { "--db", connection } : []], settings);
                // Each time up to a round of mails stays with the dead for a while.
                var enough = kill * 15;
                while (!process.HasExited && host.CountOfTaken < enough)
                    await Task.Delay(3, cancel);
                process.Kill();
                await process.WaitForExitAsync(cancel);
            }
            // What the dead held is free when their hold is over.
            var site = await ASite.OpenAsync(location, SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(10),
                builder => builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), .. host.Settings().Select(one => KeyValuePair.Create(one.Name, one.Value))]));
            await using (site)
            {
                await Outboxes.DeliverAsync(site);
                var (rows, taken) = (await Outboxes.MailsAsync(site), host.Taken());
                Assert.Equal(Mails, rows.Count);
                Assert.Equal(taken.Count, taken.Distinct().Count());
                Assert.InRange(rows.Count(mail => mail.State == MailState.Unclear), 0, Kills);
                foreach (var row in rows)
                    Assert.True(row.State == MailState.Unclear || (row.State == MailState.Sent && taken.Contains(row.Id.ToString("N") + "@record.example.org")), $"{row.Address} is {row.State}, and the host has it not.");
                Assert.Equal(Mails, taken.Count + rows.Count(mail => mail.State == MailState.Unclear && !taken.Contains(mail.Id.ToString("N") + "@record.example.org")));
            }
        }
    }

    public static bool HasHost => AMailHost.IsHere;
}
