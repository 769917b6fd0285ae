using Concord.Kernel.Languages;

namespace Concord.Desk.Languages.Units;

/// <summary>The states of texts in words; the keys of their translations.</summary>
internal static class StateWords
{
    public static string Of(TextState state) => state switch
    {
        TextState.Missing => Strings.Key("Missing"),
        TextState.Stale => Strings.Key("Original changed"),
        TextState.InWork => Strings.Key("In work"),
        TextState.Translated => Strings.Key("Translated"),
        TextState.Checked => Strings.Key("Checked"),
        TextState.Original => Strings.Key("Original wording"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a text."),
    };
}
