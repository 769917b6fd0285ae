using System.Text;
using System.Text.Json;
using Concord.Interop.Bundle;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Projects.Contracts;

namespace Concord.Interop.Tests.Bundle;

public sealed class SoundBundleTests
{
    [Fact]
    public void The_demonstration_record_has_no_fault()
    {
        using var bundle = new ABundle();

        var faults = new List<Fault>();
        var result = BundleCheck.Run(bundle.Folder, faults.Add, cancel: TestContext.Current.CancellationToken);

        Assert.Empty(faults);
        Assert.True(result.IsSound);
        Assert.Equal(
            [15, 138, 56, 157, 101, 40, 55, 0, 0],
            RecordKinds.All.Select(kind => result.Records[kind]));
    }

    [Fact]
    public void News_and_publications_are_read_where_their_files_stand()
    {
        using var bundle = new ABundle().WithLibrary();

        var faults = new List<Fault>();
        var result = BundleCheck.Run(bundle.Folder, faults.Add, cancel: TestContext.Current.CancellationToken);

        Assert.Empty(faults);
        Assert.Equal((13, 10), (result.Records[RecordKind.NewsItem], result.Records[RecordKind.Publication]));
    }

    [Fact]
    public void Labels_of_the_house_need_not_stand_in_a_bundle_and_may()
    {
        using var bundle = new ABundle().WithLibrary();
        using var labels = JsonDocument.Parse(File.ReadAllText(bundle.PathOf("labels.json")));
        Assert.False(labels.RootElement.TryGetProperty("news.kind", out _));
        bundle.Replace("labels.json", "\"events.kind\":", """
            "news.kind": {"decision": {"en": "Resolved"}, "visit": {"en": "Visit", "ko": "방문"}}, "events.kind":
            """);
        bundle.Edit("news.json", "news_temm_26", record => record["kind"] = "visit");

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void A_file_may_begin_with_a_byte_order_mark_and_other_files_are_ignored()
    {
        using var bundle = new ABundle();
        bundle.Write("events.json", [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(bundle.PathOf("events.json"))]);
        bundle.Write("README.md", "not of the bundle");

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void A_text_need_not_be_in_every_language()
    {
        using var bundle = new ABundle();
        bundle.Edit("events.json", "sco_webinar_2020", record => { record["note"] = new System.Text.Json.Nodes.JsonObject { ["ru"] = "Только по-русски" }; });

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void A_path_of_a_translation_need_not_lead_to_a_text()
    {
        using var bundle = new ABundle();
        bundle.Edit("events.json", "sco_webinar_2020", record => record["translated"] = System.Text.Json.Nodes.JsonNode.Parse("""{"ko": ["title", "sessions.9.title", "kind", "no.such"], "ja": ["title"]}"""));

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void Empty_record_files_are_a_sound_bundle()
    {
        using var bundle = new ABundle();
        foreach (var kind in RecordKinds.All)
            bundle.Write(BundleFile.Of(kind).Name, " [ ]\n");

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void Records_are_read_one_by_one_as_they_stand_in_the_file()
    {
        using var bundle = new ABundle();
        using var whole = JsonDocument.Parse(File.ReadAllText(bundle.PathOf("events.json")));

        var read = new BundleReader(bundle.Folder).Read(BundleFile.Of(RecordKind.Event)).Select(raw => Encoding.UTF8.GetString(raw.Json.Span)).ToList();

        Assert.Equal(whole.RootElement.EnumerateArray().Select(record => record.GetRawText()), read);
    }

    [Fact]
    public void Each_member_of_the_labels_is_read_with_its_name()
    {
        using var bundle = new ABundle();
        using var whole = JsonDocument.Parse(File.ReadAllText(bundle.PathOf("labels.json")));

        var read = new BundleReader(bundle.Folder).Read(BundleFile.Labels).Select(raw => (raw.Name, Encoding.UTF8.GetString(raw.Json.Span))).ToList();

        Assert.Equal(whole.RootElement.EnumerateObject().Select(field => ((string?)field.Name, field.Value.GetRawText())), read);
    }

    [Fact]
    public void A_record_tells_the_references_that_must_not_lead_back_with_direction_and_place()
    {
        using var instrument = JsonDocument.Parse("""
            { "successor": "b", "implements": "c", "mechanisms": ["m", "n"], "predecessor": 5 }
            """);
        using var happened = JsonDocument.Parse("""
            { "parent_event": ["a"], "prepares": ["d", 5, "e"] }
            """);

        Assert.Equal(
            [
                new RecordReference(LinkKind.Implements, "c", Reverse: false, "/implements"),
                new RecordReference(LinkKind.Succeeds, "b", Reverse: true, "/successor"),
            ],
            BundleFile.Of(RecordKind.Instrument).Shape!.AcyclicReferences(instrument.RootElement));
        Assert.Equal(
            [
                new RecordReference(LinkKind.Prepares, "d", Reverse: false, "/prepares/0"),
                new RecordReference(LinkKind.Prepares, "e", Reverse: false, "/prepares/2"),
            ],
            BundleFile.Of(RecordKind.Event).Shape!.AcyclicReferences(happened.RootElement));
    }

    [Fact]
    public void Words_that_stand_in_place_of_an_organization_make_no_link()
    {
        var project = JsonSerializer.Deserialize<Project>("""
            { "id": "a", "title": { "en": "A" }, "sources": [], "budget": { "parts": [{ "funder": "domestic" }, { "funder": "gef" }] } }
            """, RecordJson.Options)!;

        Assert.Equal("gef", Assert.Single(DocumentLinks.Of(project)).ToId);
    }
}
