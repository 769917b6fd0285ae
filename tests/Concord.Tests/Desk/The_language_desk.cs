using System.Text;
using AngleSharp.Dom;
using Concord.Kernel.Access;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Desk;

/// <summary>Translators at work: what they see, write, and get back from outside.</summary>
public sealed class The_language_desk
{
    private const string Forum = "events/acecf_2016";
    private const string Old = "中国—东盟环境合作论坛（2016）";
    private const string New = "2016年中国—东盟环境合作论坛";

    private static Task<Visitor> TranslatorAsync(ASite site, params string[] languages) =>
        Visitor.AsAsync(site, Role.Translator, new Scope(Mechanism: "asean_china_env", Languages: [.. languages]));

    private static string Texts(string target) => $"/en/desk/languages/{target}/{Forum}";

    /// <summary>The wording of the title that the page offers to change.</summary>
    private static string? Title(Answer page) => page.Page().QuerySelector("textarea[name='text:title']")?.TextContent;

    private static Task<Answer> WriteAsync(Visitor translator, string written, string shown = Old) =>
        SendAsync(translator, Texts("zh"), ("was:title", shown), ("text:title", written), ("one", "title"));

    /// <summary>Sends what the page of some texts would, with the mark that its forms carry.</summary>
    private static async Task<Answer> SendAsync(Visitor visitor, string address, params (string Name, string Value)[] fields) =>
        await visitor.SendAsync(address, [("__RequestVerificationToken", Token(await visitor.GetAsync(Texts("zh")))), .. fields]);

    private static string Token(Answer page) => page.Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    [Theory, OnBothStores]
    public async Task What_a_translator_writes_stands_in_the_draft_and_not_yet_in_the_record(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var translator = await TranslatorAsync(site, "zh");
            Assert.Equal(Old, Title(await translator.GetAsync(Texts("zh"))));
            var saved = await WriteAsync(translator, New);
            Assert.Equal((200, New), (saved.Status, Title(saved)));
            Assert.Contains("In work", saved.Page().QuerySelector("label[for=t-title]")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(Old, (await site.GetAsync("/zh/" + Forum)).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task Two_who_write_the_same_text_do_not_overwrite_each_other(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await TranslatorAsync(site, "zh"), await TranslatorAsync(site, "zh"));
            await WriteAsync(one, New);
            var second = await WriteAsync(other, "另一个标题2016");
            Assert.Equal("另一个标题2016", Title(second));
            Assert.NotNull(second.Page().QuerySelector("[role=alert]"));
            Assert.Contains(New, second.Body, StringComparison.Ordinal);
            Assert.Equal(New, Title(await one.GetAsync(Texts("zh"))));
        }
    }

    [Fact]
    public async Task Each_writes_in_their_languages_and_mechanism_alone()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var translator = await TranslatorAsync(site, "ru");
            Assert.Null(Title(await translator.GetAsync(Texts("zh"))));
            var refused = await WriteAsync(translator, New);
            Assert.Equal(403, refused.Status);
            Assert.Equal(403, (await translator.GetAsync("/en/desk/languages/ru/events/cica_seminar_2022")).Status);
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            Assert.Equal(200, (await auditor.GetAsync(Texts("zh"))).Status);
            Assert.Equal(403, (await WriteAsync(auditor, New)).Status);
            Assert.Equal(302, (await site.GetAsync(Texts("zh"))).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task What_became_stale_is_on_the_board_until_somebody_says_that_it_is_right(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var translator = await TranslatorAsync(site, "zh");
            const string Board = "/en/desk/languages?target=zh";
            Assert.DoesNotContain("acecf_2016", (await translator.GetAsync(Board)).Body, StringComparison.Ordinal);
            await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, record) =>
            {
                if ((string?)record["id"] == "acecf_2016")
                    record["title"]!["en"] = "ASEAN-China Environmental Cooperation Forum of 2016";
            }));
            Assert.Contains(Texts("zh"), (await translator.GetAsync(Board + "&state=stale&kind=events&mechanism=asean_china_env")).Body, StringComparison.Ordinal);
            Assert.DoesNotContain("acecf_2016", (await translator.GetAsync(Board + "&state=missing")).Body, StringComparison.Ordinal);
            var page = (await translator.GetAsync(Texts("zh"))).Page();
            Assert.Equal("of ", string.Concat(page.QuerySelectorAll("ins").Select(mark => mark.TextContent)));
            var looked = await SendAsync(translator, Texts("zh") + "?handler=check", ("one", "title"), ("was:title", Old));
            Assert.Contains("Checked", looked.Page().QuerySelector("label[for=t-title]")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("acecf_2016", (await translator.GetAsync(Board)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_comes_back_as_it_went_out_would_change_nothing()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var translator = await TranslatorAsync(site, "zh");
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await translator.GetAsync(Texts("zh") + "/file.xlsx")).Type);
            var preview = await UploadAsync(translator, (await translator.GetAsync(Texts("zh") + "/file.xlf")).Body);
            Assert.Contains("Nothing of the file would change anything.", preview.Body, StringComparison.Ordinal);
            var refused = await UploadAsync(translator, "<!DOCTYPE a><a/>");
            Assert.Equal(422, refused.Status);
            Assert.Contains("a document type or an entity, which is refused", refused.Body, StringComparison.Ordinal);
            Assert.Equal(403, (await (await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere)).GetAsync("/en/desk/languages/zh/take-over")).Status);
        }
    }

    [Fact]
    public async Task A_translated_file_is_taken_over_into_the_draft()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var translator = await TranslatorAsync(site, "zh");
            var file = (await translator.GetAsync(Texts("zh") + "/file.xlf")).Body;
            var preview = await UploadAsync(translator, file.Replace(Old, New, StringComparison.Ordinal));
            var chosen = preview.Page().QuerySelectorAll("input[name=take]").Single();
            Assert.True(chosen.HasAttribute("checked"));
            var taken = await translator.SendAsync("/en/desk/languages/zh/take-over?handler=take",
                ("__RequestVerificationToken", Token(preview)), ("take", chosen.GetAttribute("value")!));
            Assert.Contains("1 text was taken over into drafts.", taken.Body, StringComparison.Ordinal);
            Assert.Equal(New, Title(await translator.GetAsync(Texts("zh"))));
        }
    }

    [Theory, OnBothStores]
    public async Task Texts_of_a_draft_that_is_not_published_go_out_to_translators_and_come_back(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var translator = await Visitor.AsAsync(site, Role.Translator, AWriter.Sco with { Languages = ["zh"] });
            var writer = await AWriter.AsAsync(site);
            var draft = await writer.NewEventAsync();
            var texts = "/en/desk/languages/zh/events/" + draft.Split('/')[^1];
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await translator.GetAsync(texts + "/file.xlsx")).Type);
            var file = (await translator.GetAsync(texts + "/file.xlf")).Body;
            Assert.Contains("Seminar on wetlands", file, StringComparison.Ordinal);
            var back = file.Replace("</source>", "</source><target>湿地研讨会</target>", StringComparison.Ordinal);
            var preview = await UploadAsync(translator, back);
            var taken = await TakeAsync(translator, preview);
            Assert.Contains("1 text was taken over into drafts.", taken.Body, StringComparison.Ordinal);
            Assert.Contains("湿地研讨会", (await writer.LookAsync(draft)).Page().QuerySelector("#changes")!.TextContent, StringComparison.Ordinal);
            // The workbook too comes back as it went out.
            using var form = new MultipartFormDataContent { { new StringContent(Token(await translator.GetAsync("/en/desk/languages/zh/take-over"))), "__RequestVerificationToken" } };
            form.Add(new ByteArrayContent((await translator.GetAsync(texts + "/file.xlsx")).Bytes), "file", "back.xlsx");
            Assert.Contains("Nothing of the file would change anything.", (await translator.SendAsync("/en/desk/languages/zh/take-over", form)).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task What_a_new_record_in_review_lacks_is_on_the_board_and_published_in_all_languages_at_once(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            const string Board = "/en/desk/languages?target=zh";
            await Visitor.JoinAsync(site, "li@example.org", Role.Translator, AWriter.Sco with { Languages = ["zh"] });
            var (writer, translator) = (await AWriter.AsAsync(site), new Visitor(site));
            await translator.SignInAsync("li@example.org");
            var elsewhere = await TranslatorAsync(site, "zh");
            var draft = (await (await writer.OpenAsync("/ru/desk/events/new")).Write("title.ru", "Семинар о болотах").Write("kind", "seminar").Write("start", "2023-05-04").Write("sources", "Письмо").SendAsync()).Draft;
            Assert.Null((await translator.GetAsync(Board)).Page().QuerySelector("#new"));
            Assert.Equal(302, (await writer.DoAsync(draft, "send")).Status);
            var texts = "/en/desk/languages/zh/events/" + draft.Split('/')[^1];
            var board = (await translator.GetAsync(Board + "&kind=events&mechanism=sco_env&state=missing")).Page();
            Assert.Equal(texts, Assert.Single(board.QuerySelectorAll("#new a")).GetAttribute("href"));
            Assert.Contains("1", board.QuerySelector(".tabs [aria-current] .n")!.TextContent, StringComparison.Ordinal);
            Assert.Null((await translator.GetAsync(Board + "&state=stale")).Page().QuerySelector("#new"));
            Assert.Null((await translator.GetAsync("/en/desk/languages?target=ru")).Page().QuerySelector("#new"));
            Assert.Null((await elsewhere.GetAsync(Board)).Page().QuerySelector("#new"));
            var told = await site.WithDbAsync(db => db.Set<Kernel.Notices.WaitingNotice>().ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal(("texts.owed", texts[3..]), (Assert.Single(told).Kind, told[0].Path));
            await SendAsync(translator, texts, ("was:title", ""), ("text:title", "湿地研讨会"));
            Assert.Null((await translator.GetAsync(Board)).Page().QuerySelector("#new"));
            var record = await writer.PublishAsync(draft);
            Assert.Contains("湿地研讨会", (await site.GetAsync("/zh" + record[3..])).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task Texts_of_a_file_that_somebody_changed_meanwhile_are_named_and_not_taken_over(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (translator, other) = (await TranslatorAsync(site, "zh"), await TranslatorAsync(site, "zh"));
            var preview = await UploadAsync(translator, (await translator.GetAsync(Texts("zh") + "/file.xlf")).Body.Replace(Old, New, StringComparison.Ordinal));
            await WriteAsync(other, "另一个标题2016");
            var taken = await TakeAsync(translator, preview);
            Assert.Contains("1 text was not taken over", taken.Page().QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(New, taken.Page().QuerySelector("[role=alert] li")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(Texts("zh"), taken.Page().QuerySelector("[role=alert] a")!.GetAttribute("href"));
            Assert.Equal("另一个标题2016", Title(await translator.GetAsync(Texts("zh"))));
        }
    }

    [Fact]
    public async Task The_preview_of_a_file_asks_after_names_that_do_not_agree()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var translator = await TranslatorAsync(site, "zh");
            var file = (await translator.GetAsync(Texts("zh") + "/file.xlf")).Body;
            var preview = await UploadAsync(translator, file.Replace(Old, "环境合作论坛2016", StringComparison.Ordinal));
            Assert.Contains("ASEAN", preview.Page().QuerySelector(".pair .note li")!.TextContent, StringComparison.Ordinal);
        }
    }

    private static async Task<Answer> TakeAsync(Visitor translator, Answer preview) =>
        await translator.SendAsync("/en/desk/languages/zh/take-over?handler=take",
            [("__RequestVerificationToken", Token(preview)), .. preview.Page().QuerySelectorAll("input[name=take]").Select(one => ("take", one.GetAttribute("value")!))]);

    internal static async Task<Answer> UploadAsync(Visitor translator, string document)
    {
        const string Address = "/en/desk/languages/zh/take-over";
        using var form = new MultipartFormDataContent { { new StringContent(Token(await translator.GetAsync(Address))), "__RequestVerificationToken" } };
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(document)), "file", "back.xlf");
        return await translator.SendAsync(Address, form);
    }
}
