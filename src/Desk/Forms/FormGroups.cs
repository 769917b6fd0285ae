using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Forms;

/// <summary>The parts of a form, in the order in which they stand on it.</summary>
internal enum FormGroup
{
    What,
    When,
    Who,
    Substance,
    Links,
    Sources,
}

/// <summary>Which fields of a document stand together on its form. What a field refers to says it for most; the rest is named.</summary>
internal static class FormGroups
{
    private static readonly Dictionary<string, FormGroup> Named = new(StringComparer.Ordinal)
    {
        ["title"] = FormGroup.What,
        ["name"] = FormGroup.What,
        ["acronym"] = FormGroup.What,
        ["kind"] = FormGroup.What,
        ["series"] = FormGroup.What,
        ["edition"] = FormGroup.What,
        ["theme"] = FormGroup.What,
        ["status"] = FormGroup.What,
        ["status_as_of"] = FormGroup.What,
        ["former_names"] = FormGroup.What,
        ["renamed"] = FormGroup.What,
        ["topics"] = FormGroup.What,
        ["sectors"] = FormGroup.What,
        ["focus_areas"] = FormGroup.What,
        ["external_id"] = FormGroup.What,
        ["website"] = FormGroup.What,
        ["programme"] = FormGroup.What,
        ["description"] = FormGroup.What,
        ["summary"] = FormGroup.What,
        ["series_title"] = FormGroup.What,
        ["number"] = FormGroup.What,
        ["languages"] = FormGroup.What,
        ["pages"] = FormGroup.What,
        ["isbn"] = FormGroup.What,
        ["issn"] = FormGroup.What,
        ["doi"] = FormGroup.What,
        ["full_text"] = FormGroup.What,
        ["date_precision"] = FormGroup.When,
        ["date_note"] = FormGroup.When,
        ["founded_note"] = FormGroup.When,
        ["venue"] = FormGroup.When,
        ["format"] = FormGroup.When,
        ["working_languages"] = FormGroup.When,
        ["interpretation"] = FormGroup.When,
        ["period"] = FormGroup.When,
        ["adopted_place"] = FormGroup.When,
        ["admin"] = FormGroup.When,
        ["other_offices"] = FormGroup.When,
        ["frequency"] = FormGroup.When,
        ["cities"] = FormGroup.When,
        ["city_id"] = FormGroup.When,
        ["sites"] = FormGroup.When,
        ["adopted_at"] = FormGroup.When,
        ["endorsed_at"] = FormGroup.When,
        ["authors"] = FormGroup.Who,
        ["attendance"] = FormGroup.Who,
        ["participant_counts"] = FormGroup.Who,
        ["member_count"] = FormGroup.Who,
        ["member_orgs_note"] = FormGroup.Who,
        ["coordinators"] = FormGroup.Who,
        ["target_audience"] = FormGroup.Who,
        ["priority_area"] = FormGroup.Links,
        ["programmes"] = FormGroup.Links,
        ["note"] = FormGroup.Sources,
    };

    /// <summary>The fields of a form by part, in the order of the document's type. The record's id and its marks of translation are no fields of their own.</summary>
    public static IReadOnlyList<(FormGroup Group, IReadOnlyList<FieldShape> Fields)> Of(RecordShape shape) =>
        [.. shape.Fields.Where(IsShown).GroupBy(Of).OrderBy(group => group.Key).Select(group => (group.Key, (IReadOnlyList<FieldShape>)[.. group]))];

    /// <summary>True for a field that a form shows: all but the id, which an address is made of, and the marks of translation, which stand beside each text.</summary>
    public static bool IsShown(FieldShape field) => field.StableId is null && field.Form != FieldForm.ListsByLanguage;

    public static string Heading(FormGroup group, Strings l) => group switch
    {
        FormGroup.What => l["What it is"],
        FormGroup.When => l["When and where"],
        FormGroup.Who => l["Who"],
        FormGroup.Substance => l["Substance"],
        FormGroup.Links => l["Links to other records"],
        _ => l["Sources and notes"],
    };

    private static FormGroup Of(FieldShape field)
    {
        if (Named.TryGetValue(field.Name, out var group))
            return group;
        if (field.IsSource)
            return FormGroup.Sources;
        if ((field.Refers ?? field.Item?.Refers) is { } refers)
            return refers.Kind == Kernel.Records.RecordKind.Organization ? FormGroup.Who : FormGroup.Links;
        if (field.Coded == "countries")
            return field.Form == FieldForm.List ? FormGroup.Who : FormGroup.When;
        return field.Form is FieldForm.Date or FieldForm.Moment or FieldForm.Minute || field.IsYear || field.IsPlace || field.IsTimeZone
            ? FormGroup.When
            : FormGroup.Substance;
    }
}
