using Concord.Desk.Languages.Parity;
using Concord.Kernel.Languages;

namespace Concord.Desk.Tests.Languages;

/// <summary>The check over every text of the demonstration record, in every pair of its languages.</summary>
public sealed class OfficialTextsTests
{
    private static readonly NameTable Names = OurRecord.Names();

    /// <summary>
    /// The texts of the record that really differ: a body named in one language and paraphrased in another, a city added behind a building, a year that
    /// one title lacks.
    /// </summary>
    private static readonly string[] Different =
    [
        "events/no_cearac_fpm_6 title", "events/sco_green_forum_2024 title", "events/temm_13 venue.site", "instruments/tjap_2021_2025 priority_areas_note",
        "mechanisms/china_korea_env governance_bodies.0.frequency", "mechanisms/sco_env founded_note", "practices/pr_liuzhou_steel_gas title",
    ];

    [Fact]
    public void What_is_reported_of_the_record_are_differences_of_its_texts()
    {
        Assert.True(Pairs().Count() > 13_000);
        var reported = Pairs().Where(pair => ParityCheck.Between(pair.Original, pair.Translation, Names).Count > 0).Select(pair => pair.Place);
        Assert.Equal(Different, reported.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_digit_that_is_changed_is_noticed_in_nearly_every_text()
    {
        var (changed, noticed) = (0, 0);
        foreach (var (_, original, translation) in Pairs())
            for (var at = 0; at < translation.Text.Length; at++)
            {
                if (!char.IsAsciiDigit(translation.Text[at]) || ParityCheck.Between(original, translation).Count > 0)
                    continue;
                changed++;
                var other = translation.Text[..at] + (char)('0' + ((translation.Text[at] - '0' + 3) % 10)) + translation.Text[(at + 1)..];
                noticed += ParityCheck.Between(original, translation with { Text = other }).Count > 0 ? 1 : 0;
            }
        // What goes unnoticed: COP28 beside КС-58, and a second mention in brackets, 제19차 (TEMM49), where the first agrees.
        Assert.True(changed > 10_000 && noticed > changed * 0.995, $"{noticed} of {changed} were noticed.");
    }

    private static IEnumerable<(string Place, Worded Original, Worded Translation)> Pairs() =>
        from text in OurRecord.Texts()
        from original in text.Unit.Words
        from translation in text.Unit.Words
        where original.Language != translation.Language
        select (text.Place, original, translation);
}
