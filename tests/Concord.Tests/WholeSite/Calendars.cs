using System.Text;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Ical.Net.CalendarComponents;

namespace Concord.Tests.WholeSite;

/// <summary>Calendars as another program reads them (RFC 5545, RFC 7986).</summary>
public sealed class Calendars
{
    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task The_calendar_has_every_event_that_is_dated_to_the_day_and_each_keeps_the_rules(StoreKind store, string lang)
    {
        var text = (await (await Stores.SharedAsync(store)).GetAsync("/events.ics?lang=" + lang)).Body;
        Nothing.In(FormFaults(text));
        var entries = Ical.Net.Calendar.Load(text)!.Events.ToList();
        Assert.Equal(TheRecord.Of("events").Where(record => TheRecord.Text(record, "start")?.Length == 10).Select(record => TheRecord.Text(record, "id") + "@concord").Order(StringComparer.Ordinal), entries.Select(entry => entry.Uid!).Order(StringComparer.Ordinal));
        Nothing.In(entries.SelectMany(Faults));
    }

    [Theory, OnBothStores("cica_seminar_2022", "cica_swg_2024_06")]
    public async Task An_event_on_the_network_with_an_hour_has_an_end_and_a_line_for_each_language(StoreKind store, string id)
    {
        var record = TheRecord.Of("events").First(record => TheRecord.Text(record, "id") == id);
        var text = (await (await Stores.SharedAsync(store)).GetAsync($"/events/{id}.ics?lang=en")).Body;
        Nothing.In(FormFaults(text));
        var entry = Assert.Single(Ical.Net.Calendar.Load(text)!.Events);
        Assert.Empty(Faults(entry));
        Assert.Equal(entry.DtStart!.AsUtc.AddHours(1), entry.DtEnd!.AsUtc);
        Assert.Equal(TheRecord.List(record, "working_languages"), entry.Properties.Where(property => property.Name == "CONFERENCE").Select(property => property.Parameters.Get("LANGUAGE")!));
        if (TheRecord.Text(record, "interpretation") == "simultaneous")
            Assert.Contains("Simultaneous interpretation", entry.Description, StringComparison.Ordinal);

        // No end is recorded, and none is invented: an hour, so that the entry is seen at all.
        Assert.Contains("The hour at which it ends is not recorded yet.", entry.Description, StringComparison.Ordinal);
    }

    [Theory, OnBothStores("/en", "/zh/mechanisms/temm", "/ru/series/acecf")]
    public async Task A_page_offers_a_calendar_to_subscribe_to_its_address_and_its_file(StoreKind store, string address)
    {
        var site = await Stores.SharedAsync(store);
        var page = (await site.GetAsync(address)).Page();
        var whole = page.QuerySelector("#calendar-address")!.GetAttribute("value")!;
        Assert.StartsWith("http://", whole, StringComparison.Ordinal);
        Assert.Equal("webcal:" + whole[5..], page.QuerySelector("main a[href^='webcal:']")!.GetAttribute("href"));
        Assert.EndsWith(page.QuerySelector("main a[href^='/events.ics']")!.GetAttribute("href")!, whole, StringComparison.Ordinal);
        var answer = await site.GetAsync(whole);
        Assert.Equal((200, "text/calendar"), (answer.Status, answer.Type));
        Assert.Contains("BEGIN:VEVENT", answer.Body, StringComparison.Ordinal);
    }

    [Theory, OnBothStores]
    public async Task The_calendar_of_an_event_has_changed_when_a_name_in_it_has(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var record = TheRecord.Of("events").First(record => TheRecord.Text(record, "start")?.Length == 10 && TheRecord.List(record, "organizers").Any());
            var address = $"/events/{TheRecord.Text(record, "id")}.ics?lang=en";
            var before = await site.GetAsync(address);
            (string, string)[] conditions = [.. new[] { ("If-None-Match", before.Header("ETag")), ("If-Modified-Since", before.Header("Last-Modified")) }.Where(condition => condition.Item2 is not null).Select(condition => (condition.Item1, condition.Item2!))];
            Assert.Equal(304, (await site.GetAsync(address, conditions)).Status);
            var (_, faults) = await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, one) =>
            {
                if (one["id"]!.GetValue<string>() == TheRecord.List(record, "organizers").First())
                    one["name"]!["en"] = "The Organizer as Renamed";
            }));
            Assert.Empty(faults);
            var after = await site.GetAsync(address, conditions);
            Assert.Equal(200, after.Status);
            Assert.Contains("The Organizer as Renamed", after.Body.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    /// <summary>What is wrong with the text as such: lines, their ends, parts that are not closed, zones that are not described.</summary>
    private static IEnumerable<string> FormFaults(string text)
    {
        if (text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n') >= 0)
            yield return "A line ends otherwise than with CR LF.";
        foreach (var line in text.Split("\r\n").Where(line => Encoding.UTF8.GetByteCount(line) > 75))
            yield return "Longer than 75 octets: " + line;
        var open = new Stack<string>();
        var zones = new HashSet<string>();
        foreach (var line in text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("BEGIN:", StringComparison.Ordinal))
                open.Push(line[6..]);
            else if (line.StartsWith("END:", StringComparison.Ordinal) && open.Pop() != line[4..])
                yield return "Closes what is not open: " + line;
            else if (line.StartsWith("TZID:", StringComparison.Ordinal))
                zones.Add(line[5..]);
            else if (line.Split(';', ':') is [_, ['T', 'Z', 'I', 'D', '=', .. var zone], ..] && !zones.Contains(zone))
                yield return "The zone is not described: " + line;
        }
        if (open.Count > 0)
            yield return "Not closed: " + open.Peek();
    }

    private static IEnumerable<string> Faults(CalendarEvent entry)
    {
        if (entry.DtStart is null || entry.DtStamp is null || string.IsNullOrEmpty(entry.Summary) || entry.Url is null || entry.Description is null)
            yield return entry.Uid + " lacks what every entry has";
        if (entry.DtStart!.HasTime && entry.DtEnd is null)
            yield return entry.Uid + " begins at an hour and lasts no time";
        if (entry.Transparency != "TRANSPARENT")
            yield return entry.Uid + " makes whoever subscribes busy";
        if (entry.DtEnd is { } end && (end.HasTime != entry.DtStart.HasTime || end.TzId != entry.DtStart.TzId || end.Value <= entry.DtStart.Value))
            yield return entry.Uid + " ends otherwise than it begins";
    }
}
