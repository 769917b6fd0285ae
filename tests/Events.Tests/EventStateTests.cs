using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Time;
using CsCheck;
using NodaTime;
using NodaTime.Text;

namespace Concord.Events.Tests;

public class EventStateTests
{
    private static readonly Translations Words = new([typeof(Translations).Assembly, typeof(EventsModule).Assembly]);

    // Samoa left out a whole day; Amman changed clocks at midnight; an event without a zone is one of UTC.
    private static readonly string?[] ZonesWithSurprises = ["Asia/Shanghai", "Pacific/Apia", "Asia/Amman", "America/Sao_Paulo", null];

    private static Event Event(string? start, string? end = null, string? time = null, string? zone = null, string? precision = null) => new()
    {
        Id = "e",
        Title = new LocalizedText(new Worded("en", "Forum")),
        Kind = "forum",
        Start = start is null ? null : PartialDate.Parse(start),
        End = end is null ? null : PartialDate.Parse(end),
        StartTime = time is null ? null : LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Parse(time).Value,
        TimeZone = zone,
        DatePrecision = precision,
        Sources = ["a source"],
    };

    private static EventState At(string now, Event document) => document.StateAt(InstantPattern.General.Parse(now).Value);

    [Theory]
    [InlineData("2022-10-31", null, "Asia/Shanghai", "2022-10-30T16:00:00Z", "2022-10-31T16:00:00Z")]
    [InlineData("2022-10-31", null, "America/Sao_Paulo", "2022-10-31T03:00:00Z", "2022-11-01T03:00:00Z")]
    [InlineData("2022-10-31", null, "Pacific/Kiritimati", "2022-10-30T10:00:00Z", "2022-10-31T10:00:00Z")]
    [InlineData("2022-10-31", null, null, "2022-10-31T00:00:00Z", "2022-11-01T00:00:00Z")]
    [InlineData("2022-10-30", "2022-11-02", "Asia/Seoul", "2022-10-29T15:00:00Z", "2022-11-02T15:00:00Z")]
    // The last day is not known, only its month.
    [InlineData("2022-10-30", "2022-11", "Asia/Seoul", "2022-10-29T15:00:00Z", "2022-11-30T15:00:00Z")]
    // On 29 March 2019 the clocks in Amman went from 00:00 to 01:00: that day began at 01:00.
    [InlineData("2019-03-29", null, "Asia/Amman", "2019-03-28T22:00:00Z", "2019-03-29T21:00:00Z")]
    public void It_is_under_way_from_midnight_of_its_first_day_to_midnight_after_its_last_on_its_own_clocks(string start, string? end, string? zone, string begins, string over)
    {
        var document = Event(start, end, zone: zone);
        Assert.Equal(EventState.Forthcoming, document.StateAt(InstantPattern.General.Parse(begins).Value - Duration.Epsilon));
        Assert.Equal(EventState.UnderWay, At(begins, document));
        Assert.Equal(EventState.UnderWay, document.StateAt(InstantPattern.General.Parse(over).Value - Duration.Epsilon));
        Assert.Equal(EventState.Past, At(over, document));
    }

    [Fact]
    public void Where_its_hour_is_known_it_is_forthcoming_until_then()
    {
        var document = Event("2022-10-31", time: "13:00", zone: "Asia/Shanghai");
        Assert.Equal(EventState.Forthcoming, At("2022-10-31T04:59:59Z", document));
        Assert.Equal(EventState.UnderWay, At("2022-10-31T05:00:00Z", document));
        Assert.Equal(EventState.UnderWay, At("2022-10-31T15:59:59Z", document));
        Assert.Equal(EventState.Past, At("2022-10-31T16:00:00Z", document));
    }

    [Theory]
    [InlineData("2022-11", null, "2022-10-31T15:00:00Z", "2022-11-30T15:00:00Z")]
    [InlineData("2023", null, "2022-12-31T15:00:00Z", "2023-12-31T15:00:00Z")]
    [InlineData("2022-11", "2023", "2022-10-31T15:00:00Z", "2023-12-31T15:00:00Z")]
    // It begins some day of October; whether it has begun on the 20th nobody knows.
    [InlineData("2022-10", "2022-11-02", "2022-09-30T15:00:00Z", "2022-11-02T15:00:00Z")]
    public void While_its_month_or_year_is_running_nothing_is_said(string start, string? end, string begins, string over)
    {
        var document = Event(start, end, time: "13:00", zone: "Asia/Seoul");
        Assert.Equal(EventState.Forthcoming, document.StateAt(InstantPattern.General.Parse(begins).Value - Duration.Epsilon));
        Assert.Equal(EventState.Unknown, At(begins, document));
        Assert.Equal(EventState.Unknown, document.StateAt(InstantPattern.General.Parse(over).Value - Duration.Epsilon));
        Assert.Equal(EventState.Past, At(over, document));
    }

    [Fact]
    public void Without_a_date_nothing_is_said_and_of_one_with_an_end_alone_only_that_it_is_over()
    {
        Assert.Equal(EventState.Unknown, Event(null, zone: "Asia/Seoul").StateAt(Instant.MinValue));
        Assert.Equal(EventState.Unknown, Event(null, zone: "Asia/Seoul").StateAt(Instant.MaxValue));
        Assert.Equal(EventState.Unknown, At("2022-10-31T15:59:59Z", Event(null, "2022-10-31", zone: "Asia/Shanghai")));
        Assert.Equal(EventState.Past, At("2022-10-31T16:00:00Z", Event(null, "2022-10-31", zone: "Asia/Shanghai")));
    }

    [Theory]
    [InlineData("2022-10-30T15:59:59Z")]
    [InlineData("2022-10-30T16:00:00Z")]
    [InlineData("2022-10-31T16:00:00Z")]
    public void A_tentative_date_is_said_to_be_one_and_counts_like_any_other(string now)
    {
        var tentative = Event("2022-10-31", zone: "Asia/Shanghai", precision: "tentative");
        var firm = Event("2022-10-31", zone: "Asia/Shanghai");
        Assert.Equal((true, false), (tentative.IsTentative, firm.IsTentative));
        Assert.Equal(At(now, firm), At(now, tentative));
    }

    [Fact]
    public void As_time_goes_on_an_event_never_goes_back()
    {
        var events =
            from first in Gen.Int[0, 400]
            from days in Gen.Int[0, 60]
            from precision in Gen.Int[0, 2]
            from hour in Gen.Int[0, 23]
            from zone in Gen.OneOf(ZonesWithSurprises)
            let start = new LocalDate(2011, 6, 1).PlusDays(first)
            select Event(Said(start, precision), days == 0 ? null : Said(start.PlusDays(days), precision), hour == 0 ? null : $"{hour:00}:30", zone);
        Gen.Select(events, Gen.Int[0, 24 * 800].Array[2, 8]).Sample((document, hours) =>
        {
            // Before it is known to have begun: forthcoming; then under way, or nothing can be said; then past.
            var states = hours.Order().Select(hour => document.StateAt(Instant.FromUtc(2011, 1, 1, 0, 0) + Duration.FromHours(hour)) switch
            {
                EventState.Forthcoming => 0,
                EventState.Past => 2,
                _ => 1,
            }).ToList();
            Assert.Equal(states.Order(), states);
        });
    }

    [Theory]
    [InlineData("en", "Forthcoming", "Under way", "Past")]
    [InlineData("zh", "即将举行", "进行中", "已举行")]
    [InlineData("ru", "Предстоит", "Проходит сейчас", "Состоялось")]
    [InlineData("ko", "예정된 행사", "진행 중", "종료")]
    public void The_state_is_said_in_the_readers_language_and_what_is_not_known_is_not(string lang, string forthcoming, string underWay, string past)
    {
        var words = Words.In(Language.All.Single(language => language.Tag == lang));
        Assert.Equal([null, forthcoming, underWay, past], Enum.GetValues<EventState>().Select(state => state.Words(words)));
    }

    private static string Said(LocalDate day, int precision) =>
        (precision switch { 0 => new PartialDate(day.Year), 1 => new PartialDate(day.Year, day.Month), _ => new PartialDate(day.Year, day.Month, day.Day) }).ToString();
}
