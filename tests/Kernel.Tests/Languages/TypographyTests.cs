using Concord.Kernel.Languages;

namespace Concord.Kernel.Tests.Languages;

public sealed class TypographyTests
{
    [Theory]
    [InlineData("en", "Action Plan 2011-2013", "Action Plan 2011-⁀2013")]
    [InlineData("ru", "План на 2026–2030 годы", "План на 2026–⁀2030 годы")]
    [InlineData("ru", "АСЕАН — Китай", "АСЕАН⍽— Китай")]
    [InlineData("zh", "中国—东盟2016—2020", "中国⁀—⁀东盟2016⁀—⁀2020")]
    [InlineData("ko", "부처·기관 2019-2021", "부처⁀·기관 2019-⁀2021")]
    [InlineData("en", "follow-up of TEMM-19", "follow-up of TEMM-19")]
    public void A_line_does_not_end_or_begin_where_a_printer_would_not_let_it(string language, string stored, string shown) =>
        Assert.Equal(shown, Typography.Set(new Worded(language, stored)).Replace('\u00A0', '⍽').Replace('\u2060', '⁀'));
}
