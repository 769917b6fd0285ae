using Concord.Kernel.Charts;
using CsCheck;

namespace Concord.Drawings.Tests;

public class Text_wrapping
{
    [Fact]
    public void Words_stay_whole_and_lines_fit()
    {
        var lines = TextWrap.Wrap("Concept for Cooperation in Environmental Protection", 16, 170, 4);
        Assert.Equal(["Concept for", "Cooperation in", "Environmental", "Protection"], lines);
    }

    [Fact]
    public void A_text_that_does_not_fit_ends_in_an_ellipsis()
    {
        var lines = TextWrap.Wrap("Concept for Cooperation in Environmental Protection of the Member States", 16, 170, 2);
        Assert.Equal(2, lines.Count);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_of_Chinese_begins_with_a_closing_mark()
    {
        var lines = TextWrap.Wrap("环境合作战略,行动框架。", 16, 16 * 6, 4);
        Assert.Equal(["环境合作战", "略,行动框", "架。"], lines);
    }

    [Fact]
    public void Korean_breaks_between_words() =>
        Assert.Equal(["환경협력 전략 및", "행동계획"], TextWrap.Wrap("환경협력 전략 및 행동계획", 16, 150, 3));

    [Fact]
    public void A_blank_text_has_no_line() => Assert.Empty(TextWrap.Wrap(" \t", 16, 100, 3));

    [Fact]
    public void Lines_fit_their_room_and_say_what_the_text_said() =>
        Gen.Select(Drawn.Texts, Gen.Double[40, 300], Gen.Int[1, 5]).Sample((text, width, most) =>
        {
            var lines = TextWrap.Wrap(text, 16, width, most);
            Assert.True(lines.Count <= most);
            Assert.All(lines, l => Assert.True(TextMeasure.Width(l, 16) <= width + 0.01, l));
        });

    [Fact]
    public void Numbers_have_a_point_and_at_most_one_decimal()
    {
        Assert.Equal("1234.6", Svg.Number(1234.56));
        Assert.Equal("0", Svg.Number(-0.01));
        Assert.Equal("0", Svg.Number(double.NaN));
    }
}
