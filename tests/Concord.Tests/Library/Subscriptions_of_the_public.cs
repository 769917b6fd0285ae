using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Concord.Library.Subscriptions;
using Concord.Tests.Audit;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Library;

/// <summary>Anyone may be told by mail of a mechanism, a series or a topic: after saying yes, in their language, and until one press ends it.</summary>
public sealed partial class Subscriptions_of_the_public
{
    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task Who_confirms_is_told_in_their_language_and_one_press_ends_it(StoreKind store, string lang)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            Assert.Equal(200, (await AskAsync(site, lang, "mechanism=temm", "reader@example.org")).Status);
            var question = Assert.Single(await MailsAsync(site));
            Assert.Equal(lang, question.Body!.Headers["Content-Language"]);
            var link = LinkIn(question, "/subscribe/confirm/");
            // Reading the page says nothing yet.
            Assert.Equal(200, (await site.GetAsync(link)).Status);
            await ChangeAsync(site, "temm_26");
            Assert.Single(await MailsAsync(site));

            Assert.Equal(200, (await PressAsync(site, link)).Status);
            await ChangeAsync(site, "temm_26", "news_temm_26", "acecf_2018");
            var told = (await MailsAsync(site))[^1];
            Assert.Equal(lang, told.Body!.Headers["Content-Language"]);
            var text = told.TextBody!;
            Assert.Contains($"/{lang}/events/temm_26", text, StringComparison.Ordinal);
            Assert.Contains($"/{lang}/news/news_temm_26", text, StringComparison.Ordinal);
            Assert.DoesNotContain("acecf_2018", text, StringComparison.Ordinal);
            Assert.Equal("List-Unsubscribe=One-Click", told.Headers["List-Unsubscribe-Post"]);
            // The same change is told once.
            await RoundAsync(site);
            Assert.Equal(2, (await MailsAsync(site)).Count);

            // What a mail program posts: no visit before, no cookie, and a form that nobody can read.
            var end = new Uri(told.Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath;
            using var press = new StringContent("List-Unsubscribe=One-Click");
            press.Headers.ContentType = new("multipart/form-data");
            Assert.Equal(200, (await site.AskAsync(HttpMethod.Post, end, press)).Status);
            await ChangeAsync(site, "temm_26");
            Assert.Equal(2, (await MailsAsync(site)).Count);
            Assert.Equal(200, (await site.GetAsync(end)).Status);
            Assert.Equal(0, await site.WithDbAsync(async db => await db.Database.SqlQueryRaw<int>("SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM library_subscription").SingleAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Theory, OnBothStores("series=temm", "topic=circular_economy", "mechanism=asean_china_env")]
    public async Task A_series_and_a_topic_can_be_followed_too(StoreKind store, string followed)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, followed, "reader@example.org");
            await ChangeAsync(site, "temm_26", "news_ck_memorandum_2026", "acecf_2024");
            var told = Assert.Single(await MailsAsync(site), mail => mail.Headers["List-Unsubscribe"] is not null).TextBody!;
            var expected = followed switch { "series=temm" => "/en/events/temm_26", "mechanism=asean_china_env" => "/en/events/acecf_2024", _ => "/en/news/news_ck_memorandum_2026" };
            Assert.Equal([expected], LinkOfRecord().Matches(told).Select(match => match.Value).Distinct());
        }
    }

    [Theory, OnBothStores]
    public async Task A_mail_of_the_day_sums_up_and_comes_once_a_day(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, "mechanism=temm", "reader@example.org", "daily");
            var before = (await MailsAsync(site)).Count;
            await ChangeAsync(site, "temm_26");
            await ChangeAsync(site, "temm_25");
            Assert.Equal(before, (await MailsAsync(site)).Count);
            site.Clock.AdvanceHours(24);
            await RoundAsync(site);
            var sum = (await MailsAsync(site))[^1].TextBody!;
            Assert.Equal(["/en/events/temm_25", "/en/events/temm_26"], LinkOfRecord().Matches(sum).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
            Assert.Equal(before + 1, (await MailsAsync(site)).Count);
        }
    }

    [Theory, OnBothStores]
    public async Task A_mail_of_the_week_sums_up_and_comes_once_a_week(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, "mechanism=temm", "reader@example.org", "weekly");
            var before = (await MailsAsync(site)).Count;
            await ChangeAsync(site, "temm_26");
            site.Clock.AdvanceDays(3);
            await ChangeAsync(site, "temm_25");
            site.Clock.Advance(Duration.FromDays(4) - Duration.FromMinutes(11));
            await RoundAsync(site);
            Assert.Equal(before, (await MailsAsync(site)).Count);
            site.Clock.AdvanceMinutes(1);
            await RoundAsync(site);
            var sum = (await MailsAsync(site))[^1].TextBody!;
            Assert.Equal(["/en/events/temm_25", "/en/events/temm_26"], LinkOfRecord().Matches(sum).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
            // The next week is counted from that mail.
            await ChangeAsync(site, "temm_26");
            site.Clock.AdvanceDays(6);
            await RoundAsync(site);
            Assert.Equal(before + 1, (await MailsAsync(site)).Count);
            site.Clock.AdvanceDays(1);
            await RoundAsync(site);
            Assert.Equal(before + 2, (await MailsAsync(site)).Count);
        }
    }

    [Theory, OnBothStores]
    public async Task The_answer_does_not_tell_who_has_subscribed_and_no_mailbox_is_filled(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, "mechanism=temm", "reader@example.org");
            var known = await AskAsync(site, "en", "mechanism=temm", "READER@example.org");
            var unknown = await AskAsync(site, "en", "mechanism=temm", "another@example.org");
            Assert.Equal((unknown.Status, Bare(unknown)), (known.Status, Bare(known)));
            var sent = (await MailsAsync(site)).Count;
            for (var press = 0; press < 5; press++)
                await AskAsync(site, "en", "mechanism=temm", "another@example.org");
            Assert.Equal(sent, (await MailsAsync(site)).Count);
            foreach (var mechanism in TheRecord.Ids("mechanisms"))
                await AskAsync(site, "en", "mechanism=" + mechanism, "another@example.org");
            Assert.Equal(6, (await MailsAsync(site)).Count(mail => mail.To.ToString().Contains("another", StringComparison.Ordinal)));
        }
    }

    [Theory, OnBothStores]
    public async Task No_more_than_six_questions_a_day_go_to_one_address_however_often_it_is_asked(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            for (var press = 0; press < 6; press++)
            {
                await AskAsync(site, "en", "mechanism=temm", "filled@example.org");
                await AskAsync(site, "en", "mechanism=sco_env", "Filled@example.org");
                site.Clock.AdvanceMinutes(11);
            }
            Assert.Equal(6, (await MailsAsync(site)).Count);
            site.Clock.AdvanceHours(23);
            await AskAsync(site, "en", "topic=air", "filled@example.org");
            Assert.Equal(6, (await MailsAsync(site)).Count);
            site.Clock.AdvanceHours(1);
            await AskAsync(site, "en", "topic=air", "filled@example.org");
            Assert.Equal(7, (await MailsAsync(site)).Count);
        }
    }

    [Theory, OnBothStores]
    public async Task First_wishes_for_one_thing_at_once_are_one_question_and_no_fault(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(site, "en", "mechanism=temm", "twice@example.org")));
            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
            Assert.Single(await MailsAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task That_a_subscription_was_confirmed_and_ended_stands_in_the_trail_without_the_address(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, "mechanism=temm", "reader@example.org");
            await ChangeAsync(site, "temm_26");
            var end = new Uri((await MailsAsync(site))[^1].Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath;
            for (var press = 0; press < 2; press++)
                Assert.Equal(200, (await site.AskAsync(HttpMethod.Post, end)).Status);
            var noted = (await Trails.EntriesAsync(site)).Where(entry => entry.Act == "library.subscribe").ToList();
            Assert.Equal(["""{"state":"confirmed","follows":"mechanism/temm"}""", """{"state":"ended","follows":"mechanism/temm"}"""], noted.Select(entry => entry.Details));
            Assert.Equal(("reader", 1), (noted[0].By, noted.Select(entry => entry.Subject).Distinct().Count()));
            Assert.DoesNotContain(noted, entry => entry.Subject.Contains('@', StringComparison.Ordinal) || entry.Details.Contains('@', StringComparison.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task A_question_without_an_answer_is_forgotten_and_its_link_holds_no_longer(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, "mechanism=temm", "reader@example.org");
            await AskAsync(site, "en", "mechanism=sco_env", "late@example.org");
            var link = LinkIn((await MailsAsync(site))[^1], "/subscribe/confirm/");
            site.Clock.AdvanceHours(72);
            await PressAsync(site, link);
            await RoundAsync(site);
            Assert.Equal(1, await site.WithDbAsync(async db => await db.Database.SqlQueryRaw<int>("SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM library_subscription").SingleAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Theory, OnBothStores]
    public async Task What_is_wrong_with_a_wish_is_said(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            foreach (var address in new[] { "", "nobody", "a@b@c", "a@example.org\r\nBcc: b@example.org", "\"a b\"@example.org" })
                Assert.Equal((address, 422), (address, (await AskAsync(site, "en", "mechanism=temm", address)).Status));
            Assert.Equal(422, (await AskAsync(site, "en", "mechanism=temm", "a@example.org", "hourly")).Status);
            foreach (var query in new[] { "", "mechanism=nowhere", "mechanism=temm_26", "series=nowhere", "topic=nowhere", "mechanism=%00", "kind=temm" })
                Assert.Equal((query, 404), (query, (await site.GetAsync("/en/subscribe?" + query)).Status));
            foreach (var key in new[] { "x", new string('a', 43), "%2e%2e" })
            {
                Assert.InRange((await site.GetAsync("/en/subscribe/confirm/" + key)).Status, 200, 404);
                Assert.InRange((await site.AskAsync(HttpMethod.Post, "/en/subscribe/end/" + key)).Status, 200, 404);
            }
            Assert.Empty(await MailsAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_load_of_the_record_is_no_news(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await SubscribeAsync(site, "mechanism=temm", "reader@example.org");
            var before = (await MailsAsync(site)).Count;
            site.Clock.AdvanceHours(1);
            Assert.Empty((await Bundles.ImportAsync(site, await Bundles.AllChangedAsync("again"))).Faults);
            await RoundAsync(site);
            Assert.Equal(before, (await MailsAsync(site)).Count);
        }
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task The_ways_in_stand_where_one_would_look(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var (page, query) in new[] { ("/mechanisms/temm", "mechanism=temm"), ("/series/temm", "series=temm"), ("/events?topic=air", "topic=air"), ("/news?topic=climate", "topic=climate") })
        {
            Assert.NotNull((await site.GetAsync("/" + lang + page)).Page().QuerySelector($"main a[href='/{lang}/subscribe?{query}']"));
            var form = await site.GetAsync($"/{lang}/subscribe?{query}");
            Nothing.In(PageRules.All(form, form.Page()).Select(fault => $"{fault.Rule}: {fault.Fault}"));
        }
    }

    private static async Task<ASite> OpenAsync(StoreKind store) =>
        await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, builder =>
            builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), new("Subscriptions:PerNetwork", "100")]));

    /// <summary>Asks for a subscription and confirms it.</summary>
    internal static async Task SubscribeAsync(ASite site, string followed, string address, string rhythm = "at-once")
    {
        Assert.Equal(200, (await AskAsync(site, "en", followed, address, rhythm)).Status);
        var question = (await MailsAsync(site)).FindLast(mail => mail.To.ToString().Contains(address, StringComparison.Ordinal) && mail.TextBody!.Contains("/subscribe/confirm/", StringComparison.Ordinal))!;
        Assert.Equal(200, (await PressAsync(site, LinkIn(question, "/subscribe/confirm/"))).Status);
    }

    private static async Task<Answer> AskAsync(ASite site, string lang, string followed, string address, string rhythm = "at-once") =>
        await SendAsync(site, $"/{lang}/subscribe?{followed}", ("email", address), ("rhythm", rhythm), ("language", lang));

    private static Task<Answer> PressAsync(ASite site, string address) => SendAsync(site, address);

    /// <summary>Opens the page and sends its form, as a browser does.</summary>
    private static async Task<Answer> SendAsync(ASite site, string address, params (string Name, string Value)[] fields)
    {
        var page = await site.GetAsync(address);
        if (page.Page().QuerySelector("main input[name=__RequestVerificationToken]")?.GetAttribute("value") is not { } token)
            return page;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await site.AskAsync(HttpMethod.Post, address, form, ("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]))));
    }

    /// <summary>Changes records and lets subscribers be told.</summary>
    internal static async Task ChangeAsync(ASite site, params string[] ids)
    {
        site.Clock.Advance(Duration.FromMinutes(5));
        var seen = NodaTime.Text.InstantPattern.General.Format(site.Clock.GetCurrentInstant());
        var folder = await Bundles.ChangedAsync((_, record) =>
        {
            if (ids.Contains(record["id"]!.GetValue<string>()))
                record["sources"]!.AsArray().Add("Seen on " + seen);
        });
        Assert.Empty((await Bundles.ImportAsync(site, folder)).Faults);
        await RoundAsync(site);
    }

    private static Task<int> RoundAsync(ASite site) => site.Services.GetRequiredService<Telling>().RunAsync(TestContext.Current.CancellationToken);

    private static async Task<List<MimeKit.MimeMessage>> MailsAsync(ASite site)
    {
        await Outboxes.DeliverAsync(site);
        return [.. Outboxes.Written(site).OrderBy(mail => mail.Date).ThenBy(mail => mail.MessageId, StringComparer.Ordinal)];
    }

    private static string LinkIn(MimeKit.MimeMessage mail, string path) =>
        new Uri(mail.TextBody!.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith("http", StringComparison.Ordinal) && line.Contains(path, StringComparison.Ordinal))).AbsolutePath;

    private static string Bare(Answer answer) => Regex.Replace(answer.Page().QuerySelector("main")!.OuterHtml, "value=\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("/en/(events|news|instruments|projects)/[a-z0-9_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkOfRecord();
}
