using System.Globalization;
using Concord.Kernel.Time;
using CsCheck;
using NodaTime;

namespace Concord.Kernel.Tests.Time;

public sealed class ZonesTests
{
    // Samoa left out a whole day; Amman and Brazil changed clocks at midnight.
    private static readonly string[] ZonesWithSurprises = ["Asia/Shanghai", "Pacific/Apia", "Asia/Amman", "America/Sao_Paulo", "UTC"];

    private static PartialDate? Date(string? text) => text is null ? null : PartialDate.Parse(text);

    [Theory]
    [InlineData("Asia/Shanghai", true)]
    [InlineData("UTC", true)]
    [InlineData("Asia/Saigon", true)]
    [InlineData("asia/shanghai", false)]
    [InlineData("Asia/Atlantis", false)]
    [InlineData("UTC+08", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_zone_is_found_by_its_IANA_name(string? name, bool known) => Assert.Equal(known, Zones.Find(name) is not null);

    [Theory]
    [InlineData("2022-10-31", null, "Asia/Shanghai", "2022-10-31T16:00:00Z")]
    [InlineData("2022-10-30", "2022-10-31", "Asia/Shanghai", "2022-10-31T16:00:00Z")]
    [InlineData("2022-10-31", null, null, "2022-11-01T00:00:00Z")]
    [InlineData("2024-02", null, "Asia/Kolkata", "2024-02-29T18:30:00Z")]
    [InlineData("2023", null, "Asia/Seoul", "2023-12-31T15:00:00Z")]
    [InlineData("2021-03", "2023", "UTC", "2024-01-01T00:00:00Z")]
    [InlineData(null, "2025", "UTC", "2026-01-01T00:00:00Z")]
    // On 29 March 2019 the clocks in Amman went from 00:00 to 01:00: that day began at 01:00.
    [InlineData("2019-03-28", null, "Asia/Amman", "2019-03-28T22:00:00Z")]
    [InlineData("2022-10-31", null, "Asia/Atlantis", "2022-11-01T00:00:00Z")]
    public void It_ends_when_its_last_day_is_over_in_its_zone(string? start, string? end, string? zone, string expected) =>
        Assert.Equal(expected, Zones.EndsAt(Date(start), Date(end), zone)?.ToString("g", CultureInfo.InvariantCulture));

    [Fact]
    public void Without_a_date_it_has_no_end_no_beginning_and_is_never_past()
    {
        Assert.Null(Zones.EndsAt(null, null, "Asia/Seoul"));
        Assert.Null(Zones.StartsAt(null, new LocalTime(9, 0), "Asia/Seoul"));
        Assert.False(Zones.IsPast(null, null, null, Instant.MaxValue));
    }

    [Fact]
    public void The_end_of_time_does_not_overflow()
    {
        Assert.Equal(Instant.MaxValue, Zones.EndsAt(Date("9999"), null, "Pacific/Kiritimati"));
        Assert.NotNull(Zones.StartsAt(Date("9999-12-31"), new LocalTime(23, 59), "Pacific/Pago_Pago"));
        Assert.NotNull(Zones.StartsAt(Date("0001"), null, "Pacific/Kiritimati"));
    }

    [Theory]
    [InlineData("2022-10-31", "13:00", "Asia/Shanghai", "2022-10-31T05:00:00Z")]
    [InlineData("2022-10-31", null, "Asia/Shanghai", "2022-10-30T16:00:00Z")]
    [InlineData("2022-10", "13:00", "Asia/Shanghai", "2022-09-30T16:00:00Z")]
    [InlineData("2024-03-31", "02:30", "Europe/Berlin", "2024-03-31T01:30:00Z")]
    [InlineData("2024-10-27", "02:30", "Europe/Berlin", "2024-10-27T00:30:00Z")]
    public void It_begins_at_its_time_of_day(string start, string? time, string zone, string expected)
    {
        LocalTime? at = time is null ? null : new LocalTime(int.Parse(time[..2], CultureInfo.InvariantCulture), int.Parse(time[3..], CultureInfo.InvariantCulture));
        Assert.Equal(expected, Zones.StartsAt(Date(start), at, zone)?.ToString("g", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void It_is_past_from_midnight_after_its_last_day_on()
    {
        var midnight = Instant.FromUtc(2022, 10, 31, 16, 0);
        Assert.False(Zones.IsPast(Date("2022-10-30"), Date("2022-10-31"), "Asia/Shanghai", midnight - Duration.Epsilon));
        Assert.True(Zones.IsPast(Date("2022-10-30"), Date("2022-10-31"), "Asia/Shanghai", midnight));
    }

    /// <summary>30 December 2011 did not exist in Samoa: such a day is no error, it lasts no time.</summary>
    [Fact]
    public void A_day_that_a_zone_left_out_lasts_no_time() =>
        Assert.Equal(Zones.StartsAt(Date("2011-12-30"), null, "Pacific/Apia"), Zones.EndsAt(Date("2011-12-30"), null, "Pacific/Apia"));

    [Fact]
    public void The_end_comes_after_the_beginning_in_every_zone() =>
        Gen.Select(PartialDateTests.AnyDate, Gen.Int[0, ZonesWithSurprises.Length - 1]).Sample((date, zone) =>
            Assert.True(Zones.StartsAt(date, null, ZonesWithSurprises[zone]) < Zones.EndsAt(date, null, ZonesWithSurprises[zone])));
}
