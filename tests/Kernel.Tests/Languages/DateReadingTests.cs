using Concord.Kernel.Languages;
using Concord.Kernel.Time;
using CsCheck;
using NodaTime;

namespace Concord.Kernel.Tests.Languages;

public sealed class DateReadingTests
{
    private static readonly Gen<PartialDate> Dates = Gen.Select(Gen.Int[1000, 9999], Gen.Int[0, 12], Gen.Int[0, 28], (year, month, day) =>
        month == 0 ? new PartialDate(year) : day == 0 ? new PartialDate(year, month) : new PartialDate(year, month, day));

    [Fact]
    public void Whatever_the_house_writes_as_a_date_it_reads_as_that_date()
    {
        Gen.Select(Dates, Gen.Int[0, 3].Select(index => Language.All[index])).Sample((date, language) =>
        {
            var formats = Formats.For(language);
            foreach (var text in new[] { formats.Date(date), formats.ShortDate(date), date.ToString(), date.IsDay ? formats.Weekday(date.First) : date.ToString() })
                Assert.Equal((text, DateFault.None, date), (text, DateReading.Read(text).Fault, DateReading.Read(text).Date));
        });
    }

    [Theory]
    [InlineData("15.10.2022", "2022-10-15")]
    [InlineData("03.04.2022", "2022-04-03")]
    [InlineData("5.4.2022 г.", "2022-04-05")]
    [InlineData("2022年10月15日", "2022-10-15")]
    [InlineData("２０２２年１０月１５日（星期六）", "2022-10-15")]
    [InlineData("二〇二二年十月十五日", "2022-10-15")]
    [InlineData("二○二二年十二月三十一日", "2022-12-31")]
    [InlineData("2022年10月", "2022-10")]
    [InlineData("2022년 10월 15일(토)", "2022-10-15")]
    [InlineData("2022. 10. 15.", "2022-10-15")]
    [InlineData("15 Oct 2022", "2022-10-15")]
    [InlineData("October 15th, 2022", "2022-10-15")]
    [InlineData("the 1st of May 2022", "2022-05-01")]
    [InlineData("Sept 2022", "2022-09")]
    [InlineData("15 окт. 2022 г.", "2022-10-15")]
    [InlineData("в 2022 году", null)]
    [InlineData("октябрь 2022", "2022-10")]
    [InlineData("2022-10", "2022-10")]
    [InlineData("10/2022", "2022-10")]
    [InlineData("2022/10/15", "2022-10-15")]
    [InlineData("20221015", "2022-10-15")]
    [InlineData("15/10/2022", "2022-10-15")]
    [InlineData("10/15/2022", "2022-10-15")]
    [InlineData("05/05/2022", "2022-05-05")]
    [InlineData("2022", "2022")]
    [InlineData("30 February 2022", null)]
    [InlineData("2022-13", null)]
    [InlineData("soon", null)]
    [InlineData("15 16 Oct 2022", null)]
    [InlineData("\ud83d", null)]
    [InlineData("", null)]
    public void Dates_are_read_as_people_write_them(string text, string? expected)
    {
        var read = DateReading.Read(text);
        Assert.Equal(expected, read.Fault == DateFault.None ? read.Date.ToString() : null);
    }

    [Fact]
    public void What_may_be_two_days_is_not_guessed()
    {
        Assert.Equal(new ReadDate(DateFault.Ambiguous, new PartialDate(2022, 4, 3), new PartialDate(2022, 3, 4)), DateReading.Read("03/04/2022"));
        Assert.Equal(DateFault.Ambiguous, DateReading.ReadMoment("03-04-2022 13:00").Fault);
    }

    [Theory]
    [InlineData("15.10.22")]
    [InlineData("3/4/22")]
    [InlineData("15 Oct 22")]
    [InlineData("15 Oct")]
    public void A_year_needs_four_digits(string text) => Assert.NotEqual(DateFault.None, DateReading.Read(text).Fault);

    [Theory]
    [InlineData("13:00", "13:00")]
    [InlineData("9.30", "09:30")]
    [InlineData("1 pm", "13:00")]
    [InlineData("12 a.m.", "00:00")]
    [InlineData("12:15 pm", "12:15")]
    [InlineData("下午1点半", "13:30")]
    [InlineData("上午9時30分", "09:30")]
    [InlineData("오후 1시 5분", "13:05")]
    [InlineData("14 ч. 30 мин.", "14:30")]
    [InlineData("24:00", null)]
    [InlineData("9", null)]
    [InlineData("13:60", null)]
    public void Times_are_read_as_people_write_them(string text, string? expected) =>
        Assert.Equal(expected, DateReading.ReadTime(text)?.ToString("HH':'mm", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2008-12-01T10:00", "2008-12-01T10:00")]
    [InlineData("1.12.2008 10:00", "2008-12-01T10:00")]
    [InlineData("2008年12月1日 上午10点", "2008-12-01T10:00")]
    [InlineData("1 December 2008, 10 am", "2008-12-01T10:00")]
    [InlineData("1 December 2008", "2008-12-01")]
    [InlineData("December 2008", null)]
    [InlineData("10:00", null)]
    public void A_moment_is_a_day_and_perhaps_a_time(string text, string? expected)
    {
        var (fault, moment) = DateReading.ReadMoment(text);
        Assert.Equal(expected, fault == DateFault.None ? moment.ToString() : null);
    }

    [Fact]
    public void No_text_breaks_the_reading() => Gen.String.Sample(text =>
    {
        DateReading.Read(text);
        DateReading.ReadTime(text);
        DateReading.ReadMoment(text);
        NumberReading.TryRead(text, Language.Russian, out _);
    });
}
