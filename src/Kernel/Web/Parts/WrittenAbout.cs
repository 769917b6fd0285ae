using Concord.Kernel.Records;

namespace Concord.Kernel.Web.Parts;

/// <summary>What was written about a record, latest first.</summary>
/// <param name="Publications">Publications that deal with it, came of it, were presented at it, or were brought out by it.</param>
/// <param name="News">News that tell of it.</param>
public sealed record WrittenAbout(IReadOnlyList<RecordRow> Publications, IReadOnlyList<RecordRow> News)
{
    /// <summary>More are folded away.</summary>
    public const int ShownAtOnce = 5;

    private const int Most = 60;

    /// <summary>Nothing: most records have neither.</summary>
    public static WrittenAbout Nothing { get; } = new([], []);

    /// <summary>Reads the rows of what the record's links lead back to.</summary>
    public static async Task<WrittenAbout> ReadAsync(Reading r, IReadOnlyList<LinkedRecord> links, CancellationToken cancel)
    {
        var publications = Latest(links, RecordKind.Publication);
        var news = Latest(links, RecordKind.NewsItem);
        return publications.Count + news.Count == 0 ? Nothing : new WrittenAbout(await r.RowsAsync(publications, cancel), await r.RowsAsync(news, cancel));
    }

    /// <summary>A later edition is named among the facts of the one before it.</summary>
    private static List<string> Latest(IReadOnlyList<LinkedRecord> links, RecordKind kind) =>
        [.. links.Where(link => !link.Outgoing && link.Other.Kind == kind && link.Kind != LinkKind.Succeeds)
            .OrderByDescending(link => link.Day ?? int.MinValue).Select(link => link.Other.Id).Distinct().Take(Most)];
}
