using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Desk;

/// <summary>What is owed in a language is given to people with a day, and goes out to translators in one file.</summary>
public sealed partial class Work_for_translators
{
    private const string Board = "/en/desk/languages?target=zh";

    private static readonly Scope Asean = new(Mechanism: "asean_china_env");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A site on which two forums have another original title than their Chinese one was made from.</summary>
    private static async Task<ASite> OwingAsync(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, record) =>
        {
            if ((string?)record["id"] is "acecf_2016" or "acecf_2017")
                record["title"]!["en"] = "Another title of " + (string)record["id"]!;
        }));
        return site;
    }

    [Theory, OnBothStores]
    public async Task What_is_owed_is_given_to_a_translator_until_a_day(StoreKind store)
    {
        var site = await OwingAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "li@example.org", Role.Translator, Asean with { Languages = ["zh"] });
            var translator = new Visitor(site);
            await translator.SignInAsync("li@example.org");
            Assert.Contains("Nothing is owed here", (await translator.GetAsync(Board + "&who=me")).Body, StringComparison.Ordinal);
            var secretariat = await Visitor.AsAsync(site, Role.Secretariat, Asean);
            var page = (await secretariat.GetAsync(Board)).Page();
            Assert.Null((await translator.GetAsync(Board)).Page().QuerySelector("#assign"));
            var li = page.QuerySelectorAll("select[name=to] option").Single(option => option.TextContent == "li").GetAttribute("value")!;
            var given = await AssignAsync(secretariat, ("record", "acecf_2016"), ("to", li), ("due", "31.8.2022"));
            Assert.Contains("1 record was assigned.", given.Body, StringComparison.Ordinal);
            var mine = (await translator.GetAsync(Board + "&who=me")).Page();
            Assert.Equal("/en/desk/languages/zh/events/acecf_2016", Assert.Single(mine.QuerySelectorAll("tbody th a")).GetAttribute("href"));
            Assert.Contains("Late", mine.QuerySelector("tbody tr.is-late")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("acecf_2016", (await translator.GetAsync(Board + "&who=nobody")).Body, StringComparison.Ordinal);
            // The most urgent stands first.
            Assert.Equal("/en/desk/languages/zh/events/acecf_2016", (await secretariat.GetAsync(Board)).Page().QuerySelector("tbody th a")!.GetAttribute("href"));
            Assert.Equal(1, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == "texts.assign" && entry.Subject == "events/acecf_2016", Cancel)));
            Assert.Equal(422, (await AssignAsync(secretariat, ("to", li))).Status);
            Assert.Equal(422, (await AssignAsync(secretariat, ("record", "acecf_2016"), ("due", "soon"))).Status);
            Assert.Equal(422, (await AssignAsync(secretariat, ("record", "acecf_2016"), ("to", Guid.NewGuid().ToString()))).Status);
        }
    }

    [Fact]
    public async Task Nobody_is_given_what_they_may_not_translate_and_nobody_gives_what_is_not_theirs()
    {
        var site = await OwingAsync(StoreKind.Sqlite);
        await using (site)
        {
            var stranger = await Visitor.AsAsync(site, Role.Translator, new Scope(Mechanism: "temm", Languages: ["zh"]));
            var secretariat = await Visitor.AsAsync(site, Role.Secretariat, Asean);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            // Whoever works for another mechanism is not even offered, and is refused where a form names them all the same.
            Assert.Equal(2, (await secretariat.GetAsync(Board)).Page().QuerySelectorAll("select[name=to] option:not([value=''])").Length);
            var options = (await administrator.GetAsync(Board)).Page().QuerySelectorAll("select[name=to] option").Select(option => option.GetAttribute("value")!).Where(value => value.Length > 0).ToList();
            var answers = new List<int>();
            foreach (var option in options)
                answers.Add((await AssignAsync(secretariat, ("record", "acecf_2016"), ("to", option))).Status);
            Assert.Equal([200, 200, 422], answers.Order());
            var other = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "temm"));
            var token = Token(await secretariat.GetAsync(Board));
            Assert.Equal(422, (await AssignAsync(other, token: null, ("record", "acecf_2016"))).Status);
            Assert.Equal(422, (await AssignAsync(stranger, token: null, ("record", "acecf_2016"))).Status);
            Assert.NotNull(token);
        }
    }

    [Theory, OnBothStores]
    public async Task Many_records_go_out_in_one_file_and_come_back_with_a_preview(StoreKind store)
    {
        var site = await OwingAsync(store);
        await using (site)
        {
            var translator = await Visitor.AsAsync(site, Role.Translator, Asean with { Languages = ["zh"] });
            var page = await translator.GetAsync(Board);
            var file = await translator.SendAsync(Board + "&handler=file", ("__RequestVerificationToken", Token(page)), ("type", "xlf"));
            Assert.Equal("application/xliff+xml", file.Type);
            Assert.Contains("concord-2-records-en-zh.xlf", file.Header("Content-Disposition"), StringComparison.Ordinal);
            Assert.Equal(2, Unit().Count(file.Body));
            var one = await translator.SendAsync(Board + "&handler=file", ("__RequestVerificationToken", Token(page)), ("type", "xlf"), ("record", "acecf_2017"));
            Assert.Equal(1, Unit().Count(one.Body));
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await translator.SendAsync(Board + "&handler=file", ("__RequestVerificationToken", Token(page)), ("type", "xlsx"))).Type);
            var back = Target().Replace(file.Body, "<target>新的标题</target>");
            var preview = await The_language_desk.UploadAsync(translator, back);
            var chosen = preview.Page().QuerySelectorAll("input[name=take]");
            Assert.Equal(2, chosen.Length);
            var taken = await translator.SendAsync("/en/desk/languages/zh/take-over?handler=take", [("__RequestVerificationToken", Token(preview)), .. chosen.Select(one => ("take", one.GetAttribute("value")!))]);
            Assert.Contains("2 texts were taken over into drafts.", taken.Body, StringComparison.Ordinal);
            foreach (var forum in new[] { "acecf_2016", "acecf_2017" })
                Assert.Contains("新的标题", (await translator.GetAsync("/en/desk/languages/zh/events/" + forum)).Body, StringComparison.Ordinal);
        }
    }

    private static Task<Answer> AssignAsync(Visitor visitor, params (string Name, string Value)[] fields) => AssignAsync(visitor, token: null, fields);

    private static async Task<Answer> AssignAsync(Visitor visitor, string? token, params (string Name, string Value)[] fields) =>
        await visitor.SendAsync(Board + "&handler=assign", [("__RequestVerificationToken", token ?? Token(await visitor.GetAsync("/en/desk/languages/zh/take-over"))), .. fields]);

    private static string Token(Answer page) => page.Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    [GeneratedRegex("<unit ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unit();

    [GeneratedRegex("<target>[^<]*</target>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Target();
}
