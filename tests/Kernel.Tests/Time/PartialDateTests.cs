using Concord.Kernel.Time;
using CsCheck;
using NodaTime;

namespace Concord.Kernel.Tests.Time;

public sealed class PartialDateTests
{
    internal static readonly Gen<PartialDate> AnyDate =
        Gen.Select(Gen.Int[1, 9999], Gen.Int[0, 12], Gen.Int[0, 31]).Select((year, month, day) =>
            month == 0 ? new PartialDate(year)
            : day == 0 ? new PartialDate(year, month)
            : new PartialDate(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))));

    [Theory]
    [InlineData("2024", "2024-01-01", "2024-12-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2023-02", "2023-02-01", "2023-02-28")]
    [InlineData("2024-02-29", "2024-02-29", "2024-02-29")]
    [InlineData("0001", "0001-01-01", "0001-12-31")]
    [InlineData("9999-12", "9999-12-01", "9999-12-31")]
    public void It_may_mean_any_day_from_its_first_to_its_last(string text, string first, string last)
    {
        var date = PartialDate.Parse(text);
        Assert.Equal(first, date.First.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(last, date.Last.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2021-02-30")]
    [InlineData("2021-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2021-13")]
    [InlineData("2021-00")]
    [InlineData("2021-01-00")]
    [InlineData("2021-04-31")]
    [InlineData("0000")]
    [InlineData("21")]
    [InlineData("2021-1")]
    [InlineData("2021-1-1")]
    [InlineData("2021/01")]
    [InlineData("2021-01/01")]
    [InlineData("2021/01-01")]
    [InlineData("2021-01-01T00:00")]
    [InlineData(" 2021")]
    [InlineData("+202")]
    [InlineData("２０２１")]
    [InlineData("2021-０1")]
    [InlineData("٢٠٢١")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_such_a_date_is_refused(string? text) => Assert.False(PartialDate.TryParse(text, out _));

    [Fact]
    public void A_date_that_does_not_exist_cannot_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartialDate(2021, 2, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartialDate(2021, null, 3));
        Assert.Throws<FormatException>(() => PartialDate.Parse("2021-02-30"));
    }

    [Fact]
    public void What_is_written_is_read_back_the_same() => AnyDate.Sample(date => PartialDate.Parse(date.ToString()) == date);

    [Fact]
    public void Any_text_is_read_or_refused_and_what_is_read_is_written_the_same() =>
        Gen.String[Gen.Char["0129-T０"], 0, 11].Sample(text => !PartialDate.TryParse(text, out var date) || date.ToString() == text);

    [Fact]
    public void The_order_is_total_and_agrees_with_the_operators() =>
        Gen.Select(AnyDate, AnyDate, AnyDate).Sample((a, b, c) =>
            a.CompareTo(b) == -b.CompareTo(a)
            && a.CompareTo(b) == 0 == (a == b)
            && !(a <= b && b <= c && a > c)
            && a < b == a.CompareTo(b) < 0);

    [Fact]
    public void The_more_exact_of_two_dates_with_one_first_day_comes_first() =>
        Assert.Equal(["2024-01-01", "2024-01", "2024", "2024-01-02"], new[] { "2024", "2024-01-02", "2024-01", "2024-01-01" }.Select(PartialDate.Parse).Order().Select(date => date.ToString()));

    [Fact]
    public void Dates_are_compared_on_the_precision_that_both_have()
    {
        Assert.False(PartialDate.Parse("2010-09").IsAfter(PartialDate.Parse("2010")));
        Assert.False(PartialDate.Parse("2010").IsAfter(PartialDate.Parse("2010-09")));
        Assert.False(PartialDate.Parse("2010-09-30").IsAfter(PartialDate.Parse("2010-09")));
        Assert.True(PartialDate.Parse("2010-09-30").IsAfter(PartialDate.Parse("2010-09-29")));
        Assert.True(PartialDate.Parse("2010-10").IsAfter(PartialDate.Parse("2010-09-30")));
        Assert.True(PartialDate.Parse("2011").IsAfter(PartialDate.Parse("2010-09-30")));
    }

    [Fact]
    public void One_date_is_after_another_exactly_when_all_its_days_are() =>
        Gen.Select(AnyDate, AnyDate).Sample((a, b) => a.IsAfter(b) == (a.First > b.Last));

    [Theory]
    [InlineData("2008-12-01", true)]
    [InlineData("2008-12-01T10:00", true)]
    [InlineData("2008-12-01T24:00", false)]
    [InlineData("2008-12-01T10:60", false)]
    [InlineData("2008-12-01T10:0０", false)]
    [InlineData("2008-12-01 10:00", false)]
    [InlineData("2008-12-01T10:00Z", false)]
    [InlineData("2008-02-30T10:00", false)]
    [InlineData("2008-12", false)]
    public void A_local_time_has_a_day_and_perhaps_a_minute(string text, bool accepted)
    {
        Assert.Equal(accepted, PartialDateTime.TryParse(text, out var time));
        if (accepted)
            Assert.Equal(text, time.ToString());
    }

    [Fact]
    public void A_day_is_itself() => Assert.Equal(new PartialDate(2024, 2, 29), PartialDate.Of(new LocalDate(2024, 2, 29)));
}
