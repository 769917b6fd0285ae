using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Library.Contracts;

namespace Concord.Library.News;

/// <summary>A news item: what is told, and the records that it tells of.</summary>
public sealed class NewsItemPageModel() : RecordPage<NewsItem>(RecordKind.NewsItem)
{
    /// <summary>More records than a page shows one by one; the thread has all.</summary>
    private const int MostRows = 60;

    /// <summary>The records that it tells of: events first, as they stand in the bundle.</summary>
    public IReadOnlyList<RecordRow> Told { get; private set; } = [];

    /// <summary>Every paragraph in this language is our translation: it is said once for all of them.</summary>
    public bool IsOurs { get; private set; }

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["News"], R.Href("/news")));
        Crumbs.Add((R.Label("news.kind", Document.Kind).Text, R.Href("/news?kind=" + Document.Kind)));
        Description = Document.Summary.In(R.Language.Tag).Text;
        string[] told =
        [
            .. Document.Events, .. Document.Instruments, .. Document.Projects, .. Document.Practices, .. Document.Publications,
            .. Document.Organizations, .. Document.Cities,
        ];
        Told = await R.RowsAsync([.. told.Distinct().Take(MostRows)], cancel);
        IsOurs = R.AreOurs(Document, Paragraphs());
    }

    private IEnumerable<(LocalizedText Text, string Path)> Paragraphs() =>
        Document.Body.Index().SelectMany(paragraph => new[]
        {
            (Text: paragraph.Item.Heading, Path: $"body.{paragraph.Index}.heading"), (Text: paragraph.Item.Text, Path: $"body.{paragraph.Index}.text"),
        }).Where(text => text.Text is not null).Select(text => (text.Text!, text.Path));
}
