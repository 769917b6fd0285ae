using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Finding;
using Concord.Desk.Forms;
using Concord.Kernel.Records;

namespace Concord.Desk.Tests.Forms;

public sealed class Round_trips(TheRecord record)
{
    public static TheoryData<RecordKind, string> KindsAndLanguages =>
        new(from kind in RecordKinds.All from language in new[] { "en", "ru" } select (kind, language));

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public async Task Every_record_of_the_demonstration_comes_back_from_its_form_as_it_went_in(RecordKind kind, string language)
    {
        var reader = await record.ReaderAsync(language);
        foreach (var document in TheRecord.Of(kind))
        {
            var form = await AForm.OfAsync(reader, kind, document);
            var post = form.Press();
            await Finder.ResolveAsync(reader, post.Typed, TestContext.Current.CancellationToken);
            post.Document["id"] = (string)document["id"]!;
            Assert.Empty(post.Typed);
            Assert.True(JsonNode.DeepEquals(document, post.Document), $"{document["id"]}\n{document.ToJsonString(RecordJson.Options)}\n{post.Document.ToJsonString(RecordJson.Options)}");
            Assert.True(JsonNode.DeepEquals(document, FormTidy.Of(Kernel.Records.Shapes.RecordShape.Of(reader.Models[kind].DocumentType), post.Document)));
            Assert.Empty(await record.CheckAsync(kind, post.Document));
        }
    }

    [Fact]
    public async Task Every_field_of_every_kind_has_a_control_of_its_own()
    {
        var reader = await record.ReaderAsync("en");
        foreach (var kind in RecordKinds.All)
        {
            var form = await AForm.OfAsync(reader, kind, []);
            var names = form.Page.QuerySelectorAll("input, textarea, select, button").Select(control => control.GetAttribute("name") == "act" ? control.GetAttribute("value")! : control.GetAttribute("name")!).ToList();
            foreach (var field in Kernel.Records.Shapes.RecordShape.Of(reader.Models[kind].DocumentType).Fields.Where(FormGroups.IsShown))
                Assert.Contains(names, name => name == field.Name || name.StartsWith(field.Name + ".", StringComparison.Ordinal) || name.StartsWith(field.Name + ":", StringComparison.Ordinal) || name == "add:" + field.Name);
        }
    }

    [Fact]
    public async Task The_ids_of_a_form_are_each_its_own()
    {
        var reader = await record.ReaderAsync("ko");
        foreach (var kind in RecordKinds.All)
            foreach (var document in TheRecord.Of(kind).Take(40))
            {
                var form = await AForm.OfAsync(reader, kind, document);
                var ids = form.Page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
                Assert.Equal(ids.Count, ids.Distinct().Count());
                Assert.All(form.Page.QuerySelectorAll("label[for]"), label => Assert.Contains(label.GetAttribute("for"), ids));
            }
    }
}
