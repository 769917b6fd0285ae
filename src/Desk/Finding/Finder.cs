using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Desk.Forms;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Search;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using NodaTime;

namespace Concord.Desk.Finding;

/// <summary>Something that was found, to be chosen.</summary>
/// <param name="Id">What the document names it by.</param>
/// <param name="Name">Its name.</param>
/// <param name="Language">The language of the name, where it is not the reader's.</param>
/// <param name="More">What tells it from its namesakes: a country, a day, an acronym.</param>
internal sealed record Found(string Id, string Name, string? Language, string? More);

/// <summary>Finds what a field can name by a part of its name in any language, or by its id.</summary>
internal static class Finder
{
    /// <summary>The most that is offered at once.</summary>
    public const int Most = 10;

    /// <summary>The most names of a form that are looked for: each is a search of its own.</summary>
    public const int MostAtOnce = 300;

    private const int LongestText = 200;

    /// <summary>The best matches, the best first; none for a text that says nothing or a source that does not exist.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="source">A kind of record in the plural, <c>places</c>, <c>topics</c>, <c>countries</c> or <c>zones</c>.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyList<Found>> FindAsync(Reading r, string source, string text, CancellationToken cancel = default)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestText)
            return [];
        if (RecordKinds.FromPlural(source) is { } kind)
            return await RecordsAsync(r, kind, text, cancel);
        return [.. Known(r, source).Select(one => (one.Found, Rank: one.Names.Append(one.Found.Id).Min(name => Rank(name, text))))
            .Where(one => one.Rank < NoMatch).OrderBy(one => one.Rank).ThenBy(one => one.Found.Name, r.Language.Order).Take(Most).Select(one => one.Found)];
    }

    /// <summary>The one thing that a text names exactly: by its id, or by a name that nothing else has; null where there is none or several.</summary>
    public static async Task<string?> ExactAsync(Reading r, string source, string text, CancellationToken cancel = default)
    {
        if (RecordKinds.FromPlural(source) is not { } kind)
        {
            var same = Known(r, source).Where(one => one.Found.Id == text || one.Names.Any(name => Rank(name, text) == 0)).Select(one => one.Found.Id).Distinct().Take(2).ToList();
            return same.Contains(text) ? text : same.Count == 1 ? same[0] : null;
        }
        await r.LearnNamesAsync([text], cancel);
        if (r.Name(text) is { } byId)
            return byId.Kind == kind ? byId.Id : null;
        var found = await RecordsAsync(r, kind, text, cancel);
        var named = found.Where(one => r.Name(one.Id) is { } name && name.Caption.Any(worded => Rank(worded.Text, text) == 0)).Take(2).ToList();
        return named.Count == 1 ? named[0].Id : null;
    }

    /// <summary>
    /// Puts what a form's typed names mean in their place; several at once, parted by lines, semicolons or commas, where each of them means one thing. False, with
    /// nothing put, where they are more than <see cref="MostAtOnce"/>.
    /// </summary>
    public static async Task<bool> ResolveAsync(Reading r, IReadOnlyCollection<TypedName> typed, CancellationToken cancel = default)
    {
        if (typed.Count + typed.Sum(name => Parts(name).Length) > MostAtOnce)
            return false;
        foreach (var name in typed)
        {
            var source = FormControls.Source(name.Field);
            if (await ExactAsync(r, source, name.Text, cancel) is { } id)
            {
                Put(name, [id]);
                continue;
            }
            var ids = new List<string>();
            foreach (var part in Parts(name))
                ids.Add(await ExactAsync(r, source, part, cancel) ?? "");
            if (ids.Count > 0 && !ids.Contains(""))
                Put(name, ids);
        }
        return true;
    }

    /// <summary>Several names that were typed into one field of a list; none where it is one.</summary>
    private static string[] Parts(TypedName name) =>
        name.Within is JsonArray && name.Text.Split(['\n', ';', '；', '、', ',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 } parts ? parts : [];

    private static void Put(TypedName name, List<string> ids)
    {
        if (name.Within is JsonObject part)
        {
            part[(string)name.At] = ids[0];
            return;
        }
        var list = (JsonArray)name.Within;
        list.RemoveAt((int)name.At);
        foreach (var id in ids)
            if (!list.Any(known => known is JsonValue value && value.TryGetValue(out string? text) && text == id))
                list.Add(JsonValue.Create(id));
    }

    private static async Task<IReadOnlyList<Found>> RecordsAsync(Reading r, RecordKind kind, string text, CancellationToken cancel)
    {
        var answer = await RecordSearch.AskAsync(r, text, kind, cancel: cancel);
        var documents = await r.DocumentsAsync([.. answer.Nos.Take(Most)], cancel);
        var found = new List<Found>(documents.Count);
        await r.LearnNamesAsync(documents.Select(document => document.Id).Append(text), cancel);
        if (r.Name(text) is { } byId && byId.Kind == kind && documents.TrueForAll(document => document.Id != text))
            found.Add(Of(r, byId.Id, byId.Caption, null));
        foreach (var document in documents)
            found.Add(Of(r, document.Id, document.Caption, More(r, r.Models[kind].Row(document), document)));
        return found;
    }

    private static string? More(Reading r, RecordRow row, RecordDocument document)
    {
        var facts = new List<string>();
        if (document.Abbreviation is { } acronym)
            facts.Add(acronym);
        if ((row.Start ?? row.End) is not null)
            facts.Add(r.F.When(row.Start, row.End));
        if (row.Facts.OfType<RowFact.At>().FirstOrDefault() is { } at && r.PlaceName(at.Place, at.Country) is { } place)
            facts.Add(place);
        return facts.Count > 0 ? string.Join(r.F.Semicolon, facts) : null;
    }

    private static Found Of(Reading r, string id, LocalizedText name, string? more)
    {
        var words = name.In(r.Language.Tag);
        return new Found(id, words.Text, words.Language == r.Language.Tag ? null : words.Language, more);
    }

    /// <summary>All entries of a short list, each with every name that it goes by.</summary>
    private static IEnumerable<(Found Found, IEnumerable<string> Names)> Known(Reading r, string source) => source switch
    {
        "places" => r.Terms.Places.Select(place => (Of(r, place.Id, place.Name, r.Country(place.Country)), place.Name.Select(worded => worded.Text))),
        "topics" => r.Terms.Topics.Select(topic => (Of(r, topic.Id, topic.Label, null),
            topic.Label.Select(worded => worded.Text).Concat(topic.Alt.Values.SelectMany(names => names)))),
        "countries" => r.Terms.Values("countries").Select(code => (Of(r, code, r.Terms.Label("countries", code)!, null),
            r.Terms.Label("countries", code)!.Select(worded => worded.Text))),
        "zones" => Zoned(r),
        _ => [],
    };

    /// <summary>Zones, each with the places whose clocks it is: who looks for Nanning finds the zone of Shanghai.</summary>
    private static IEnumerable<(Found Found, IEnumerable<string> Names)> Zoned(Reading r)
    {
        var places = r.Terms.Places.ToLookup(place => place.TimeZone, StringComparer.Ordinal);
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)))
        {
            var offset = Zones.Find(id)?.GetUtcOffset(r.Now);
            var there = places[id].ToList();
            var more = new[] { offset is { } hours ? r.F.Offset(hours) : null, there.Count > 0 ? string.Join(r.F.Comma, there.Take(3).Select(place => place.Name.In(r.Language.Tag).Text)) : null };
            yield return (new Found(id, id, null, string.Join(r.F.Semicolon, more.OfType<string>())),
                there.SelectMany(place => place.Name.Select(worded => worded.Text)).Append(id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ')));
        }
    }

    private const int NoMatch = 4;

    /// <summary>0 the same, 1 begins with it, 2 a word begins with it, 3 holds it; case, width and accents do not count.</summary>
    private static int Rank(string name, string text)
    {
        var compare = CultureInfo.InvariantCulture.CompareInfo;
        const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth | CompareOptions.IgnoreNonSpace;
        var at = compare.IndexOf(name, text, Loosely);
        if (at < 0)
            return NoMatch;
        if (at > 0)
            return Rune.IsLetterOrDigit(Rune.GetRuneAt(name, char.IsLowSurrogate(name[at - 1]) ? at - 2 : at - 1)) ? 3 : 2;
        return compare.Compare(name, text, Loosely) == 0 ? 0 : 1;
    }
}
