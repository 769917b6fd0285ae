using System.Globalization;
using Concord.Events.Contracts;
using Concord.Instruments.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Concord.Thread.Timeline;

/// <summary>How much is known of a mechanism over time.</summary>
/// <param name="Id">The mechanism.</param>
/// <param name="Name">Its name.</param>
/// <param name="Instruments">Number of documents.</param>
/// <param name="Events">Number of events.</param>
/// <param name="Held">Years for which a document holds, or in which one was adopted.</param>
/// <param name="Met">Year -> number of events in it.</param>
public sealed record MechanismSpan(string Id, LocalizedText Name, int Instruments, int Events, IReadOnlySet<int> Held, IReadOnlyDictionary<int, int> Met)
{
    /// <summary>First year of a document or an event; null where none has a date.</summary>
    public int? First => Held.Concat(Met.Keys).Select(year => (int?)year).Min();

    /// <summary>Last year; for a document's period, the year it ends.</summary>
    public int? Last => Held.Concat(Met.Keys).Select(year => (int?)year).Max();
}

/// <summary>What a mechanism agreed and where it met, the latest first.</summary>
/// <param name="Documents">At most as many as a drawing can hold, those without a date last.</param>
/// <param name="Instruments">How many documents there are in all.</param>
/// <param name="Events">How many events there are in all.</param>
internal sealed record MechanismTimeline(IReadOnlyList<RecordDocument> Documents, int Instruments, int Events)
{
    /// <summary>More would neither be read nor drawn.</summary>
    public const int Most = 120;

    private static readonly RecordKind[] Kinds = [RecordKind.Instrument, RecordKind.Event];

    public int Total => Instruments + Events;

    public static async Task<MechanismTimeline> OfAsync(Reading r, string mechanism, CancellationToken cancel)
    {
        var documents = new List<RecordDocument>();
        var totals = new Dictionary<RecordKind, int>();
        foreach (var kind in Kinds)
        {
            var list = await r.AskAsync(kind, Within(r, kind, mechanism), cancel);
            totals[kind] = list.Total;
            var nos = list.ByDay(oldestFirst: false, 0, Most);
            documents.AddRange(kind == RecordKind.Instrument
                ? await r.DocumentsAsync<Instrument>(nos, cancel)
                : await r.DocumentsAsync<Event>(nos, cancel));
        }
        return new MechanismTimeline(
            [.. documents.OrderBy(document => Day(document) is null).ThenByDescending(document => Day(document))
                .ThenBy(document => document.Id, StringComparer.Ordinal).Take(Most)],
            totals[RecordKind.Instrument], totals[RecordKind.Event]);
    }

    /// <summary>The mechanisms that have a document or an event, by name; where there are very many, those with the most.</summary>
    public static async Task<IReadOnlyList<(string Id, LocalizedText Name)>> AllAsync(Reading r, CancellationToken cancel)
    {
        var ids = Kinds.SelectMany(kind => r.Values(kind, "mechanism")).GroupBy(value => value.Value, value => value.Count)
            .OrderByDescending(mechanism => mechanism.Sum()).ThenBy(mechanism => mechanism.Key, StringComparer.Ordinal)
            .Select(mechanism => mechanism.Key).Take(Most).ToList();
        await r.LearnNamesAsync(ids, cancel);
        return [.. ids.Select(id => r.Name(id)).OfType<RecordName>().Select(name => (name.Id, name.Caption))
            .OrderBy(name => name.Caption.In(r.Language.Tag).Text, r.Language.Order)];
    }

    public static async Task<MechanismSpan> SpanAsync(Reading r, string id, LocalizedText name, CancellationToken cancel)
    {
        var held = await r.AskAsync(RecordKind.Instrument, Within(r, RecordKind.Instrument, id), cancel);
        var met = await r.AskAsync(RecordKind.Event, Within(r, RecordKind.Event, id), cancel);
        return new MechanismSpan(id, name, held.Total, met.Total, Years(held).Keys.ToHashSet(), Years(met));
    }

    private static Dictionary<int, int> Years(RecordList list) =>
        list.CountsOf("year").Where(year => PartialDate.TryParse(year.Value, out _))
            .ToDictionary(year => PartialDate.Parse(year.Value).Year, year => year.Count);

    /// <summary>The day under which a document or an event stands in time; null where none is known.</summary>
    public static PartialDate? Day(RecordDocument document) => document switch
    {
        Instrument instrument => Adopted(instrument) ?? instrument.Period?.Start ?? instrument.Period?.End,
        Event held => held.Start ?? held.End,
        _ => null,
    };

    /// <summary>The drawing's item: a short label, for the whole title is in the list beside it.</summary>
    public static TimelineItem Item(Reading r, RecordDocument document)
    {
        var title = Typography.Set(document.Caption.In(r.Language.Tag));
        return document switch
        {
            Instrument instrument => new TimelineItem(instrument.Id, RecordKind.Instrument, Short(r, instrument), r.Language.Tag,
                instrument.Period?.Start ?? Adopted(instrument), instrument.Period?.End,
                instrument.Status is "under_consultation" or "recommended_by_ministers", r.Href(RecordKind.Instrument, instrument.Id))
            { Said = title },
            Event held => new TimelineItem(held.Id, RecordKind.Event, Short(r, held), r.Language.Tag,
                held.Start, held.End, held.IsTentative, r.Href(RecordKind.Event, held.Id))
            { Said = title },
            _ => throw new ArgumentException($"A {document.GetType().Name} has no place on a timeline.", nameof(document)),
        };
    }

    public static ListRequest Within(Reading r, RecordKind kind, string mechanism) =>
        ListRequest.Read(new QueryCollection(new Dictionary<string, StringValues> { ["mechanism"] = mechanism }), r.Models[kind]);

    /// <summary>"Action plan · 2022–2024", the years bare, for room is short; without a period the year of adoption.</summary>
    private static string Short(Reading r, Instrument instrument)
    {
        var first = instrument.Period?.Start ?? Adopted(instrument);
        return Joined(r.Label("instruments.kind", instrument.Kind).Text, (first?.Year, instrument.Period?.End?.Year) switch
        {
            ({ } from, { } until) when from != until => string.Create(CultureInfo.InvariantCulture, $"{from}–{until}"),
            ({ } from, _) => from.ToString(CultureInfo.InvariantCulture),
            (null, { } until) => string.Create(CultureInfo.InvariantCulture, $"–{until}"),
            _ => null,
        });
    }

    /// <summary>
    /// "Nanning · Forum": the place first, for a mechanism's meetings are mostly of one kind and the end is cut where they crowd.
    /// "Online", where that is all that is known of the place.
    /// </summary>
    private static string Short(Reading r, Event held)
    {
        var kind = r.Label("events.kind", held.Kind).Text;
        var place = r.Terms.Place(held.Venue?.Place)?.Name.In(r.Language.Tag).Text
            ?? (held.Format == "online" ? r.Label("events.format", held.Format).Text : null);
        return place is null ? kind : Joined(place, kind);
    }

    private static string Joined(string first, string? second) => second is null ? first : first + " · " + second;

    private static PartialDate? Adopted(Instrument instrument) =>
        instrument.AdoptedOn ?? (instrument.AdoptedYear is { } year ? new PartialDate(year) : null);
}
