using System.Globalization;
using Concord.Instruments.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Thread.Drawing;

/// <summary>
/// The thread in words: the strong line as a list, each record with its other links; then
/// the links between records beside the line. Every line of the drawing is told once.
/// </summary>
/// <param name="Line">The records of the strong line, oldest first.</param>
/// <param name="Beside">Records beside the line that hold links among themselves, oldest first.</param>
public sealed record ThreadStory(IReadOnlyList<ThreadStory.Entry> Line, IReadOnlyList<ThreadStory.Entry> Beside)
{
    /// <summary>A record of the story.</summary>
    /// <param name="Document">The record.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="What">The word for what it is.</param>
    /// <param name="Date">Its date or period in words, where it has one.</param>
    /// <param name="IsHere">The record that the thread is drawn for.</param>
    /// <param name="Relations">What it has to do with others.</param>
    public sealed record Entry(RecordDocument Document, RecordKind Kind, string What, string? Date, bool IsHere, IReadOnlyList<Relation> Relations);

    /// <summary>One relation with all records that it leads to.</summary>
    /// <param name="Words">What the others are to the record: "Adopted at".</param>
    /// <param name="Others">The other records with their years.</param>
    public sealed record Relation(string Words, IReadOnlyList<(RecordName Name, string? Year)> Others);

    internal static ThreadStory Of(ThreadGraph graph, ThreadSelection selection, IReadOnlyDictionary<string, RecordDocument> documents, Reading r)
    {
        var untold = selection.Links.Where(link => documents.ContainsKey(link.FromId) && documents.ContainsKey(link.ToId)).ToList();
        var onLine = selection.Path.ToHashSet(StringComparer.Ordinal);
        var line = new List<Entry>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in selection.Path.Where(documents.ContainsKey))
        {
            told.Add(id);
            // A link between two records of the line is told at the later one, which stands below.
            line.Add(Told(id, untold.FindAll(link => Touches(link, id) && (!onLine.Contains(Other(link, id)) || told.Contains(Other(link, id))))));
        }
        var beside = new List<Entry>();
        foreach (var id in selection.Ids.Where(id => !onLine.Contains(id) && documents.ContainsKey(id))
            .OrderBy(id => graph[id].Day ?? int.MaxValue).ThenBy(id => id, StringComparer.Ordinal))
        {
            var links = untold.FindAll(link => Touches(link, id));
            if (links.Count > 0)
                beside.Add(Told(id, links));
        }
        return new ThreadStory(line, beside);

        Entry Told(string id, List<ThreadLink> links)
        {
            untold.RemoveAll(links.Contains);
            var relations = links
                .GroupBy(link => LinkWords.Of(link.Kind, link.FromId == id, r.L))
                // What lies on the line stands first.
                .OrderByDescending(group => group.Any(selection.IsOnPath))
                .Select(group => new Relation(Capitalized(group.Key, r.Language),
                    [.. group.Select(link => Other(link, id)).Distinct(StringComparer.Ordinal)
                        .OrderBy(other => graph[other].Day ?? int.MaxValue).ThenBy(other => other, StringComparer.Ordinal)
                        .Select(other => Named(documents[other], graph[other].Kind))])).ToList();
            var document = documents[id];
            // Who signed is part of what a document of the line says, although only the record's own parties are drawn.
            if (document is Instrument { Signatories.Count: > 0 } signed && id != graph.Here.Id && onLine.Contains(id))
                relations.Add(new Relation(Capitalized(LinkWords.Of(LinkKind.SignedBy, true, r.L), r.Language),
                    [.. signed.Signatories.Select(r.Name).OfType<RecordName>().Select(name => (name, (string?)null))]));
            return new Entry(document, graph[id].Kind, KindWord(document, graph[id].Kind, r), RecordDates.Text(document, r.F), id == graph.Here.Id, relations);
        }

        (RecordName Name, string? Year) Named(RecordDocument document, RecordKind kind)
        {
            var (start, end) = RecordDates.Of(document);
            var year = (start ?? end)?.Year.ToString(CultureInfo.InvariantCulture);
            var isSaid = year is not null && document.Caption.In(r.Language.Tag).Text.Contains(year, StringComparison.Ordinal);
            return (new RecordName(kind, document.Id, document.Caption), isSaid ? null : year);
        }
    }

    /// <summary>The word for what the record is: its kind within its kind where it has one.</summary>
    internal static string KindWord(RecordDocument document, RecordKind kind, Reading r) =>
        r.Models[kind].Row(document).What is { } what ? r.Label(what).Text : KindWords.One(kind, r.L);

    private static bool Touches(ThreadLink link, string id) => link.FromId == id || link.ToId == id;

    private static string Other(ThreadLink link, string id) => link.FromId == id ? link.ToId : link.FromId;

    private static string Capitalized(string words, Language language) =>
        words.Length == 0 ? words : char.ToUpper(words[0], language.Culture) + words[1..];
}
