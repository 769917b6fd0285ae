using System.Net;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Tests.Files;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Concord.Tests.Killing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Backups;

/// <summary>The drill of docs/operations.md, step by step.</summary>
public sealed class The_restore_drill
{
    [Theory, OnBothStores]
    public async Task What_is_restored_is_what_was_backed_up_while_others_wrote(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        using var server = AProcess.Start(location, "serve", "--urls", "http://127.0.0.1:0");
        Assert.StartsWith("Concord answers at ", await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // Write, without a pause: each import changes every record in one transaction, in turn to one state and to the other.
        string[] states = [await Bundles.AllChangedAsync("one"), await Bundles.AllChangedAsync("two")];
        var written = 0;
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (; !enough.IsCancellationRequested; written++)
                Assert.Equal((0, ""), await AVerb.RunAsync(location, "import", states[written % 2]) is var (code, _, complained) ? (code, complained) : default);
        }, TestContext.Current.CancellationToken);
        var backups = new List<string>();
        while (backups.Count < 2 || Volatile.Read(ref written) < 2)
            backups.Add(await Archives.OfAsync(location));
        await enough.CancelAsync();
        await writing;
        backups.Add(await Archives.OfAsync(location));
        await AProcess.StopAsync(server);
        Assert.Equal(0, server.ExitCode);

        foreach (var backup in backups)
        {
            var restored = await Stores.EmptyAsync(store);
            var (code, said, complained) = await AVerb.RunAsync(restored, "restore", backup);
            Assert.Equal((0, ""), (code, complained));
            Assert.Contains("\nThe store is sound.\n", said, StringComparison.Ordinal);
            var export = await Stores.NewFolderAsync();
            Assert.Equal(0, (await AVerb.RunAsync(restored, "export", export)).ExitCode);
            // One of the states as a whole; never some records of one and some of the other.
            Assert.Contains(states.Append(Stores.Bundle), state => !Bundles.Differences(state, export).Any());
            if (backup != backups[^1])
                continue;
            var original = await Stores.NewFolderAsync();
            Assert.Equal(0, (await AVerb.RunAsync(location, "export", original)).ExitCode);
            Assert.Empty(Bundles.Differences(original, export));
        }
    }

    [Theory, OnBothStores]
    public async Task A_restored_store_has_every_row_of_every_table_and_serves(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var restored = await Stores.EmptyAsync(store);
        var backup = await Archives.OfAsync(location);
        Assert.Equal(0, (await AVerb.RunAsync(restored, "restore", backup)).ExitCode);
        var before = await ASite.OpenAsync(location, Stores.Usual);
        var after = await ASite.OpenAsync(restored, Stores.Usual);
        await using (before)
        await using (after)
        {
            Assert.Equal(await before.WithDbAsync(db => db.Records.AsNoTracking().OrderBy(record => record.No).Select(record => $"{record.No} {record.Id} {record.Entry} {record.Prominence} {record.Body.Length}").ToListAsync()),
                await after.WithDbAsync(db => db.Records.AsNoTracking().OrderBy(record => record.No).Select(record => $"{record.No} {record.Id} {record.Entry} {record.Prominence} {record.Body.Length}").ToListAsync()));
            Assert.Equal(await before.WithDbAsync(db => db.Versions.CountAsync()), await after.WithDbAsync(db => db.Versions.CountAsync()));
            foreach (var page in (string[])["/ru/events", "/en/search?q=water", "/zh/events/acecf_2018/history"])
                Assert.Equal((await before.GetAsync(page)).Body, (await after.GetAsync(page)).Body);
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_signs_in_to_a_restored_house_opens_what_was_changed_last_and_its_files(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        byte[] content = AFile.Pdf("the plan");
        string address;
        var house = await AHouse.OpenAsync(location);
        await using (house)
        {
            await Visitor.JoinAsync(house.Site, "vera@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            await Bundles.ImportAsync(house.Site, await Bundles.ChangedAsync((_, record) =>
            {
                if (AHouse.Event == "events/" + record["id"]!.GetValue<string>())
                    record["sources"]!.AsArray().Add("Changed on the day of the drill");
            }));
            // Not published: it is for those who work on the record, and asks who they are.
            (_, address) = await house.UploadAsync(AHouse.Editor, "план.pdf", content);
        }
        var restored = await Stores.EmptyAsync(store);
        Assert.Equal(0, (await AVerb.RunAsync(restored, "restore", await Archives.OfAsync(location))).ExitCode);
        using var server = AProcess.Start(restored, "serve", "--urls", "http://127.0.0.1:0");
        try
        {
            var welcome = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
            using var reader = new AClient { Server = new Uri(welcome[welcome.IndexOf("http", StringComparison.Ordinal)..]) };
            using var closed = await reader.AskAsync(HttpMethod.Get, address);
            Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
            await reader.SignInAsync("vera@example.org");
            Assert.Contains("Changed on the day of the drill", (await reader.OpenAsync("/ru/" + AHouse.Event)).Body!.TextContent, StringComparison.Ordinal);
            Assert.NotNull((await reader.OpenAsync("/ru/files/" + AHouse.Event)).QuerySelector($"main a[href='{address}']"));
            using var file = await reader.AskAsync(HttpMethod.Get, address);
            Assert.Equal(content, await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await AProcess.StopAsync(server);
        }
    }

    [Theory, OnBothStores]
    public async Task A_reader_who_knew_the_other_past_is_not_told_that_it_still_holds(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var restored = await Stores.EmptyAsync(store);
        Assert.Equal(0, (await AVerb.RunAsync(restored, "restore", await Archives.OfAsync(location))).ExitCode);
        var before = await ASite.OpenAsync(location, Stores.Usual);
        var after = await ASite.OpenAsync(restored, Stores.Usual);
        await using (before)
        await using (after)
        {
            // The store that was lost went on with a change that nobody has a backup of.
            await Bundles.ImportAsync(before, await Bundles.AllChangedAsync("lost"));
            var known = (await before.GetAsync("/api/v1/events")).Header("ETag")!;
            Assert.Equal(200, (await after.GetAsync("/api/v1/events", ("If-None-Match", known))).Status);
            Assert.Equal(await before.WithDbAsync(db => db.State.Select(state => state.ChangeNo).SingleAsync()), await after.WithDbAsync(db => db.State.Select(state => state.ChangeNo).SingleAsync()));
        }
    }

    [Theory, OnBothStores]
    public async Task Nobody_is_signed_in_no_link_works_and_no_mail_goes_out_twice(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            Assert.Equal(0, (await AVerb.RunAsync(location, "user", "add", "--email", "li.hua@example.org", "--role", "administrator")).ExitCode);
            Assert.Equal(1L, await CountAsync(site, "SELECT count(*) AS \"Value\" FROM parties_link"));
            await site.WithDbAsync(async db =>
            {
                foreach (var (state, due) in new[] { (MailState.Waiting, 0), (MailState.Waiting, 100_000), (MailState.Sending, 0), (MailState.Sent, 0) })
                    db.Add(new OutboxMail
                    {
                        Id = Guid.CreateVersion7(),
                        Letter = "test",
                        Content = "{}",
                        Address = "a@example.org",
                        Name = "A",
                        Language = "en",
                        Urgency = default,
                        MadeAt = Stores.Usual,
                        State = state,
                        DueAt = SystemClock.Instance.GetCurrentInstant() + Duration.FromHours(due - 1),
                    });
                return await db.SaveChangesAsync();
            });
        }
        var restored = await Stores.EmptyAsync(store);
        Assert.Equal(0, (await AVerb.RunAsync(restored, "restore", await Archives.OfAsync(location))).ExitCode);
        var after = await ASite.OpenAsync(restored, Stores.Usual);
        await using (after)
        {
            Assert.Equal(0L, await CountAsync(after, "SELECT count(*) AS \"Value\" FROM parties_link"));
            Assert.Equal(0L, await CountAsync(after, "SELECT count(*) AS \"Value\" FROM parties_session"));
            Assert.Equal(1L, await CountAsync(after, "SELECT count(*) AS \"Value\" FROM parties_account"));
            Assert.Equal([MailState.Waiting, MailState.Sent, MailState.Unclear, MailState.Unclear],
                await after.WithDbAsync(db => db.Set<OutboxMail>().Select(mail => mail.State).Order().ToListAsync()));
            Assert.Equal("house.restore", (await Audit.Trails.EntriesAsync(after))[^1].Act);
        }
    }

    private static Task<long> CountAsync(ASite site, string sql) =>
        site.WithDbAsync(db => db.Database.SqlQueryRaw<long>(sql).SingleAsync());
}
