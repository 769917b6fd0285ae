using System.Text;
using Concord.Events.Contracts;
using Concord.Interop.Calendar;
using Concord.Kernel.Records;
using Ical.Net.CalendarComponents;
using NodaTime;

namespace Concord.Interop.Tests.Calendar;

public sealed class CalendarTests(TheRecord record)
{
    [Theory]
    [InlineData("cica_seminar_2022", "en")]
    [InlineData("cica_seminar_2022", "ru")]
    [InlineData("temm_10", "zh")]
    public async Task A_calendar_of_one_event_is_the_approved_one(string id, string language) =>
        Approved.Same(await WriteAsync(id, language), $"{id}.{language}.ics");

    [Fact]
    public async Task No_line_is_longer_than_75_octets_and_none_is_torn_inside_a_character()
    {
        var text = await WriteAsync("cica_seminar_2022", "ko");

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains("SUMMARY;LANGUAGE=ko:CICA 녹색·저탄소 도시 발전 세미나", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_reader_of_calendars_finds_the_hour_in_its_zone()
    {
        var entry = Assert.Single(Ical.Net.Calendar.Load(await WriteAsync("cica_seminar_2022", "en"))!.Events);

        Assert.Equal(new DateTime(2022, 10, 31, 5, 0, 0, DateTimeKind.Utc), entry.DtStart!.AsUtc);
        // The hour at which it ends is not recorded, and the entry says so; it is an hour long to be seen, and blocks nobody's day.
        Assert.Equal("TRANSPARENT", entry.Transparency);
        Assert.Equal(new DateTime(2022, 10, 31, 6, 0, 0, DateTimeKind.Utc), entry.DtEnd!.AsUtc);
        Assert.Contains("The hour at which it ends is not recorded yet.", entry.Description, StringComparison.Ordinal);
        Assert.Contains("Simultaneous interpretation", entry.Description, StringComparison.Ordinal);
        Assert.Equal("TENTATIVE", entry.Status);
        Assert.Equal("cica_seminar_2022@concord", entry.Uid);
        Assert.Equal(0, entry.Sequence);
    }

    [Fact]
    public async Task Each_language_of_an_event_on_the_network_has_its_line()
    {
        var text = (await WriteAsync("cica_seminar_2022", "ko")).Replace("\r\n ", "", StringComparison.Ordinal);

        string[] expected = ["LABEL=中文;LANGUAGE=zh:" + TheRecord.Origin + "/zh", "LABEL=English;LANGUAGE=en:" + TheRecord.Origin + "/en", "LABEL=Русский;LANGUAGE=ru:" + TheRecord.Origin + "/ru"];
        Assert.Equal(expected.Select(line => "CONFERENCE;VALUE=URI;" + line + "/events/cica_seminar_2022"), text.Split("\r\n").Where(line => line.StartsWith("CONFERENCE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_event_in_a_room_has_no_channels()
    {
        var (reader, stored, document) = await record.ReadAsync<Event>(RecordKind.Event, "cica_seminar_2022", "en");
        Assert.DoesNotContain(CalendarEntry.Of(document with { Format = "in_person" }, stored, reader, TheRecord.House, TheRecord.Origin).Properties, property => property.Name == "CONFERENCE");
    }

    [Theory]
    [InlineData("2022-10-31", "2022-10-31T18:30", "2022-10-31T18:30")]
    [InlineData("2022-11-02", "2022-10-31T18:30", "2022-11-02T14:00")]
    [InlineData("2022-11-02", "2022-11-02T12:00", "2022-11-02T12:00")]
    [InlineData("2022-11-02", "2022-11-02", "2022-11-02T14:00")]
    [InlineData("2022-11-02", "2022-11-04T12:00", "2022-11-02T14:00")]
    [InlineData("2022-11", "2022-11-02T12:00", "2022-10-31T14:00")]
    [InlineData("9999-12-31", null, null)]
    public async Task An_entry_with_an_hour_ends_with_its_last_session_or_an_hour_after_it_begins(string end, string? session, string? expected)
    {
        var (reader, stored, document) = await record.ReadAsync<Event>(RecordKind.Event, "cica_seminar_2022", "en");
        var timed = document with
        {
            End = Kernel.Time.PartialDate.TryParse(end, out var last) ? last : null,
            Sessions = [new Session { Title = document.Title }, new Session { End = Kernel.Time.PartialDateTime.TryParse(session, out var over) ? over : null }],
        };

        var entry = CalendarEntry.Of(timed, stored, reader, TheRecord.House, TheRecord.Origin);

        Assert.Equal(expected, entry.DtEnd?.Value.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_event_of_several_days_ends_on_the_day_after_its_last_one()
    {
        var (_, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "temm_10", "en");
        var entry = Assert.Single(Ical.Net.Calendar.Load(await WriteAsync("temm_10", "en"))!.Events);

        Assert.True(entry.IsAllDay);
        Assert.Equal(document.End!.Value.First.PlusDays(1).ToDateOnly(), entry.DtEnd!.Date);
    }

    [Fact]
    public async Task Commas_semicolons_and_line_ends_in_a_title_are_escaped()
    {
        var (reader, stored, document) = await record.ReadAsync<Event>(RecordKind.Event, "temm_10", "en");
        var hostile = document with { Title = new(new Kernel.Languages.Worded("en", "Water, air; soil\nEND:VEVENT")) };

        var text = new StringBuilder();
        new CalendarText("x", "en", reader.Today).Append(text, CalendarEntry.Of(hostile, stored, reader, TheRecord.House, TheRecord.Origin));

        Assert.Contains("SUMMARY;LANGUAGE=en:Water\\, air\\; soil\\nEND:VEVENT\r\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_with_summer_time_is_described_change_by_change() =>
        Approved.Same(ZoneText.Of("Asia/Jerusalem", 2024, 2025), "jerusalem.ics");

    [Fact]
    public void A_zone_is_described_once()
    {
        var calendar = new CalendarText("x", "en", new LocalDate(2022, 9, 10));
        var text = new StringBuilder();
        for (var hour = 9; hour < 12; hour++)
            calendar.Append(text, new CalendarEvent { DtStart = new Ical.Net.DataTypes.CalDateTime(2022, 10, 31, hour, 0, 0, "Asia/Shanghai") });

        Assert.Equal(1, text.ToString().Split("BEGIN:VTIMEZONE").Length - 1);
        Assert.Equal(3, text.ToString().Split("BEGIN:VEVENT").Length - 1);
    }

    private async Task<string> WriteAsync(string id, string language)
    {
        var (reader, stored, document) = await record.ReadAsync<Event>(RecordKind.Event, id, language);
        await reader.LearnNamesAsync([.. document.Hosts, .. document.Organizers], TestContext.Current.CancellationToken);
        var calendar = new CalendarText(document.Title.In(language).Text, language, reader.Today);
        var text = new StringBuilder(calendar.Opening);
        calendar.Append(text, CalendarEntry.Of(document, stored, reader, TheRecord.House, TheRecord.Origin));
        return text.Append(CalendarText.Closing).ToString();
    }
}
