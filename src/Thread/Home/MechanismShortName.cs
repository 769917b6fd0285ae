using Concord.Kernel.Charts;
using Concord.Kernel.Languages;
using Concord.Parties.Contracts;

namespace Concord.Thread.Home;

/// <summary>What a mechanism is called where there is room for a word: its acronym, else what its name says before "environmental cooperation".</summary>
internal static class MechanismShortName
{
    /// <summary>Room that the fan has beside a strand, in units of the drawing.</summary>
    private const double Room = 100;

    private const int FewMembers = 3;

    // What most names of bilateral mechanisms have in common tells none of them apart.
    private static readonly string[] Common = [" Environmental Cooperation", "环境合作", " экологическое сотрудничество", " 환경협력"];

    /// <summary>The short name in a language. Where no short form fits, the few members stand as country codes: <c>CN–KR</c>.</summary>
    public static string Of(Mechanism mechanism, Language language)
    {
        if (mechanism.Acronym is { } acronym)
            return acronym;
        var name = mechanism.Name.In(language.Tag).Text;
        foreach (var words in Common)
            if (name.EndsWith(words, StringComparison.OrdinalIgnoreCase) && name.Length > words.Length)
                name = name[..^words.Length];
        return TextMeasure.Width(name, TextMeasure.LabelSize) <= Room || mechanism.Members.Count is 0 or > FewMembers
            ? name
            : string.Join('–', mechanism.Members);
    }
}
