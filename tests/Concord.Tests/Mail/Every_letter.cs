using AngleSharp.Html.Parser;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Mail.Letters;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Mail;

/// <summary>Each kind of letter, in each language, as its sample says it.</summary>
public sealed class Every_letter
{
    [Fact]
    public async Task Is_whole_in_every_language_and_says_the_same_with_and_without_markup()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var (kinds, writer, translations) = (site.Services.GetRequiredService<LetterKinds>(), site.Services.GetRequiredService<LetterWriter>(), site.Services.GetRequiredService<Translations>());
        Assert.NotEmpty(kinds.All);
        foreach (var kind in kinds.All)
            foreach (var language in Language.All)
            {
                var missing = translations.In(language).Missing;
                var to = new MailRecipient(MailAddress.Read("name@example.org")!, "Айгерим <b>", language);
                // As it comes back from the store.
                var letter = await writer.WriteAsync(to, LetterKinds.Read(kind, LetterKinds.Write(kind.Sample)), "/unsubscribe/abc");
                var where = $"{kind.Name} in {language}";
                Assert.True(letter.Subject.Length is > 0 and < 150, where);
                Assert.Equal(missing, translations.In(language).Missing);
                var faults = new List<string>();
                var parser = new HtmlParser();
                parser.Error += (_, fault) => faults.Add(fault.ToString()!);
                var page = parser.ParseDocument(letter.Html);
                Assert.Empty(faults);
                Assert.Equal(language.Tag, page.DocumentElement.GetAttribute("lang"));
                Assert.Empty(page.QuerySelectorAll("[class], script, link, style, img"));
                foreach (var link in page.QuerySelectorAll("a"))
                    Assert.True(Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out _) && letter.Text.Contains(link.GetAttribute("href")!, StringComparison.Ordinal), $"{where}: {link.OuterHtml}");
                foreach (var paragraph in page.QuerySelectorAll("p, li, h1"))
                    Assert.True(Words(letter.Text).Contains(Words(paragraph.ChildNodes.OfType<AngleSharp.Dom.IText>().FirstOrDefault()?.Data ?? ""), StringComparison.Ordinal), $"{where}: {paragraph.TextContent}");
                Assert.DoesNotContain("<", letter.Text.Replace("Айгерим <b>", "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task Leads_to_the_address_of_the_house_and_never_to_a_host_that_somebody_named()
    {
        var site = await ASite.OpenAsync(await Stores.BareAsync(StoreKind.Sqlite), Stores.Usual, ("PublicUrl", "https://record.example.org"));
        await using (site)
        {
            await site.GetAsync("/en", ("Host", "evil.example.com"));
            var letter = await site.Services.GetRequiredService<LetterWriter>().WriteAsync(new MailRecipient(MailAddress.Read("name@example.org")!, "", Language.Korean), Outboxes.Saying("포럼"));
            Assert.Contains("https://record.example.org/ko/events", letter.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", letter.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Shows_what_somebody_typed_as_text()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var letter = await site.Services.GetRequiredService<LetterWriter>().WriteAsync(new MailRecipient(MailAddress.Read("name@example.org")!, "", Language.English), Outboxes.Saying("<script>alert(1)</script>\r\nBcc: all@example.org"));
        Assert.DoesNotContain("<script", letter.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<script>alert(1)</script>", letter.Text, StringComparison.Ordinal);
    }

    private static string Words(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}
