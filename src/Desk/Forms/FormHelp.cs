using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Forms;

/// <summary>What a form says beside a field, where its name alone leaves a question.</summary>
internal static class FormHelp
{
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["sources"] = Strings.Key("Where is this stated? One address or citation a line, at least one."),
        ["acronym"] = Strings.Key("As it is usual, such as SCO."),
        ["edition"] = Strings.Key("Only where a source states it."),
        ["date_precision"] = Strings.Key("Tentative while the date may still change."),
        ["date_note"] = Strings.Key("What must be known about the date: who announced it, what is uncertain."),
        ["founded_note"] = Strings.Key("What must be known about the year: which act counts as the founding."),
        ["start_time"] = Strings.Key("On the clocks of the place, such as 13:00."),
        ["time_zone"] = Strings.Key("The zone of the place: type a city."),
        ["site"] = Strings.Key("The building or the hall."),
        ["status_as_of"] = Strings.Key("The day for which the status holds."),
        ["adopted_year"] = Strings.Key("Only where no exacter date is known."),
        ["priority_area_count"] = Strings.Key("As the document states it; some areas may be missing from the list."),
        ["member_count"] = Strings.Key("As the mechanism states it; the list may be shorter."),
        ["external_id"] = Strings.Key("The number under which another body keeps the project, such as GEF 2926."),
        ["sites"] = Strings.Key("Places without a record of their own, one a line."),
        ["former_names"] = Strings.Key("Names that the organization had, with the year in which each ended."),
        ["renamed"] = Strings.Key("A newer name than the one that the record uses."),
        ["amount"] = Strings.Key("As the source states it, in its currency."),
        ["foreign"] = Strings.Key("How many of them came from abroad."),
        ["note"] = Strings.Key("What a reader must know: an announcement made before the event, an inference, a gap."),
        ["predecessor"] = Strings.Key("The document that this one follows in time."),
        ["successor"] = Strings.Key("The document that follows this one in time."),
        ["implements"] = Strings.Key("The document that this one carries out."),
        ["area"] = Strings.Key("One of the areas above."),
        ["value"] = Strings.Key("One figure; give a range instead where the source gives two."),
    };

    /// <summary>One or two sentences in the reader's language, or null.</summary>
    public static string? Of(FieldShape field, Strings l)
    {
        if (field.IsLocalId)
            return l["Small letters, digits and underscores; left empty, one is made of the name."];
        if (Named.TryGetValue(field.Name, out var english) && !(field.Name == "area" && field.Among is null) && !(field.Name == "value" && field.Form != FieldForm.Number))
            return l[english];
        return field.Form switch
        {
            FieldForm.Date => l["As far as it is known: 2022, 2022-10 or 31.10.2022."],
            FieldForm.Moment => l["A day, with the time where it is known: 2022-10-31 13:00."],
            _ => null,
        };
    }
}
