using System.Text.Json;
using Concord.Desk.Languages.Units;
using Concord.Events.Contracts;
using Concord.Instruments.Contracts;
using Concord.Kernel.Records.Shapes;
using CsCheck;

namespace Concord.Desk.Tests.Languages;

public sealed class TextUnitTests
{
    private const string Forum = """
        { "id": "forum", "title": { "en": "Forum", "zh": "论坛", "ru": "Форум" }, "kind": "forum", "sources": ["a"],
          "venue": { "country": "CN", "site": { "zh": "会展中心" } },
          "sessions": [ { "title": { "ru": "Открытие", "en": "Opening" } }, { "kind": "plenary" }, { "title": { "en": "Clean air in cities", "zh": "城市清洁空气" } } ],
          "objectives": [ { "en": "Exchange" } ],
          "translated": { "zh": ["title", "sessions.2.title"], "en": ["sessions.0.title"], "ru": ["title"] } }
        """;

    private static IReadOnlyList<TextUnit> Of<T>(string json) => TextUnit.Of(RecordShape.Of(typeof(T)), JsonDocument.Parse(json).RootElement);

    [Fact]
    public void Every_text_of_a_record_is_found_by_its_shape() =>
        Assert.Equal(["title", "venue.site", "objectives.0", "sessions.0.title", "sessions.2.title"], Of<Event>(Forum).Select(unit => unit.Path));

    [Fact]
    public void Originals_are_the_languages_that_are_not_said_to_be_translations() =>
        Assert.Equal(["en", "zh", "en", "ru", "en"], Of<Event>(Forum).Select(unit => Assert.Single(unit.Originals)));

    [Fact]
    public void The_source_is_an_original_in_another_language_unless_the_translator_asks_for_a_sibling()
    {
        var units = Of<Event>(Forum);
        Assert.Equal("Forum", units[0].SourceFor("ko")!.Value.Text);
        Assert.Equal("Форум", units[0].SourceFor("ko", "ru")!.Value.Text);
        Assert.Equal("论坛", units[0].SourceFor("en", "fr")!.Value.Text);
        Assert.Null(units[1].SourceFor("zh"));
    }

    [Fact]
    public void An_entry_with_an_id_of_its_own_is_named_by_it()
    {
        var unit = Of<Instrument>("""{ "priority_areas": [ { "id": "air", "name": { "en": "Air" } }, { "id": "water", "name": { "en": "Water" } } ] }""")[1];
        Assert.Equal(("priority_areas.1.name", "priority_areas:water.name", "priority_areas.name"), (unit.Path, unit.Key, unit.Field));
    }

    [Fact]
    public void Every_text_of_the_demonstration_record_has_a_name_of_its_own_in_its_record()
    {
        Assert.Equal(1_061, OurRecord.Texts().Count());
        foreach (var record in OurRecord.Records)
        {
            var keys = TextUnit.Of(RecordShape.Of(record.Model.DocumentType), record.Body).Select(unit => unit.Key).ToList();
            Assert.Equal(keys.Count, keys.Distinct().Count());
            Assert.All(keys, key => Assert.Equal(key, System.Xml.XmlConvert.VerifyNMTOKEN(key)));
        }
    }

    [Fact]
    public void A_text_is_known_again_when_its_list_is_put_in_another_order()
    {
        var before = Of<Event>("""{ "objectives": [ { "en": "Air", "zh": "大气" }, { "en": "Water", "zh": "水" }, { "en": "Soil in the basin", "zh": "流域土壤" } ] }""");
        var after = Of<Event>("""{ "objectives": [ { "en": "Soil in the river basin", "zh": "流域土壤" }, { "en": "New" }, { "en": "Air", "zh": "空气" } ] }""");
        // What is wholly new at the place of something that went is taken for its new wording.
        Assert.Equal([("objectives.2", "objectives.0"), ("objectives.1", "objectives.1"), ("objectives.0", "objectives.2")],
            TextPairs.Between(before, after).Select(pair => (pair.Before?.Key, pair.After?.Key)));
    }

    [Fact]
    public void A_text_that_came_or_went_has_no_other()
    {
        var before = Of<Event>("""{ "objectives": [ { "en": "Air" }, { "en": "Water" } ], "theme": { "en": "Clean cities" } }""");
        var after = Of<Event>("""{ "objectives": [ { "en": "Water" } ], "purpose": { "en": "Exchange" } }""");
        Assert.Equal([(null, "purpose"), ("objectives.1", "objectives.0"), ("theme", null), ("objectives.0", null)],
            TextPairs.Between(before, after).Select(pair => (pair.Before?.Key, pair.After?.Key)));
    }

    [Fact]
    public void An_entry_with_an_id_stays_itself_however_it_is_reworded_or_moved()
    {
        var before = Of<Instrument>("""{ "priority_areas": [ { "id": "a", "name": { "en": "Air" } }, { "id": "b", "name": { "en": "Water" } } ] }""");
        var after = Of<Instrument>("""{ "priority_areas": [ { "id": "b", "name": { "en": "Air" } }, { "id": "a", "name": { "en": "Water" } } ] }""");
        Assert.All(TextPairs.Between(before, after), pair => Assert.Equal(pair.Before!.Key, pair.After!.Key));
    }

    [Fact]
    public void Any_order_of_a_list_of_different_texts_is_followed() =>
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Sample(order =>
        {
            string List(IEnumerable<int> numbers) => "{ \"objectives\": [" + string.Join(',', numbers.Select(n => $$"""{ "en": "Objective number {{n}}" }""")) + "] }";
            foreach (var pair in TextPairs.Between(Of<Event>(List(Enumerable.Range(0, 12))), Of<Event>(List(order))))
                Assert.Equal(pair.Before!.Words.In("en"), pair.After!.Words.In("en"));
        });
}
