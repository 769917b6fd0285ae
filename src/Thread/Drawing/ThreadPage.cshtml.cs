using Concord.Instruments.Contracts;
using Concord.Kernel.Access;
using Concord.Kernel.Charts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Thread.Drawing;

/// <summary>The thread of any record: what it comes from and what came of it, drawn and as a list.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class ThreadPageModel : ConcordPage
{
    /// <summary>A mechanism's own records with which its thread begins: documents, and where these are few, events and projects.</summary>
    private const int OwnDocuments = 10, FewDocuments = 5, OwnOthers = 6;

    public RecordKind Kind { get; private set; }

    public StoredRecord Stored { get; private set; } = null!;

    public RecordDocument Document { get; private set; } = null!;

    public string KindWord { get; private set; } = "";

    public string? DateText { get; private set; }

    public RecordName? Within { get; private set; }

    public IHtmlContent Drawing { get; private set; } = HtmlString.Empty;

    public ThreadStory Story { get; private set; } = null!;

    /// <summary>How many records are drawn, and how many near ones are not.</summary>
    public int Shown { get; private set; }

    public int Left { get; private set; }

    /// <summary>First and last year of the records on the thread.</summary>
    public string? Years { get; private set; }

    public IReadOnlyList<string> Sources { get; private set; } = [];

    /// <summary>The record has nothing behind it on the thread although its kind comes from something.</summary>
    public bool LacksOrigin { get; private set; }

    public bool HasLinks => Shown > 1;

    /// <summary>The title around the name, which may be in another language than the page.</summary>
    public (string Before, string After) Heading
    {
        get
        {
            var parts = R.L["Thread: {0}", "\n"].Split('\n');
            return (parts[0], parts[^1]);
        }
    }

    public async Task<IActionResult> OnGetAsync(string kind, string id, CancellationToken cancel)
    {
        Kind = RecordKinds.FromPlural(kind)!.Value;
        if (await R.FindAsync<RecordDocument>(Kind, id, cancel) is not var (stored, document))
            return NotThere();
        (Stored, Document) = (stored, document);
        var name = Typography.Set(document.Caption.In(R.Language.Tag));
        Title = R.L["Thread: {0}", name];
        Section = Kind.Plural();
        Crumbs.Add((KindWords.Many(Kind, R.L), R.Href("/" + Kind.Plural())));
        Crumbs.Add((name, R.Href(Kind, id)));

        var here = ThreadNeighbourhood.Record(stored.Id, (int)stored.Kind, stored.Entry);
        var graph = await ThreadNeighbourhood.ReadAsync(R.Db, here, await OwnAsync(cancel), cancel);
        var selection = ThreadSelection.Of(graph);
        var documents = await DocumentsAsync(selection.Ids, cancel);
        await R.LearnNamesAsync(selection.Path.Select(documents.GetValueOrDefault).OfType<Instrument>().SelectMany(signed => signed.Signatories), cancel);
        Show(graph, selection, documents);
        return Page();
    }

    private void Show(ThreadGraph graph, ThreadSelection selection, Dictionary<string, RecordDocument> documents)
    {
        KindWord = ThreadStory.KindWord(Document, Kind, R);
        DateText = RecordDates.Text(Document, R.F);
        Within = graph.Steps(graph.Here).Where(step => step.Link.Kind == LinkKind.Within && step.Outgoing)
            .Select(step => documents.GetValueOrDefault(step.Other.Id)).OfType<RecordDocument>()
            .Select(mechanism => new RecordName(RecordKind.Mechanism, mechanism.Id, mechanism.Caption)).FirstOrDefault();
        Story = ThreadStory.Of(graph, selection, documents, R);
        Shown = documents.Count;
        Left = selection.Left;
        LacksOrigin = Kind is not (RecordKind.Mechanism or RecordKind.Organization or RecordKind.City) && selection.Path[0] == Document.Id;
        var years = documents.Values.Select(RecordDates.Of).Select(dates => dates.Start ?? dates.End).OfType<PartialDate>()
            .Select(date => new PartialDate(date.Year)).Order().ToList();
        Years = years.Count == 0 ? null : R.F.When(years[0], years[^1] == years[0] ? null : years[^1]);
        // The sources of the strong line stand first, each once.
        Sources = [.. selection.Path.Concat(selection.Ids).Distinct(StringComparer.Ordinal).Select(documents.GetValueOrDefault)
            .OfType<RecordDocument>().SelectMany(one => one.Sources).Distinct(StringComparer.Ordinal)];
        Drawing = ThreadDrawing.Draw(
            new DrawingCaption("thread", Title,
                R.L["The strong line, from word to deed: {0}. The list below says the same.", string.Join(" → ", Story.Line.Select(entry => Words(entry.Document).Text))],
                R.Language.Tag),
            selection.Ids.Where(documents.ContainsKey).Select(one => Node(documents[one], graph[one].Kind)),
            selection.Links.Select(link => new ThreadEdge(link.FromId, link.ToId, LinkWords.Of(link.Kind, true, R.L), selection.IsOnPath(link))));
    }

    private ThreadNode Node(RecordDocument document, RecordKind kind)
    {
        var words = Words(document);
        var (start, end) = RecordDates.Of(document);
        var isHere = document.Id == Document.Id;
        var what = ThreadStory.KindWord(document, kind, R);
        // A mechanism opens its own thread at its founding; on another record's it stands beside what hangs on it.
        var founded = isHere && document is Mechanism { Founded: { } year } ? new PartialDate(year) : (PartialDate?)null;
        return new ThreadNode(document.Id, kind, Typography.Set(words), words.Language, isHere ? R.L["{0}, this record", what] : what,
            start ?? end ?? founded, RecordDates.Text(document, R.F), R.Href(kind, document.Id), isHere);
    }

    private Worded Words(RecordDocument document) => document.Caption.In(R.Language.Tag);

    /// <summary>A mechanism has too many records to walk: its latest documents begin the thread, and where these are few, events and projects.</summary>
    private async Task<IReadOnlyCollection<string>> OwnAsync(CancellationToken cancel)
    {
        if (Kind != RecordKind.Mechanism)
            return [];
        var nos = R.Numbers(RecordKind.Instrument, "mechanism", Document.Id).Take(OwnDocuments).ToList();
        if (nos.Count < FewDocuments)
        {
            nos.AddRange(R.Numbers(RecordKind.Event, "mechanism", Document.Id).Take(OwnOthers));
            nos.AddRange(R.Numbers(RecordKind.Project, "mechanism", Document.Id).Take(OwnOthers));
        }
        return await R.Db.Records.AsNoTracking().Where(record => nos.Contains(record.No)).Select(record => record.Id).ToListAsync(cancel);
    }

    private async Task<Dictionary<string, RecordDocument>> DocumentsAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var found = await R.Db.Records.AsNoTracking().Where(record => ids.Contains(record.Id))
            .Select(record => new { record.Id, record.Kind, record.Body }).ToListAsync(cancel);
        return found.ToDictionary(record => record.Id, record => R.Models[record.Kind].Read(record.Body), StringComparer.Ordinal);
    }
}
