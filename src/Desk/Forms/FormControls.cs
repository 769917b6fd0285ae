using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Forms;

/// <summary>By what a field is filled in.</summary>
internal static class FormControls
{
    /// <summary>A list of plain texts, written one a line: sources, names of sites.</summary>
    public static bool IsLines(FieldShape field) => field is { Form: FieldForm.List, Item: { Form: FieldForm.Text } item } && !IsPicked(item) && item.Coded is null;

    /// <summary>Two numbers, the lower one first.</summary>
    public static bool IsPair(FieldShape field) => field is { Form: FieldForm.List, Item.Form: FieldForm.Number or FieldForm.Whole };

    /// <summary>A list whose entries have fields or languages of their own, added, moved and removed one by one.</summary>
    public static bool IsEntries(FieldShape field) => field is { Form: FieldForm.List, Item.Form: FieldForm.Object or FieldForm.Words };

    /// <summary>One of very many: found by typing a part of its name.</summary>
    public static bool IsPicked(FieldShape field) =>
        field.Form == FieldForm.Text && (field.Refers is not null || field.IsPlace || field.IsTopic || field.IsTimeZone || field.Coded == "countries");

    /// <summary>What a picked field is looked for among: a kind of record in the plural, or a list of the vocabulary.</summary>
    public static string Source(FieldShape field) =>
        field.Refers is { } refers ? Kernel.Records.RecordKinds.Plural(refers.Kind)
        : field.IsPlace ? "places"
        : field.IsTopic ? "topics"
        : field.IsTimeZone ? "zones"
        : "countries";

    /// <summary>The text of an entry that a pasted line becomes: the field's name, empty where the entry is itself a text, null where there is none.</summary>
    public static string? MainText(FieldShape item) => item.Form == FieldForm.Words
        ? ""
        : (item.Inner!.Fields.FirstOrDefault(field => field.Form == FieldForm.Words && field.Required)
            ?? item.Inner.Fields.FirstOrDefault(field => field.Form == FieldForm.Words && field.Name is "title" or "text" or "name"))?.Name;
}
