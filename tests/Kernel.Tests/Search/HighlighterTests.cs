using System.Globalization;
using Concord.Kernel.Search;
using CsCheck;

namespace Concord.Kernel.Tests.Search;

public class HighlighterTests
{
    [Theory]
    [InlineData("загрязнение вода", "О загрязнении Воды.", "О [загрязнении] [Воды].")]
    [InlineData("озера", "Озёра и реки", "[Озёра] и реки")]
    [InlineData("water", "Waters, WATER; underwater", "[Waters], [WATER]; underwater")]
    [InlineData("temm", "The ＴＥＭＭ-15", "The [ＴＥＭＭ]-15")]
    [InlineData("空气质量", "改善空气质量，空气好", "改善[空气质量]，[空气]好")]
    [InlineData("水", "污水和水污染", "污[水]和[水]污染")]
    [InlineData("水污 水", "水污水", "[水污水]")]
    [InlineData("水污 水", "水污，", "[水污]，")]
    [InlineData("오염", "대기오염을", "대기[오염]을")]
    [InlineData("etude", "Une e\u0301tude", "Une [e\u0301tude]")]
    [InlineData("china", "China’s", "[China]’s")]
    [InlineData("PM2.5 carbon low", "PM2.5, low-carbon; low", "[PM2.5], [low-carbon]; [low]")]
    [InlineData("air", "chair", "chair")]
    [InlineData("?", "what?", "what?")]
    [InlineData("x", "", "")]
    public void What_was_asked_for_is_marked(string query, string text, string expected) =>
        Assert.Equal(expected, Marked(Highlighter.Highlight(text, SearchQuery.Parse(query))));

    [Fact]
    public void Segments_join_to_the_text_and_take_turns() =>
        Gen.Select(TokenizerTests.AnyText, TokenizerTests.AnyText).Sample(
            (text, typed) =>
            {
                var segments = Highlighter.Highlight(text, SearchQuery.Parse(typed));
                Assert.Equal(text, string.Concat(segments.Select(segment => segment.Text)));
                Assert.All(segments, segment => Assert.NotEmpty(segment.Text));
                Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.NotEqual(pair.First.IsHit, pair.Second.IsHit));
            },
            iter: 20_000);

    [Theory]
    [InlineData("water", "Rivers and lakes of the region carry water to the sea every year", 30, "…carry [water] to the sea every…")]
    [InlineData("rivers", "Rivers and lakes of the region carry water to the sea every year", 30, "[Rivers] and lakes of the…")]
    [InlineData("year", "Rivers and lakes of the region carry water to the sea every year", 30, "…water to the sea every [year]")]
    [InlineData("nothing", "Rivers and lakes of the region carry water to the sea every year", 30, "Rivers and lakes of the…")]
    [InlineData("water sea", "Water here, and then for a long while nothing else at all, until water meets sea at last", 30, "…[water] meets [sea] at last")]
    [InlineData("质量", "各国部长就区域环境合作交换意见并讨论空气质量改善行动计划的实施情况和下一步工作", 16, "…讨论空气[质量]改善行动计划的实…")]
    [InlineData("water", "Short water", 30, "Short [water]")]
    public void A_snippet_stands_around_the_densest_hits(string query, string text, int length, string expected) =>
        Assert.Equal(expected, Marked(Highlighter.Snippet(text, SearchQuery.Parse(query), length)));

    [Fact]
    public void A_snippet_is_a_part_of_the_text_and_no_longer_than_asked() =>
        Gen.Select(TokenizerTests.AnyText.Array[0, 6].Select(string.Concat), TokenizerTests.AnyText, Gen.Int[10, 80]).Sample(
            (text, typed, length) =>
            {
                var snippet = string.Concat(Highlighter.Snippet(text, SearchQuery.Parse(typed), length).Select(segment => segment.Text));
                Assert.True(snippet.Length <= length);
                if (text.Length <= length)
                    Assert.Equal(text, snippet);
                else
                    Assert.Contains(snippet.Trim('…'), text, StringComparison.Ordinal);
            },
            iter: 20_000);

    [Fact]
    public void A_snippet_never_cuts_inside_a_character()
    {
        var units = TokenizerTests.Pieces("𠮷", "e\u0301", "й\u0301", "水", "가", "\u1103\u1162", "👩\u200D🔬", " ", "word");
        units.Array[20, 60].Select(string.Concat).Sample(
            text =>
            {
                var snippet = string.Concat(Highlighter.Snippet(text, SearchQuery.Parse("𠮷"), 15).Select(segment => segment.Text)).Trim('…');
                var boundaries = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
                var at = text.IndexOf(snippet, StringComparison.Ordinal);
                var places = new List<int>();
                for (; at >= 0; at = at + 1 <= text.Length ? text.IndexOf(snippet, at + 1, StringComparison.Ordinal) : -1)
                    places.Add(at);
                Assert.Contains(places, place => boundaries.Contains(place) && boundaries.Contains(place + snippet.Length));
            },
            iter: 5_000);
    }

    [Fact]
    public void A_long_text_full_of_hits_is_marked_in_one_piece()
    {
        var text = new string('水', 500_000);
        Assert.Equal(new TextSegment(text, IsHit: true), Assert.Single(Highlighter.Highlight(text, SearchQuery.Parse("水水"))));
        Assert.InRange(Highlighter.Snippet(text, SearchQuery.Parse("水水")).Sum(segment => segment.Text.Length), 100, 160);
    }

    private static string Marked(IEnumerable<TextSegment> segments) =>
        string.Concat(segments.Select(segment => segment.IsHit ? "[" + segment.Text + "]" : segment.Text));
}
