using Concord.Instruments.Contracts;
using Concord.Kernel.Charts;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace Concord.Instruments.Genealogy;

/// <summary>
/// A document with all those that succession and implementation connect it with, over any number of steps, and the events that adopted them or
/// had them on the agenda.
/// </summary>
public sealed class Family
{
    /// <summary>A drawing of more documents says nothing any more; the nearest ones stay.</summary>
    private const int MostDocuments = 24;

    /// <summary>More events than fit under a drawing.</summary>
    private const int MostEventsDrawn = 12;

    private readonly Reading r;
    private readonly string here;
    private readonly List<RecordLink> links;
    private readonly List<(string Document, LinkKind Kind, RecordRow Row)> events;

    private Family(Reading r, string here, IReadOnlyList<Instrument> documents, List<RecordLink> links, List<(string, LinkKind, RecordRow)> events) =>
        (this.r, this.here, Documents, this.links, this.events) = (r, here, documents, links, events);

    /// <summary>The documents by the beginning of their period, those without a date last; one alone is no family.</summary>
    public IReadOnlyList<Instrument> Documents { get; }

    /// <summary>True when there are more documents than are shown.</summary>
    public bool IsCut { get; private init; }

    /// <summary>How a link joins an event to a document: adopted at, endorsed at, on the agenda of.</summary>
    public sealed record Occasion(string Words, RecordRow Event);

    /// <summary>Finds the family of a document.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="document">The document.</param>
    /// <param name="isJoined">False when the document has no link of succession or implementation: then nothing is asked of the store but its events.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Family> OfAsync(Reading r, Instrument document, bool isJoined, CancellationToken cancel)
    {
        var ids = new List<string> { document.Id };
        var links = new List<RecordLink>();
        var isCut = false;
        for (var fresh = isJoined ? ids.ToList() : []; fresh.Count > 0;)
        {
            var found = await r.Db.Links.AsNoTracking()
                .Where(link => (link.Kind == LinkKind.Succeeds || link.Kind == LinkKind.Implements)
                    && (fresh.Contains(link.FromId) || fresh.Contains(link.ToId)))
                .OrderBy(link => link.FromId).ThenBy(link => link.ToId).Take(20 * MostDocuments).ToListAsync(cancel);
            links.AddRange(found);
            fresh = [.. found.SelectMany(link => new[] { link.FromId, link.ToId }).Distinct().Except(ids)];
            if (ids.Count + fresh.Count > MostDocuments)
                (isCut, fresh) = (true, fresh.GetRange(0, MostDocuments - ids.Count));
            ids.AddRange(fresh);
        }
        var documents = new List<Instrument> { document };
        if (ids.Count > 1)
        {
            var model = r.Models[RecordKind.Instrument];
            var bodies = await r.Db.Records.AsNoTracking().Where(record => ids.Contains(record.Id) && record.Id != document.Id)
                .OrderBy(record => record.No).Select(record => record.Body).ToListAsync(cancel);
            documents.AddRange(bodies.Select(body => (Instrument)model.Read(body)));
        }
        r.Learn(documents.Select(one => new RecordName(RecordKind.Instrument, one.Id, one.Name)));
        return new Family(r, document.Id, [.. documents.OrderBy(one => Beginning(one)?.First ?? NodaTime.LocalDate.MaxIsoValue)
            // Of those that begin together the one that is implemented comes first.
            .ThenBy(one => links.Exists(link => link.Kind == LinkKind.Implements && link.FromId == one.Id))],
            Distinct(links, ids), await EventsAsync(r, ids, cancel))
        { IsCut = isCut };
    }

    /// <summary>Events of a document, latest first, each once, with all the ways in which it is joined.</summary>
    public IReadOnlyList<Occasion> Occasions(string document) =>
        [.. events.Where(one => one.Document == document).GroupBy(one => one.Row.Id)
            .Select(same => new Occasion(string.Join(r.F.Semicolon, same.Select(one => one.Kind).Order().Select(Words).Distinct()), same.First().Row))];

    /// <summary>What a document is to the one that the page is about: "preceded by", also over several steps; null where neither leads to the other.</summary>
    public string? Relation(Instrument document)
    {
        if (document.Id == here)
            return r.L["this document"];
        foreach (var (kind, outgoing) in new[] { (LinkKind.Succeeds, true), (LinkKind.Succeeds, false), (LinkKind.Implements, true),
            (LinkKind.Implements, false) })
            if (Reaches(kind, outgoing, document.Id))
                return LinkWords.Of(kind, outgoing, r.L);
        return null;
    }

    /// <summary>What a document itself states of the others: which it follows, which it implements.</summary>
    public IEnumerable<(string Words, string Id)> States(Instrument document) =>
        links.Where(link => link.FromId == document.Id).OrderBy(link => link.Kind).Select(link => (LinkWords.Of(link.Kind, outgoing: true, r.L), link.ToId));

    /// <summary>The drawing. The page has the same as a list.</summary>
    internal IHtmlContent Draw()
    {
        var l = r.L;
        var entries = Documents.Select(one => new GenealogyEntry(
            one.Id,
            one.Name.In(r.Language.Tag).Text,
            r.Label("instruments.kind", one.Kind).Text,
            Beginning(one),
            one.Period?.End,
            InstrumentModel.IsNotYetAdopted(one),
            one.Id == here,
            r.Href(RecordKind.Instrument, one.Id),
            one.Id == here ? l["{0}, this document", PeriodWords(one)] : PeriodWords(one)));
        var relations = links.Select(link => new GenealogyLink(link.FromId,
            link.Kind == LinkKind.Succeeds ? GenealogyRelation.Succeeds : GenealogyRelation.Implements, link.ToId));
        // Of many events those of this document come first, then those that adopted one.
        var rings = events.Where(one => (one.Row.Start ?? one.Row.End) is not null)
            .OrderBy(one => one.Document != here).ThenBy(one => one.Kind == LinkKind.Considered).DistinctBy(one => one.Row.Id).Take(MostEventsDrawn)
            .OrderBy(one => one.Row.Start ?? one.Row.End)
            .Select(one => new GenealogyEvent(one.Row.Id, EventWords(one.Row), (one.Row.Start ?? one.Row.End)!.Value,
                r.Href(RecordKind.Event, one.Row.Id), one.Document));
        var caption = new DrawingCaption(
            "genealogy",
            l["Genealogy of {0}", r.Name(here)!.Caption.In(r.Language.Tag).Text],
            l.Plural(Documents.Count, "{0} document by its period of validity. The list below says the same.",
                "{0} documents by their periods of validity. The list below says the same."),
            r.Language.Tag);
        return GenealogyDrawing.Draw(caption, entries, relations, rings, l["implements"]);
    }

    /// <summary>The period, else the date of adoption, else the state; "no date recorded" where nothing is known.</summary>
    public string PeriodWords(Instrument document)
    {
        if (InstrumentModel.IsNotYetAdopted(document))
            return r.Label("instruments.status", document.Status!).Text;
        if (document.Period is { } period && (period.Start ?? period.End) is not null)
            return r.F.Range(period.Start, period.End);
        return InstrumentModel.Adopted(document) is { } adopted ? r.L["adopted {0}", adopted] : r.L["no date recorded"];
    }

    private static PartialDate? Beginning(Instrument document) => document.Period?.Start ?? InstrumentModel.Adopted(document);

    /// <summary>A chain of links of one kind from the page's document to another.</summary>
    private bool Reaches(LinkKind kind, bool outgoing, string id)
    {
        var reached = new HashSet<string> { here };
        for (var open = new Queue<string>(reached); open.TryDequeue(out var from);)
        {
            foreach (var link in links.Where(link => link.Kind == kind && (outgoing ? link.FromId : link.ToId) == from))
            {
                var to = outgoing ? link.ToId : link.FromId;
                if (to == id)
                    return true;
                if (reached.Add(to))
                    open.Enqueue(to);
            }
        }
        return false;
    }

    private static List<RecordLink> Distinct(List<RecordLink> links, List<string> ids) =>
        [.. links.Where(link => ids.Contains(link.FromId) && ids.Contains(link.ToId)).DistinctBy(link => (link.FromId, link.Kind, link.ToId))];

    private static async Task<List<(string Document, LinkKind Kind, RecordRow Row)>> EventsAsync(Reading r, List<string> ids, CancellationToken cancel)
    {
        var found = await r.Db.Links.AsNoTracking()
            .Where(link => ((link.Kind == LinkKind.AdoptedAt || link.Kind == LinkKind.EndorsedAt) && ids.Contains(link.FromId))
                || (link.Kind == LinkKind.Considered && ids.Contains(link.ToId)))
            .OrderBy(link => link.Kind).ThenBy(link => link.FromId).Take(400).ToListAsync(cancel);
        var pairs = found
            .Select(link => link.Kind == LinkKind.Considered
                ? (Document: link.ToId, link.Kind, Event: link.FromId)
                : (Document: link.FromId, link.Kind, Event: link.ToId))
            .Distinct().ToList();
        var rows = (await r.RowsAsync([.. pairs.Select(pair => pair.Event).Distinct()], cancel)).ToDictionary(row => row.Id);
        r.Learn(rows.Values.Select(row => new RecordName(row.Kind, row.Id, row.Title)));
        return [.. pairs.Where(pair => rows.ContainsKey(pair.Event)).Select(pair => (pair.Document, pair.Kind, rows[pair.Event]))
            .OrderByDescending(pair => (pair.Item3.Start ?? pair.Item3.End)?.First ?? NodaTime.LocalDate.MinIsoValue)];
    }

    private string Words(LinkKind kind) => LinkWords.Of(kind, outgoing: kind != LinkKind.Considered, r.L);

    private string EventWords(RecordRow row)
    {
        var what = row.What is { } kind ? r.Label(kind).Text : row.Title.In(r.Language.Tag).Text;
        var place = row.Facts.OfType<RowFact.At>()
            .Select(at => r.Terms.Place(at.Place)?.Name.In(r.Language.Tag).Text ?? (at.Country is { } country ? r.Country(country) : null))
            .FirstOrDefault();
        return place is null ? what : r.L["{0}, {1}", what, place];
    }
}
