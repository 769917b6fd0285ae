namespace Concord.Kernel.Languages;

/// <summary>What a language's printers would do to stored words before they are shown.</summary>
public static class Typography
{
    private const string NoBreak = "\u00A0";
    private const string Joiner = "\u2060";

    /// <summary>
    /// Chinese: a dash is not torn from the word before it, nor a range of years at its dash. Russian: a dash stays on the line of the
    /// word before it.
    /// </summary>
    public static string Set(Worded words) => words.Language switch
    {
        "zh" when words.Text.Contains('—', StringComparison.Ordinal) => words.Text.Replace("—", Joiner + "—" + Joiner, StringComparison.Ordinal),
        "ru" when words.Text.Contains(" —", StringComparison.Ordinal) => words.Text.Replace(" —", NoBreak + "—", StringComparison.Ordinal),
        _ => words.Text,
    };
}
