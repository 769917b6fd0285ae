using System.Globalization;
using System.Text.Json;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Time;

namespace Concord.Kernel.Web.History;

/// <summary>A value of a document as a reader sees it.</summary>
/// <param name="Where">What it is within the change, <c>Title · Russian</c>; null for the change itself.</param>
/// <param name="Text">The words.</param>
/// <param name="Language">The language of the words where they are in one of their own.</param>
/// <param name="Href">The record that the value names.</param>
public sealed record FieldValue(string? Where, string Text, string? Language = null, string? Href = null);

/// <summary>Puts places and values of a kind's documents into words, by the shape of the kind.</summary>
public sealed class FieldWords(Reading r, RecordModel model)
{
    /// <summary>More values of one change than this are left out.</summary>
    private const int MostValues = 60;

    private readonly RecordShape shape = RecordShape.Of(model.DocumentType);

    /// <summary>Ids of records that a value names, so that their names can be learnt.</summary>
    public IEnumerable<string> Named(FieldChange change)
    {
        var field = FieldAt(change.Path);
        return new[] { change.Before, change.After }.OfType<JsonElement>().SelectMany(value => Leaves([], value, field))
            .Where(leaf => leaf.Field?.Refers is not null && leaf.Value.ValueKind == JsonValueKind.String).Select(leaf => leaf.Value.GetString()!);
    }

    /// <summary><c>Sessions 3 · Title · Russian</c>.</summary>
    public string Place(IReadOnlyList<FieldStep> path) => string.Join(" · ", Parts(path));

    /// <summary>A value in lines; a text by languages, an object by fields.</summary>
    /// <param name="path">Where the value stands.</param>
    /// <param name="value">The value.</param>
    /// <param name="most">How many lines at most.</param>
    public IReadOnlyList<FieldValue> Values(IReadOnlyList<FieldStep> path, JsonElement value, int most = MostValues)
    {
        var field = FieldAt(path);
        var language = LanguageAt(path);
        var leaves = Leaves([], value, field).Take(most).ToList();
        return [.. leaves.Select(leaf => Value(
            leaf.Path.Count == 0 ? null : string.Join(" · ", Parts([.. path, .. leaf.Path]).Skip(Parts(path).Count())),
            leaf.Value, leaf.Field, LanguageAt([.. path, .. leaf.Path]) ?? language))];
    }

    private IEnumerable<string> Parts(IReadOnlyList<FieldStep> path)
    {
        var at = Root;
        for (var i = 0; i < path.Count; i++)
        {
            var step = path[i];
            var words = step switch
            {
                { Index: { } index } => (index + 1).ToString(CultureInfo.InvariantCulture),
                _ when at?.Form is FieldForm.Words or FieldForm.ListsByLanguage => r.LanguageName(step.Name!),
                _ when at is { Form: FieldForm.Counts, Coded: { } coded } => r.Label(coded, step.Name!).Text,
                _ => FieldNames.Of(step.Name!, r.L),
            };
            // A list and the place in it are said together: Sessions 3.
            if (step.Index is null && i + 1 < path.Count && path[i + 1].Index is { } next)
            {
                words += " " + (next + 1).ToString(CultureInfo.InvariantCulture);
                at = Next(at, step);
                step = path[++i];
            }
            at = Next(at, step);
            yield return words;
        }
    }

    private FieldValue Value(string? where, JsonElement value, FieldShape? field, string? language)
    {
        if (value.ValueKind != JsonValueKind.String)
            return new FieldValue(where, Number(value, field));
        var text = value.GetString()!;
        if (field?.Refers is not null && r.Name(text) is { } named)
            return new FieldValue(where, named.Caption.In(r.Language.Tag).Text, named.Caption.In(r.Language.Tag).Language, r.Href(named.Kind, named.Id));
        if (field?.Coded is { } coded)
            return new FieldValue(where, r.Label(coded, text).Text);
        if (field is { IsTopic: true } && r.Terms.Topic(text) is { } topic)
            return new FieldValue(where, topic.Label.In(r.Language.Tag).Text, topic.Label.In(r.Language.Tag).Language);
        if (field is { IsPlace: true } && r.Terms.Place(text) is { } place)
            return new FieldValue(where, r.PlaceName(place.Id, place.Country)!);
        if (field is { Form: FieldForm.Date or FieldForm.Moment } && Moment(text) is { } moment)
            return new FieldValue(where, moment);
        return new FieldValue(where, text, field is { Form: FieldForm.Words } ? language : null);
    }

    /// <summary>A date as exact as it is known, with the hour where one is given; null for what is neither.</summary>
    private string? Moment(string text)
    {
        var t = text.IndexOf('T', StringComparison.Ordinal);
        if (!PartialDate.TryParse(t < 0 ? text : text[..t], out var date))
            return null;
        return t < 0 ? r.F.Date(date) : r.L["{0}, {1}", r.F.Date(date), text[(t + 1)..]];
    }

    private string Number(JsonElement value, FieldShape? field) => value.ValueKind switch
    {
        JsonValueKind.Number when field is { IsYear: true } && value.TryGetInt32(out var year) && year is >= 1 and <= 9999 => r.F.Date(new PartialDate(year)),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => r.F.Number(number),
        _ => value.GetRawText(),
    };

    private static FieldShape? Root => null;

    private FieldShape? FieldAt(IReadOnlyList<FieldStep> path)
    {
        var at = Root;
        foreach (var step in path)
            at = Next(at, step);
        return at;
    }

    /// <summary>The field one step on; within a text or a dictionary the field stays, for its values have no shape of their own.</summary>
    private FieldShape? Next(FieldShape? at, FieldStep step) => (at, step) switch
    {
        (null, { Name: { } name }) => Find(shape, name),
        ({ Inner: { } inner }, { Name: { } name }) => Find(inner, name),
        ({ Item: { } item }, { Index: not null }) => item,
        _ => at,
    };

    private string? LanguageAt(IReadOnlyList<FieldStep> path) =>
        path.Count > 0 && FieldAt(path) is { Form: FieldForm.Words } && FieldAt([.. path.SkipLast(1)]) is { Form: FieldForm.Words } ? path[^1].Name : null;

    private IEnumerable<(IReadOnlyList<FieldStep> Path, JsonElement Value, FieldShape? Field)> Leaves(IReadOnlyList<FieldStep> path,
        JsonElement value, FieldShape? field)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return value.EnumerateObject()
                    .SelectMany(part => Leaves([.. path, new FieldStep(part.Name, null)], part.Value, Next(field, new FieldStep(part.Name, null))));
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany((part, i) => Leaves([.. path, new FieldStep(null, i)], part, Next(field, new FieldStep(null, i))));
            default:
                return [(path, value, field)];
        }
    }

    private static FieldShape? Find(RecordShape within, string name) => within.Fields.FirstOrDefault(field => field.Name == name);
}
