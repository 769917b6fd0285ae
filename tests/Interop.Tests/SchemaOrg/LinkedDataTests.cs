using System.Text.Encodings.Web;
using System.Text.Json;
using Concord.Events.Contracts;
using Concord.Interop.SchemaOrg;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;
using Concord.Projects.Contracts;
using Microsoft.AspNetCore.Html;

namespace Concord.Interop.Tests.SchemaOrg;

public sealed class LinkedDataTests(TheRecord record)
{
    [Fact]
    public async Task An_event_with_an_hour_begins_with_the_offset_of_its_place()
    {
        var (reader, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "cica_seminar_2022", "en");
        await reader.LearnNamesAsync([.. document.Hosts, .. document.Organizers], TestContext.Current.CancellationToken);

        var thing = Read(Of(document, reader));

        Assert.Equal("Event", thing.GetProperty("@type").GetString());
        Assert.Equal("2022-10-31T13:00:00+08:00", thing.GetProperty("startDate").GetString());
        Assert.Equal("https://schema.org/OnlineEventAttendanceMode", thing.GetProperty("eventAttendanceMode").GetString());
        Assert.Equal("VirtualLocation", thing.GetProperty("location").GetProperty("@type").GetString());
        Assert.Equal("Organization", thing.GetProperty("organizer")[0].GetProperty("@type").GetString());
    }

    [Fact]
    public async Task An_event_in_a_town_has_a_place_with_coordinates_and_the_series_above_it()
    {
        var (reader, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "temm_10", "ko");

        var thing = Read(Of(document, reader));

        Assert.Equal(document.Start!.Value.ToString(), thing.GetProperty("startDate").GetString());
        Assert.Equal("Place", thing.GetProperty("location").GetProperty("@type").GetString());
        Assert.Equal(JsonValueKind.Number, thing.GetProperty("location").GetProperty("geo").GetProperty("latitude").ValueKind);
        Assert.Equal($"{TheRecord.Origin}/ko/series/temm", thing.GetProperty("superEvent").GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_hostile_title_cannot_end_the_block()
    {
        var (reader, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "temm_10", "en");
        const string Title = "</script><script>alert(1)</script><!-- & '";

        var block = Of(document with { Title = new LocalizedText(new Worded("en", Title)) }, reader);

        Assert.DoesNotContain('<', block);
        Assert.Equal(Title, Read(block).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Organizations_mechanisms_projects_and_cities_say_what_they_are(string language)
    {
        var reader = await record.ReaderAsync(language);

        Assert.Equal("Organization", await TypeAsync<Organization>(reader, RecordKind.Organization, "mee_cn"));
        Assert.Equal("Organization", await TypeAsync<Mechanism>(reader, RecordKind.Mechanism, "temm"));
        Assert.Equal("Project", await TypeAsync<Project>(reader, RecordKind.Project, await AnyAsync(reader, RecordKind.Project)));
        Assert.Equal("City", await TypeAsync<City>(reader, RecordKind.City, await AnyAsync(reader, RecordKind.City)));
    }

    [Fact]
    public async Task The_whole_record_is_a_data_set_with_its_licence_and_a_download_of_all_of_it()
    {
        var thing = Read(Written(new LinkedData().OfWhole(await record.ReaderAsync("en"), TheRecord.Origin)));

        Assert.Equal("Dataset", thing.GetProperty("@type").GetString());
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", thing.GetProperty("license").GetString());
        Assert.Equal(TheRecord.Origin + "/api/v1/record.zip", thing.GetProperty("distribution").GetProperty("contentUrl").GetString());
    }

    private static async Task<string?> TypeAsync<T>(Reading reader, RecordKind kind, string id)
        where T : RecordDocument =>
        Read(Of((await reader.FindAsync<T>(kind, id))!.Value.Item2, reader)).GetProperty("@type").GetString();

    private static Task<string> AnyAsync(Reading reader, RecordKind kind) =>
        Task.FromResult(reader.Db.Records.First(stored => stored.Kind == kind).Id);

    private static string Of(RecordDocument document, Reading reader) => Written(Assert.Single(new LinkedData().Of(document, reader, TheRecord.Origin)));

    private static string Written(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static JsonElement Read(string block)
    {
        using var json = JsonDocument.Parse(block);
        return json.RootElement.Clone();
    }
}
