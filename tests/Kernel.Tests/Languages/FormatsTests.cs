using Concord.Kernel.Languages;
using Concord.Kernel.Tests.Time;
using Concord.Kernel.Time;
using CsCheck;
using NodaTime;

namespace Concord.Kernel.Tests.Languages;

public sealed class FormatsTests
{
    private static Formats In(string tag) => Formats.For(Language.Find(tag)!);

    private static PartialDate? Date(string? text) => string.IsNullOrEmpty(text) ? null : PartialDate.Parse(text);

    /// <summary>Shows what cannot be seen: ⍽ is a no-break space, ⁀ a word joiner, ⏎ a line feed.</summary>
    private static string Seen(string text) => text.Replace('\u00A0', '⍽').Replace('\u2060', '⁀').Replace('\n', '⏎');

    [Theory]
    [InlineData("en", "31 October 2022", "Monday, 31 October 2022")]
    [InlineData("zh", "2022年10月31日", "2022年10月31日 星期一")]
    [InlineData("ru", "31⍽октября⍽2022⍽г.", "понедельник, 31⍽октября⍽2022⍽г.")]
    [InlineData("ko", "2022년 10월 31일", "2022년 10월 31일 월요일")]
    public void A_day_is_written_in_words(string tag, string date, string weekday)
    {
        Assert.Equal(date, Seen(In(tag).Date(new LocalDate(2022, 10, 31))));
        Assert.Equal(weekday, Seen(In(tag).Weekday(new LocalDate(2022, 10, 31))));
    }

    [Theory]
    [InlineData("2019-07", "July 2019", "2019年7月", "июль⍽2019⍽г.", "2019년 7월")]
    [InlineData("2019", "2019", "2019年", "2019⍽г.", "2019년")]
    [InlineData("2019-03-05", "5 March 2019", "2019年3月5日", "5⍽марта⍽2019⍽г.", "2019년 3월 5일")]
    [InlineData("2024-02-29", "29 February 2024", "2024年2月29日", "29⍽февраля⍽2024⍽г.", "2024년 2월 29일")]
    public void A_date_shows_only_as_much_as_is_known(string date, string en, string zh, string ru, string ko) =>
        Assert.Equal([en, zh, ru, ko], Language.All.Select(language => Seen(Formats.For(language).Date(PartialDate.Parse(date)))));

    [Theory]
    [InlineData("2022-09-16", "16 Sep 2022", "2022年9月16日", "16⍽сент.⍽2022", "2022년 9월 16일")]
    [InlineData("2022-05", "May 2022", "2022年5月", "май⍽2022", "2022년 5월")]
    [InlineData("2022", "2022", "2022年", "2022", "2022년")]
    public void A_short_date_fits_a_table(string date, string en, string zh, string ru, string ko) =>
        Assert.Equal([en, zh, ru, ko], Language.All.Select(language => Seen(Formats.For(language).ShortDate(PartialDate.Parse(date)))));

    [Theory]
    [InlineData("2022-09-15", "2022-09-16", "15–⁀16 September 2022", "2022年9月15日至16日", "15–⁀16⍽сентября⍽2022⍽г.", "2022년 9월 15~16일")]
    [InlineData("2022-09-15", "2022-09-15", "15 September 2022", "2022年9月15日", "15⍽сентября⍽2022⍽г.", "2022년 9월 15일")]
    [InlineData("2022-08-30", "2022-09-02", "30 August – 2 September 2022", "2022年8月30日至9月2日", "30⍽августа⍽— 2⍽сентября⍽2022⍽г.", "2022년 8월 30일~9월 2일")]
    [InlineData("2021-12-28", "2022-01-03", "28 December 2021 – 3 January 2022", "2021年12月28日至2022年1月3日", "28⍽декабря⍽2021⍽г.⍽— 3⍽января⍽2022⍽г.", "2021년 12월 28일~2022년 1월 3일")]
    [InlineData("2019-07", "2019-09", "July–September 2019", "2019年7月至9月", "июль⍽— сентябрь⍽2019⍽г.", "2019년 7~9월")]
    [InlineData("2019-12", "2020-01", "December 2019 – January 2020", "2019年12月至2020年1月", "декабрь⍽2019⍽г.⍽— январь⍽2020⍽г.", "2019년 12월~2020년 1월")]
    [InlineData("2021", "2025", "2021–⁀2025", "2021⁀—⁀2025年", "2021–⁀2025⍽гг.", "2021~2025년")]
    [InlineData("2004-09", "2010", "September 2004 – 2010", "2004年9月至2010年", "сентябрь⍽2004⍽г.⍽— 2010⍽г.", "2004년 9월~2010년")]
    [InlineData("2021", null, "from 2021", "2021年起", "с⍽2021⍽г.", "2021년부터")]
    [InlineData("2021-07", null, "from July 2021", "2021年7月起", "с⍽июля⍽2021⍽г.", "2021년 7월부터")]
    [InlineData("2021-07-08", null, "from 8 July 2021", "2021年7月8日起", "с⍽8⍽июля⍽2021⍽г.", "2021년 7월 8일부터")]
    [InlineData(null, "2025", "until 2025", "至2025年", "до⍽2025⍽г.", "2025년까지")]
    [InlineData(null, "2025-05", "until May 2025", "至2025年5月", "до⍽мая⍽2025⍽г.", "2025년 5월까지")]
    [InlineData(null, null, "", "", "", "")]
    public void What_both_dates_of_a_period_share_is_said_once(string? start, string? end, string en, string zh, string ru, string ko) =>
        Assert.Equal([en, zh, ru, ko], Language.All.Select(language => Seen(Formats.For(language).Range(Date(start), Date(end)))));

    [Fact]
    public void An_event_with_a_beginning_alone_takes_place_on_that_date()
    {
        Assert.Equal("31 October 2022", In("en").When(Date("2022-10-31"), null));
        Assert.Equal("15–⁀16 September 2022", Seen(In("en").When(Date("2022-09-15"), Date("2022-09-16"))));
        Assert.Equal("until 2025", In("en").When(null, Date("2025")));
        Assert.Equal("", In("en").When(null, null));
    }

    [Theory]
    [InlineData("2022-09-15", "2022-09-16", "15–16|Sep 2022", "15–16|2022年9月", "15–16|сент.⍽2022", "15~16|2022년 9월")]
    [InlineData("2020-05-27", null, "27|May 2020", "27|2020年5月", "27|мая⍽2020", "27|2020년 5월")]
    [InlineData("2020-05-27", "2020-05-27", "27|May 2020", "27|2020年5月", "27|мая⍽2020", "27|2020년 5월")]
    [InlineData("2023", null, "2023|", "2023|", "2023|", "2023|")]
    [InlineData("2025-07", null, "Jul|2025", "7月|2025年", "июль|2025", "7월|2025년")]
    [InlineData("2022-08-30", "2022-09-02", "30|Aug –⏎2 Sep 2022", "30|2022年8月⏎至9月2日", "30|авг.⍽—⏎2⍽сент.⍽2022", "30|2022년 8월⏎~9월 2일")]
    [InlineData("2021-12-28", "2022-01-03", "28|Dec 2021 –⏎3 Jan 2022", "28|2021年12月⏎至2022年1月3日", "28|дек.⍽2021⍽—⏎3⍽янв.⍽2022", "28|2021년 12월⏎~2022년 1월 3일")]
    [InlineData("2019-07", "2019-09", "Jul|– Sep 2019", "7月|2019年⏎至9月", "июль|—⍽сент.⍽2019", "7월|2019년⏎~9월")]
    [InlineData("2019-12", "2020-01", "Dec|2019 –⏎Jan 2020", "12月|2019年⏎至2020年1月", "дек.|2019⍽—⏎янв.⍽2020", "12월|2019년⏎~2020년 1월")]
    [InlineData("2021", "2025", "2021|– 2025", "2021|至2025年", "2021|—⍽2025", "2021|~2025년")]
    [InlineData(null, "2022-09-16", "–16|Sep 2022", "–16|2022年9月", "–16|сент.⍽2022", "~16|2022년 9월")]
    [InlineData(null, null, "|", "|", "|", "|")]
    public void A_date_block_is_as_short_as_can_be(string? start, string? end, string en, string zh, string ru, string ko)
    {
        Assert.Equal([en, zh, ru, ko], Language.All.Select(language => Formats.For(language).Block(Date(start), Date(end))).Select(block => Seen(block.Big + "|" + block.Small)));
        Assert.Equal(start ?? end ?? "", In("ru").Block(Date(start), Date(end)).DateTime);
    }

    [Fact]
    public void Any_two_dates_make_a_period_and_a_block_in_every_language() =>
        Gen.Select(PartialDateTests.AnyDate, PartialDateTests.AnyDate, Gen.Int[0, 3]).Sample((a, b, languageAt) =>
        {
            var formats = Formats.For(Language.All[languageAt]);
            var (from, until) = a <= b ? (a, b) : (b, a);
            Assert.Contains(until.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), formats.Range(from, until), StringComparison.Ordinal);
            Assert.DoesNotContain('{', formats.Range(from, until));
            var block = formats.Block(from, until);
            Assert.InRange(block.Big.Length, 1, 7);
            Assert.All(block.Small.Split('\n'), line => Assert.InRange(line.Length, from.Year == until.Year && from.Month is null ? 0 : 1, 16));
            Assert.True(PartialDate.Parse(block.DateTime) == from);
        });

    [Theory]
    [InlineData("en", "1,234,567", "−1,234.5", "999")]
    [InlineData("zh", "1,234,567", "−1,234.5", "999")]
    [InlineData("ru", "1⍽234⍽567", "−1⍽234,5", "999")]
    [InlineData("ko", "1,234,567", "−1,234.5", "999")]
    public void Numbers_are_grouped(string tag, string whole, string part, string small)
    {
        Assert.Equal(whole, Seen(In(tag).Number(1234567)));
        Assert.Equal(part, Seen(In(tag).Number(-1234.50m)));
        Assert.Equal(small, In(tag).Number(999L));
    }

    [Theory]
    [InlineData("en", "USD⍽9,500,000", "USD⍽236,028.42", "KRW⍽13,700,000,000", "XAU⍽1", "1 shell")]
    [InlineData("zh", "9,500,000美元", "236,028.42美元", "13,700,000,000韩元", "1⍽XAU", "1shell")]
    [InlineData("ru", "9⍽500⍽000⍽долларов⍽США", "236⍽028,42⍽доллара⍽США", "13⍽700⍽000⍽000⍽вон", "1⍽XAU", "1⍽shell")]
    [InlineData("ko", "9,500,000달러", "236,028.42달러", "13,700,000,000원", "1⍽XAU", "1⍽shell")]
    public void Money_is_written_in_plain_figures_with_its_unit(string tag, string whole, string part, string large, string unknown, string name)
    {
        var formats = In(tag);
        Assert.Equal([whole, part, large, unknown, name], new[]
        {
            formats.Money(9500000, "USD"), formats.Money(236028.42m, "USD"), formats.Money(13700000000.00m, "KRW"), formats.Money(1, "XAU"), formats.Money(1, "shell"),
        }.Select(Seen));
    }

    [Fact]
    public void Russian_money_has_three_forms() =>
        Assert.Equal(["1⍽юань", "22⍽юаня", "112⍽юаней", "1⍽201⍽юань"], new[] { 1m, 22m, 112m, 1201m }.Select(amount => Seen(In("ru").Money(amount, "CNY"))));

    [Theory]
    [InlineData("en", "A and B", "A, B and C")]
    [InlineData("zh", "A和B", "A、B和C")]
    [InlineData("ru", "A и⍽B", "A, B и⍽C")]
    [InlineData("ko", "A 및 B", "A, B 및 C")]
    public void A_list_ends_with_and(string tag, string two, string three)
    {
        Assert.Equal(two, Seen(In(tag).List(["A", "B"])));
        Assert.Equal(three, Seen(In(tag).List(new[] { "A", "B", "C" }.Where(_ => true))));
        Assert.Equal("A", In(tag).List(["A"]));
        Assert.Equal("", In(tag).List([]));
    }

    [Fact]
    public void An_edition_is_counted()
    {
        Assert.Equal(["12th edition", "第12届", "12-й", "제12회"], Language.All.Select(language => Formats.For(language).Ordinal(12)));
        Assert.Equal(["1st", "2nd", "3rd", "4th", "11th", "13th", "21st", "22nd", "112th"], new[] { 1, 2, 3, 4, 11, 13, 21, 22, 112 }.Select(n => In("en").Ordinal(n).Split(' ')[0]));
    }

    [Theory]
    [InlineData("en", "“Clean ‘air’”")]
    [InlineData("zh", "“Clean ‘air’”")]
    [InlineData("ru", "«Clean „air“»")]
    [InlineData("ko", "“Clean ‘air’”")]
    public void Quotation_marks_inside_others_become_the_inner_ones(string tag, string expected)
    {
        var inner = In(tag).Quote("air");
        Assert.Equal(expected, In(tag).Quote("Clean " + inner));
    }

    [Theory]
    [InlineData(8, 0, "UTC+8")]
    [InlineData(5, 30, "UTC+5:30")]
    [InlineData(0, 0, "UTC")]
    [InlineData(-3, -30, "UTC−3:30")]
    [InlineData(-11, 0, "UTC−11")]
    [InlineData(0, -30, "UTC−0:30")]
    public void An_offset_is_said_from_UTC(int hours, int minutes, string expected) =>
        Assert.Equal(expected, In("ru").Offset(Offset.FromHoursAndMinutes(hours, minutes)));

    [Fact]
    public void A_time_has_24_hours()
    {
        Assert.All(Language.All, language => Assert.Equal("13:05", Formats.For(language).Time(new LocalTime(13, 5))));
        Assert.Equal("00:00", In("en").Time(LocalTime.Midnight));
    }

    [Fact]
    public void A_month_alone_is_in_the_nominative()
    {
        Assert.Equal(["July", "7月", "июль", "7월"], Language.All.Select(language => Formats.For(language).Month(7)));
        Assert.Equal("май", In("ru").Month(5));
    }
}
