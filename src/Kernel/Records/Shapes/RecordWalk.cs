using System.Globalization;
using System.Text;
using System.Text.Json;
using Concord.Kernel.Time;

namespace Concord.Kernel.Records.Shapes;

/// <summary>One walk over one record: where it is, and what it has found.</summary>
internal sealed partial class RecordWalk(RecordFacts facts, Action<RecordFault> report)
{
    private const string NullIsRefused = "null is refused; leave the field out where the value is not known.";

    private readonly RecordFacts facts = facts;
    private readonly Action<RecordFault> report = report;
    private readonly List<(string? Name, int Index)> path = [];
    private readonly Dictionary<string, HashSet<string>> ownLocals = new(StringComparer.Ordinal);
    private readonly RecordShape? shape;
    private readonly JsonElement record;

    public RecordWalk(RecordShape shape, JsonElement record, RecordFacts facts, Action<RecordFault> report) : this(facts, report) =>
        (this.shape, this.record) = (shape, record);

    public void Check() => Object(shape!, record);

    private void Object(RecordShape inner, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong(element, $"an object with the fields of {Article(inner.Word)}");
            return;
        }
        Span<bool> seen = stackalloc bool[inner.Fields.Count];
        foreach (var property in element.EnumerateObject())
        {
            var readable = JsonText.TryReadName(property, out var name);
            var index = readable ? inner.IndexOf(name) : -1;
            path.Add((index >= 0 ? inner.Fields[index].Name : JsonText.Clip(name), -1));
            if (index < 0)
                Fault(FaultKind.UnknownField, Unknown(inner, JsonText.Clip(name)));
            else if (seen[index])
                Fault(FaultKind.Twice, $"\"{inner.Fields[index].Name}\" stands twice in the same object; keep one.");
            else
            {
                seen[index] = true;
                Value(inner.Fields[index], property.Value);
            }
            path.RemoveAt(path.Count - 1);
        }
        for (var i = 0; i < seen.Length; i++)
            if (!seen[i] && inner.Fields[i].Required)
                FaultAt(inner.Fields[i].Name, FaultKind.Missing, $"\"{inner.Fields[i].Name}\" is missing; {Article(inner.Word)} needs it.");
        foreach (var field in inner.Fields)
        {
            if (field.NotBefore is not null)
                Order(field, element);
            if (field.Among is not null)
                Among(field, element);
        }
    }

    private void Value(FieldShape field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            Fault(FaultKind.WrongForm, NullIsRefused);
            return;
        }
        switch (field.Form)
        {
            case FieldForm.Text:
                if (Text(value, "a text in quotation marks", out var text))
                    Rules(field, value, text);
                break;
            case FieldForm.Words:
                Words(value, field.OnlyIn, mayHaveNote: false);
                break;
            case FieldForm.Whole:
                Whole(field, value);
                break;
            case FieldForm.Number:
                Number(field, value);
                break;
            case FieldForm.Date:
                if (Text(value, "a date such as \"2024\", \"2024-07\" or \"2024-07-08\"", out _) && !PartialDate.TryParse(JsonText.Read(value), out _))
                    Fault(FaultKind.NotADate, $"{JsonText.Quote(value)} is not a date that exists; write a year, a month or a day such as \"2024\", \"2024-07\" or \"2024-07-08\".");
                break;
            case FieldForm.Moment:
                if (Text(value, "a local time such as \"2008-12-01T10:00\", or a day", out _) && !PartialDateTime.TryParse(JsonText.Read(value), out _))
                    Fault(FaultKind.NotAMoment, $"{JsonText.Quote(value)} is not a local time that exists; write \"2008-12-01T10:00\", or a day such as \"2008-12-01\".");
                break;
            case FieldForm.Minute:
                if (Text(value, "a time of day such as \"13:00\"", out _) && !MinuteOfDay().IsMatch(JsonText.Read(value) ?? ""))
                    Fault(FaultKind.NotATime, $"{JsonText.Quote(value)} is not a time of day; write hours and minutes such as \"13:00\".");
                break;
            case FieldForm.List:
                List(field, value);
                break;
            case FieldForm.Object:
                Object(field.Inner!, value);
                break;
            case FieldForm.Counts:
                Counts(field, value);
                break;
            case FieldForm.ListsByLanguage:
                ListsByLanguage(value);
                break;
        }
    }

    private void List(FieldShape field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong(value, "a list in square brackets");
            return;
        }
        if (field.IsSource && value.GetArrayLength() == 0)
            Fault(FaultKind.NoSource, "[] names no source; give at least one http(s) address or citation.");
        if (field.AtMost is { } most && value.GetArrayLength() > most)
            Fault(FaultKind.TooMany, $"{JsonText.Quote(value)} has {value.GetArrayLength().ToString(CultureInfo.InvariantCulture)} entries; at most {most.ToString(CultureInfo.InvariantCulture)} are allowed.");
        var ids = field.Item!.Inner?.Fields.FirstOrDefault(inner => inner.IsLocalId) is { } idField
            ? (idField.Name, Seen: new HashSet<string>(StringComparer.Ordinal))
            : default;
        var named = field.Item.IsName && value.GetArrayLength() > 1 ? new HashSet<string>(StringComparer.Ordinal) : null;
        var index = 0;
        foreach (var entry in value.EnumerateArray())
        {
            path.Add((null, index++));
            Value(field.Item, entry);
            if (named is not null && JsonText.Read(entry) is { } name && !named.Add(name))
                Fault(FaultKind.TwiceInList, $"{JsonText.Quote(entry)} stands in this list already; name it once.");
            if (ids.Name is not null && entry.ValueKind == JsonValueKind.Object
                && JsonText.TryFind(entry, ids.Name, out var id) && JsonText.Read(id) is { } localId && !ids.Seen.Add(localId))
                FaultAt(ids.Name, FaultKind.TwiceInList, $"{JsonText.Quote(id)} is the id of an earlier entry of this list; give each its own.");
            path.RemoveAt(path.Count - 1);
        }
        if (field.IsAscendingPair)
            AscendingPair(value);
    }

    private void AscendingPair(JsonElement value)
    {
        if (value.GetArrayLength() != 2)
            Fault(FaultKind.NotARange, $"{JsonText.Quote(value)} is not a range; write two numbers, the lower one first.");
        else if (Amount(value[0]) is { } low && Amount(value[1]) is { } high && low > high)
            Fault(FaultKind.NotARange, $"{JsonText.Quote(value)} falls; write the lower number first.");
    }

    private static decimal? Amount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) ? amount : null;

    private void Whole(FieldShape field, JsonElement value)
    {
        var expected = field.IsYear ? "a year such as 2018" : "a whole number such as 12";
        if (value.ValueKind != JsonValueKind.Number)
            Wrong(value, expected);
        else if (!value.TryGetInt64(out var number) || (field.FitsInt32 && number is < int.MinValue or > int.MaxValue))
            Fault(FaultKind.NotANumber, $"{JsonText.Quote(value)} is not {expected}, or it is too large.");
        else if (field.IsYear && number is < 1 or > 9999)
            Fault(FaultKind.NotAYear, $"{JsonText.Quote(value)} is not a year; years run from 1 to 9999.");
        else if (number < 0)
            Fault(FaultKind.OutOfRange, $"{JsonText.Quote(value)} is negative; a count is 0 or more.");
    }

    private void Number(FieldShape field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            Wrong(value, "a number such as 12.5");
        else if (!value.TryGetDecimal(out var number))
            Fault(FaultKind.OutOfRange, $"{JsonText.Quote(value)} is too large; numbers have at most 28 digits.");
        else if (number == 0 && JsonText.Mantissa(value).ContainsAnyInRange((byte)'1', (byte)'9'))
            Fault(FaultKind.OutOfRange, $"{JsonText.Quote(value)} is too small; numbers have at most 28 digits after the point.");
        else if (field.Between is { } between && ((double)number < between.Least || (double)number > between.Most))
            Fault(FaultKind.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(value)} is out of range; it lies from {between.Least} to {between.Most}."));
    }

    private void Counts(FieldShape field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(value, "an object of counts by word");
            return;
        }
        var seen = new Utf8Table();
        foreach (var property in value.EnumerateObject())
        {
            var readable = JsonText.TryReadName(property, out var word);
            path.Add((JsonText.Clip(word), -1));
            seen.Add(word, out var isNew);
            if (!isNew)
                Fault(FaultKind.Twice, $"{JsonText.Quote(word)} stands twice in the same object; keep one.");
            if (!readable || (facts.KnowsLabels && !facts.HasLabel(field.Coded!, word)))
                Fault(FaultKind.UnknownCode, $"{JsonText.Quote(word)} has no label under \"{field.Coded}\" in labels.json; add one or correct the word.");
            if (property.Value.ValueKind == JsonValueKind.Null)
                Fault(FaultKind.WrongForm, NullIsRefused);
            else
                Whole(field, property.Value);
            path.RemoveAt(path.Count - 1);
        }
    }

    /// <summary>The end against the start of the same object. A value of a wrong form has its own fault already.</summary>
    private void Order(FieldShape field, JsonElement element)
    {
        if (!JsonText.TryFind(element, field.Name, out var end) || !JsonText.TryFind(element, field.NotBefore!, out var start)
            || JsonText.Read(end) is not { } endText || JsonText.Read(start) is not { } startText)
            return;
        var before = field.Form == FieldForm.Moment
            ? PartialDateTime.TryParse(startText, out var from) && PartialDateTime.TryParse(endText, out var to)
                && (from.Date > to.Date || (from.Date == to.Date && from.Time is { } opening && to.Time is { } closing && opening > closing))
            : PartialDate.TryParse(startText, out var first) && PartialDate.TryParse(endText, out var last) && first.IsAfter(last);
        if (before)
            FaultAt(field.Name, FaultKind.BeforeStart, $"{JsonText.Quote(end)} lies before the start, {JsonText.Quote(start)}; correct one of the two.");
    }

    private void Among(FieldShape field, JsonElement element)
    {
        if (!JsonText.TryFind(element, field.Name, out var value) || value.ValueKind != JsonValueKind.String || !JsonText.TryRead(value, out var id))
            return;
        var list = field.Among!.List;
        if (field.AmongOf is null)
        {
            if (!OwnLocals(list).Contains(Encoding.UTF8.GetString(id)))
                FaultAt(field.Name, FaultKind.NotAmong, $"{JsonText.Quote(value)} is not an id of this record's \"{list}\"; name one of them.");
            return;
        }
        if (!JsonText.TryFind(element, field.AmongOf, out var of))
        {
            FaultAt(field.Name, FaultKind.NotAmong, $"{JsonText.Quote(value)} needs \"{field.AmongOf}\" beside it, whose \"{list}\" it is one of.");
            return;
        }
        // A record that does not exist is a fault of the field that names it.
        if (of.ValueKind == JsonValueKind.String && JsonText.TryRead(of, out var owner) && facts.KindOf(owner) is not null && !facts.HasLocal(owner, list, id))
            FaultAt(field.Name, FaultKind.NotAmong, $"{JsonText.Quote(value)} is not an id of the \"{list}\" of {JsonText.Quote(of)}; name one of them.");
    }

    private HashSet<string> OwnLocals(string list)
    {
        if (ownLocals.TryGetValue(list, out var ids))
            return ids;
        ids = new HashSet<string>(StringComparer.Ordinal);
        if (JsonText.TryFind(record, list, out var entries) && entries.ValueKind == JsonValueKind.Array)
            foreach (var entry in entries.EnumerateArray())
                if (entry.ValueKind == JsonValueKind.Object && JsonText.TryFind(entry, "id", out var id) && JsonText.Read(id) is { } localId)
                    ids.Add(localId);
        return ownLocals[list] = ids;
    }

    private static string Unknown(RecordShape inner, string name)
    {
        var nearest = Nearest.Of(name, inner.Fields.Select(field => field.Name));
        return $"{JsonText.Quote(name)} is not a field of {Article(inner.Word)}; "
            + (nearest is null ? "take it out." : $"the nearest is \"{nearest}\".");
    }

    private static string Article(string word) => ("aeiou".Contains(word[0], StringComparison.Ordinal) ? "an " : "a ") + word;

    private void Wrong(JsonElement value, string expected) =>
        Fault(FaultKind.WrongForm, value.ValueKind == JsonValueKind.Null ? NullIsRefused : $"{JsonText.Quote(value)} is {Form(value)}; write {expected}.");

    private static string Form(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "a truth value",
    };

    private void FaultAt(string name, FaultKind kind, string message)
    {
        path.Add((name, -1));
        Fault(kind, message);
        path.RemoveAt(path.Count - 1);
    }

    private void Fault(FaultKind kind, string message)
    {
        var pointer = new StringBuilder();
        foreach (var (name, index) in path)
        {
            pointer.Append('/');
            if (name is null)
                pointer.Append(CultureInfo.InvariantCulture, $"{index}");
            else
                pointer.Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }
        report(new RecordFault(pointer.ToString(), message, kind));
    }
}
