using System.Text.Json;
using Concord.Desk.Languages.States;
using Concord.Desk.Languages.Units;
using Concord.Events.Contracts;
using Concord.Kernel.Records.Shapes;
using NodaTime;

namespace Concord.Desk.Tests.Languages;

public sealed class TextStatesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 9, 0);

    private static IReadOnlyList<TextUnit> Units(string json) => TextUnit.Of(RecordShape.Of(typeof(Event)), JsonDocument.Parse(json).RootElement);

    private static string Title(string en, string zh, string ru = "Форум") =>
        $$"""{ "title": { "en": "{{en}}", "zh": "{{zh}}", "ru": "{{ru}}" }, "translated": { "zh": ["title"] } }""";

    private static IReadOnlyList<TextMark> Change(string before, string after, IReadOnlyList<TextMark>? marks = null) =>
        TextStates.Follow("forum", TextPairs.Between(Units(before), Units(after)), marks ?? [], "import", Now);

    private static TextState State(string json, string language, IReadOnlyList<TextMark> marks, int text = 0) =>
        Units(json)[text] is var unit ? TextStates.Of(unit, language, marks.FirstOrDefault(mark => mark.Key == unit.Key && mark.Language == language)) : default;

    [Fact]
    public void A_text_is_an_original_a_translation_or_missing()
    {
        var now = Title("Forum", "论坛");
        Assert.Equal([TextState.Original, TextState.Translated, TextState.Original, TextState.Missing],
            new[] { "en", "zh", "ru", "ko" }.Select(language => State(now, language, [])));
    }

    [Fact]
    public void A_changed_original_makes_the_wordings_stale_that_stayed()
    {
        var (before, after) = (Title("Forum", "论坛"), Title("Great forum", "论坛"));
        var marks = Change(before, after);
        Assert.Equal([("zh", "en", "Forum"), ("ru", "en", "Forum")], marks.Select(mark => (mark.Language, mark.SourceLanguage, mark.SourceText!)));
        Assert.Equal([TextState.Original, TextState.Stale, TextState.Stale], new[] { "en", "zh", "ru" }.Select(language => State(after, language, marks)));
        Assert.All(marks, mark => Assert.Equal((Now, "import", TextMark.HashOf("Forum")), (mark.ChangedAt!.Value, mark.ChangedBy, mark.SourceHash)));
    }

    [Fact]
    public void A_wording_that_is_written_anew_is_not_stale()
    {
        Assert.Equal("ru", Assert.Single(Change(Title("Forum", "论坛"), Title("Great forum", "大论坛"))).Language);
        var stale = Change(Title("Forum", "论坛"), Title("Great forum", "论坛"));
        Assert.Equal("ru", Assert.Single(Change(Title("Great forum", "论坛"), Title("Great forum", "大论坛"), stale)).Language);
    }

    [Fact]
    public void An_original_that_follows_another_asks_nobody_to_follow_it()
    {
        var stale = Change(Title("Forum", "论坛"), Title("Great forum", "论坛"));
        var after = Change(Title("Great forum", "论坛"), Title("Great forum", "论坛", "Большой форум"), stale);
        Assert.Equal(("zh", "Forum"), (Assert.Single(after).Language, after[0].SourceText));
    }

    [Fact]
    public void A_changed_translation_makes_nothing_stale() => Assert.Empty(Change(Title("Forum", "论坛"), Title("Forum", "大论坛")));

    [Fact]
    public void What_is_stale_remembers_the_original_that_it_was_made_from()
    {
        var once = Change(Title("Forum", "论坛"), Title("Great forum", "论坛"));
        var twice = Change(Title("Great forum", "论坛"), Title("Greatest forum", "论坛"), once);
        Assert.All(twice, mark => Assert.Equal("Forum", mark.SourceText));
        Assert.Empty(Change(Title("Greatest forum", "论坛"), Title("Forum", "论坛"), twice));
    }

    [Fact]
    public void A_mark_follows_its_text_through_a_list()
    {
        static string List(params string[] entries) => "{ \"objectives\": [" + string.Join(',', entries) + "] }";
        const string Air = """{ "en": "Air", "zh": "大气" }""", NewAir = """{ "en": "Clean air", "zh": "大气" }""", Water = """{ "en": "Water", "zh": "水" }""";
        var marks = Change(List(Air, Water), List(NewAir, Water));
        Assert.Equal("objectives.0", Assert.Single(marks, mark => mark.Language == "zh").Key);
        marks = Change(List(NewAir, Water), List(Water, NewAir), marks);
        Assert.Equal("objectives.1", Assert.Single(marks, mark => mark.Language == "zh").Key);
        Assert.Empty(Change(List(Water, NewAir), List(Water), marks));
    }

    [Fact]
    public void What_was_looked_over_is_so_until_its_original_changes()
    {
        var now = Title("Forum", "论坛");
        TextMark[] marks = [new() { RecordId = "forum", Key = "title", Language = "zh", SourceLanguage = "en", SourceHash = TextMark.HashOf("Forum"), CheckedAt = Now, CheckedBy = Guid.NewGuid() }];
        Assert.Equal(TextState.Checked, State(now, "zh", marks));
        Assert.Single(Change(now, now.Replace("\"title\": {", "\"theme\": { \"en\": \"Air\" }, \"title\": {", StringComparison.Ordinal), marks), mark => mark is { CheckedAt: not null, IsStale: false });
        Assert.Equal(TextState.Stale, State(Title("Big forum", "论坛"), "zh", Change(now, Title("Big forum", "论坛"), marks)));
    }
}
