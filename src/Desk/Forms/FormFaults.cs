using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Concord.Kernel.Web.History;

namespace Concord.Desk.Forms;

/// <summary>What is wrong with one field of a form, for the person who fills it in.</summary>
/// <param name="Path">The field, as its control is named; empty for the form as a whole.</param>
/// <param name="Place">The field in words: <c>Sessions 3 · Title</c>.</param>
/// <param name="Text">What is wrong and what would be right.</param>
/// <param name="Anchor">Id of the element on the form that a link to the fault leads to.</param>
internal sealed record FieldFault(string Path, string Place, string Text, string Anchor);

/// <summary>Says the faults of a record in the words of a form. The bundle's words tell of files and quotation marks, which nobody sees here.</summary>
internal sealed class FormFaults(Reading r, RecordModel model, JsonObject document)
{
    private readonly RecordShape shape = RecordShape.Of(model.DocumentType);
    private readonly FieldWords words = new(r, model);

    /// <summary>The faults, in the order in which the fields stand on the form.</summary>
    public IReadOnlyList<FieldFault> Of(IEnumerable<RecordFault> faults)
    {
        var order = FormGroups.Of(shape).SelectMany(group => group.Fields).Select((field, place) => (field.Name, place)).ToDictionary(one => one.Name, one => one.place, StringComparer.Ordinal);
        return [.. faults.Select(Of).DistinctBy(fault => (fault.Path, fault.Text)).OrderBy(fault => order.GetValueOrDefault(fault.Path.Split('.')[0], -1))];
    }

    /// <summary>What is wrong at one place, for a program that knows the place by its pointer.</summary>
    public string Sentence(RecordFault fault)
    {
        var (field, value) = At(FormNames.FromPointer(fault.Pointer));
        return Text(fault, field, value);
    }

    private FieldFault Of(RecordFault fault)
    {
        var path = FormNames.FromPointer(fault.Pointer);
        var (field, value) = At(path);
        return new FieldFault(path, path.Length == 0 ? "" : words.Place(FieldStep.Read(path)), Text(fault, field, value), FormNames.Id(Shown(path)));
    }

    /// <summary>What of the form shows a value: an entry of a list without entries of its own is shown by the list.</summary>
    private string Shown(string path)
    {
        var point = path.LastIndexOf('.');
        return point > 0 && char.IsAsciiDigit(path[point + 1]) && At(path[..point]).Field is { Form: FieldForm.List } list && !FormControls.IsEntries(list) && !FormControls.IsPair(list)
            ? path[..point] : path;
    }

    private string Text(RecordFault fault, FieldShape? field, JsonNode? value)
    {
        var l = r.L;
        var typed = value is JsonValue one && one.TryGetValue(out string? text) ? Short(text) : "";
        return fault.Kind switch
        {
            FaultKind.Missing when field is { Form: FieldForm.Words } => l["Write this in at least one language."],
            FaultKind.Missing => l["This is needed: fill it in."],
            FaultKind.NoSource => l["Name at least one source: an address or a citation."],
            FaultKind.NotADate or FaultKind.NotAMoment => Date(typed),
            FaultKind.NotATime => l["“{0}” is not a time of day: write it as 13:00.", typed],
            FaultKind.NotAYear => l["“{0}” is not a year: write four digits, such as 2018.", typed],
            FaultKind.WrongForm when field is { IsYear: true } => l["“{0}” is not a year: write four digits, such as 2018.", typed],
            FaultKind.NotANumber => l["“{0}” is not a whole number.", typed],
            FaultKind.WrongForm when field is { Form: FieldForm.Whole } => l["“{0}” is not a whole number.", typed],
            FaultKind.WrongForm when field is { Form: FieldForm.Number } => l["“{0}” cannot be read as one number: write it without grouping, such as {1}.", typed, NumberReading.Write(1234.5m, r.Language)],
            FaultKind.OutOfRange => l["The number is too small or too large."],
            FaultKind.NotARange => l["A range is two numbers, the lower one first."],
            FaultKind.BeforeStart => l["The end lies before the beginning: correct one of the two."],
            FaultKind.TwiceInList => l["This stands in the list twice: keep one."],
            FaultKind.NoText => l["Write this in at least one language."],
            FaultKind.TooLong => l["The text is too long: at most {0} characters.", 20_000],
            FaultKind.ForbiddenCharacter => l["The text holds a character that cannot be shown: write it anew."],
            FaultKind.UnknownPlace or FaultKind.UnknownTopic => l["Nothing is recorded as “{0}”: choose one that is found. Places and topics are added by an administrator, who imports the vocabulary.", typed],
            FaultKind.UnknownCode => l["“{0}” is not among what is chosen here: choose one that is found.", typed],
            FaultKind.UnknownRecord => l["Nothing is recorded as “{0}”: choose one that is found, or record it first.", typed],
            FaultKind.UnknownZone => l["“{0}” is not a time zone: choose one that is found, such as Asia/Shanghai.", typed],
            FaultKind.BadAddress => l["“{0}” is not an address: it begins with https:// or http://.", typed],
            FaultKind.BadNumberOfPublication => l["“{0}” is not a right number: check it against the publication, digit by digit.", typed],
            FaultKind.BadSource => l["“{0}” is neither an address nor a citation.", typed],
            FaultKind.BadId => l["“{0}” is not an id: small letters a to z, digits and underscores.", typed],
            FaultKind.TakenId => l["Another record or place has this id: choose another."],
            FaultKind.NotAmong => l["This does not belong to what is chosen beside it: choose again."],
            FaultKind.Circle => l["This leads back to the record itself: take one of the references out."],
            FaultKind.UnknownField => l["A record of this kind has no such field here: take it out."],
            FaultKind.Twice => l["This stands twice: keep one."],
            FaultKind.TooMany => l["This list has too many entries."],
            FaultKind.WrongLanguage => l["This text is not written in this language here: take it out."],
            FaultKind.WrongForm => l["This is not in the form that is asked for here: see the description of the API. What is not known is left out, never null."],
            FaultKind.StillNamed => l["A project names an entry that would be gone: keep the entry, or change the project first."],
            _ => fault.Message,
        };
    }

    private string Date(string typed)
    {
        var read = DateReading.Read(typed);
        var fault = read.Fault == DateFault.None ? DateReading.ReadMoment(typed).Fault : read.Fault;
        return fault switch
        {
            DateFault.Ambiguous when read.Fault == DateFault.Ambiguous => r.L["“{0}” may be {1} or {2}: write the month as a word, or the year first.", typed, read.Date, read.Other],
            DateFault.Ambiguous => r.L["In “{0}” day and month may stand in either order: write the month as a word, or the year first.", typed],
            DateFault.ShortYear => r.L["“{0}” has no year of four digits: write it out.", typed],
            _ => r.L["“{0}” is not a date: write it as 2022-10-31, 31.10.2022 or 31 October 2022; a month or a year alone is enough where the day is not known.", typed],
        };
    }

    private static string Short(string text) => text.Length > 80 ? text[..79] + "…" : text;

    private (FieldShape? Field, JsonNode? Value) At(string path)
    {
        var (within, field, value) = (shape, (FieldShape?)null, (JsonNode?)document);
        foreach (var step in path.Split('.'))
        {
            value = value switch
            {
                JsonObject part => part[step],
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
            if (field is { Item: { } item })
                (field, within) = (item, item.Inner!);
            else if (field is null || field.Form == FieldForm.Object)
                field = (field?.Inner ?? within)?.Fields.FirstOrDefault(one => one.Name == step);
            if (field is { Form: FieldForm.Object, Inner: { } inner })
                within = inner;
        }
        return (field, value);
    }
}
