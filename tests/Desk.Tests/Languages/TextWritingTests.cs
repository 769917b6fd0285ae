using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Languages.Units;
using Concord.Events.Contracts;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Tests.Languages;

public sealed class TextWritingTests
{
    private const string Before = """{"title":{"en":"Forum","ru":"Форум"},"sessions":[{"title":{"en":"Opening","zh":"开幕"}}],"translated":{"zh":["sessions.0.title"]}}""";

    [Theory]
    [InlineData("title", "zh", "论坛", """{"title":{"en":"Forum","ru":"Форум","zh":"论坛"},"sessions":[{"title":{"en":"Opening","zh":"开幕"}}],"translated":{"zh":["sessions.0.title","title"]}}""")]
    [InlineData("title", "ru", "Форумы", """{"title":{"en":"Forum","ru":"Форумы"},"sessions":[{"title":{"en":"Opening","zh":"开幕"}}],"translated":{"zh":["sessions.0.title"]}}""")]
    [InlineData("sessions.0.title", "zh", " ", """{"title":{"en":"Forum","ru":"Форум"},"sessions":[{"title":{"en":"Opening"}}]}""")]
    [InlineData("sessions.0.title", "zh", "开幕", Before)]
    [InlineData("title", "ko", null, Before)]
    public void A_wording_is_put_or_taken_out_and_marked_as_what_it_is(string path, string language, string? text, string after)
    {
        var document = JsonNode.Parse(Before)!.AsObject();
        var unit = TextUnit.Of(RecordShape.Of(typeof(Event)), JsonDocument.Parse(Before).RootElement).First(unit => unit.Path == path);
        Assert.Equal(after != Before, TextWriting.Put(document, unit, language, text));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(after), document), document.ToJsonString());
    }

    [Fact]
    public void The_last_wording_of_a_text_stays()
    {
        var document = JsonNode.Parse("""{"title":{"en":"Forum"}}""")!.AsObject();
        var unit = TextUnit.Of(RecordShape.Of(typeof(Event)), JsonDocument.Parse(document.ToJsonString()).RootElement)[0];
        Assert.False(TextWriting.Put(document, unit, "en", ""));
    }

    [Fact]
    public void A_draft_may_be_incomplete() =>
        Assert.Equal(["sessions.1.title"], TextUnit.Of(RecordShape.Of(typeof(Event)), JsonDocument.Parse(
            """{"title":{"en":" "},"sessions":[{"title":{}},{"title":{"en":"Opening","zh":null}}],"theme":"x","translated":[]}""").RootElement).Select(unit => unit.Path));
}
