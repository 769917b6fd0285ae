using System.Globalization;
using Concord.Kernel.Search;
using CsCheck;

namespace Concord.Kernel.Tests.Search;

public class TokenizerTests
{
    internal static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["аёЁйЩяzZéÉßøİıſ’'-.·5²½㎥℃㍿ﬁ水污染空气を々ー가각ㄱ대기ﾊﾞＴ\u0301\u0306\u030A\u1161\u11A8\u00AD\u200D\uFE0F\u3164\uFFFE\uD842\uDFB7\uD800\uDC00\0\t\n\" *():\\"], 0, 60]);

    [Theory]
    [InlineData("загрязнение", "загрязнения")]
    [InlineData("загрязнение", "ЗАГРЯЗНЕНИЕМ и")]
    [InlineData("вода", "воды")]
    [InlineData("экологическое", "экологического")]
    [InlineData("озёра", "озера")]
    [InlineData("pollutant", "Pollutants")]
    [InlineData("monitor", "monitoring")]
    [InlineData("cities", "city")]
    [InlineData("people", "people’s")]
    [InlineData("São Paulo", "sao paulo")]
    [InlineData("TEMM", "ＴＥＭＭ")]
    [InlineData("temm", "TEMM")]
    [InlineData("ТЕММ", "темм")]
    [InlineData("PM2.5", "pm2.5")]
    [InlineData("pm2.5", "ＰＭ２．５")]
    [InlineData("CO2", "CO₂ emissions")]
    [InlineData("low carbon", "low-carbon")]
    [InlineData("asean china", "ASEAN-China forum")]
    [InlineData("covid", "COVID-19")]
    [InlineData("空气", "空气质量改善")]
    [InlineData("空气质量改善", "改善空气质量改善")]
    [InlineData("오염", "대기오염을")]
    [InlineData("水", "污水")]
    [InlineData("水", "水污染")]
    [InlineData("水", "节约用水。")]
    [InlineData("第15届", "第15届会议")]
    [InlineData("ガス", "ｶﾞｽ")]
    [InlineData("대기", "\u1103\u1162\u1100\u1175")]
    [InlineData("й", "и\u0306")]
    [InlineData("замок", "за\u0301мок")]
    [InlineData("environment", "environ\u00ADment")]
    [InlineData("m3", "5㎥")]
    [InlineData("foo", "Foo™")]
    [InlineData("𠮷野", "𠮷野家")]
    [InlineData("a b", "a\0b")]
    [InlineData("water of pollution", "water pollution")]
    public void A_query_finds_a_text(string query, string text) => Assert.True(Matches(query, text), Written(text));

    [Theory]
    [InlineData("sea", "SEAS")]
    [InlineData("air", "chair")]
    [InlineData("气质", "空气和质量")]
    [InlineData("вода", "завод")]
    [InlineData("footm", "Foo™")]
    [InlineData("ab", "a\0b")]
    [InlineData("空气", "空 气")]
    public void A_query_passes_over_a_text(string query, string text) => Assert.False(Matches(query, text), Written(text));

    [Theory]
    [InlineData("Waters", "waters water")]
    [InlineData("water", "water")]
    [InlineData("SEAS rise", "seas rise")]
    [InlineData("水污染", "水污 污染 染")]
    [InlineData("水", "水")]
    [InlineData("2018年", "2018 年")]
    [InlineData("China's", "china")]
    [InlineData("S. 's s", "s s")]
    [InlineData("NOWPAP COP26", "nowpap cop26")]
    [InlineData("…—!", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_text_is_indexed_as(string? text, string expected) => Assert.Equal(expected, Written(text));

    [Fact]
    public void Every_character_of_a_run_begins_a_token()
    {
        const string Run = "大気汚染防止法과환경";
        var tokens = Tokens(Run);
        Assert.Equal(Run.Select(c => c), tokens.Select(token => token.Text[0]));
    }

    [Fact]
    public void A_token_knows_its_place_in_the_original()
    {
        const string Text = "  Ёлки e\u0301tude 水\uFE00污, environ\u00ADment";
        var written = Tokens(Text).Where(token => token.Kind != TokenKind.Stem).Select(token => Text[token.Start..token.End]);
        Assert.Equal(["Ёлки", "e\u0301tude", "水\uFE00污", "污", "environ\u00ADment"], written);
    }

    [Fact]
    public void A_long_word_is_known_by_its_beginning()
    {
        var word = new string('a', 5000) + "𠮷";
        Assert.All(Tokens(word), token => Assert.InRange(token.Text.Length, 1, Tokenizer.LongestToken));
        Assert.True(Matches(new string('a', 100), word));
    }

    [Fact]
    public void A_long_word_is_never_cut_inside_a_character() =>
        Assert.Equal(new string('a', 63), Written(new string('a', 63) + "\U00010428b"));

    [Fact]
    public void A_million_marks_on_one_letter_do_no_harm() =>
        Assert.Equal("a", Written("a" + new string('\u0301', 1_000_000)));

    [Fact]
    public void Tokens_of_any_text_are_ascending_inside_it_and_well_formed() =>
        AnyText.Sample(
            text =>
            {
                var previous = 0;
                foreach (var token in Tokenizer.Tokenize(text))
                {
                    Assert.InRange(token.Start, previous, text.Length - 1);
                    Assert.InRange(token.End, token.Start + 1, text.Length);
                    Assert.InRange(token.Text.Length, 1, Tokenizer.LongestToken);
                    Assert.DoesNotContain(token.Text, c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsPunctuation(c));
                    previous = token.Start;
                }
            },
            iter: 20_000);

    [Fact]
    public void Tokens_read_again_stay_the_same() =>
        Gen.String[Gen.Char["аёЁйЩяzZéÉßøǾİıſ’'-.·5²½㎥℃㍿ﬁ水污を々ー가대ﾊﾞＴ\u0301\u0306\u030A\u00AD\0 "], 0, 40].Sample(
            text =>
            {
                var key = Tokenizer.NameKey(text);
                Assert.Equal(key, Tokenizer.NameKey(key));
            },
            iter: 20_000);

    [Fact]
    public void Any_text_without_its_invisible_signs_is_found_by_itself() =>
        AnyText.Sample(
            text =>
            {
                var tokens = Tokens(text).Select(token => token.Text).ToHashSet(StringComparer.Ordinal);
                Assert.All(SearchQuery.Parse(text).Terms, term => Assert.Contains(tokens, term.Matches));
            },
            iter: 20_000);

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        var text = string.Concat(Enumerable.Repeat("загрязнения вод monitoring of waters ", 200));
        var expected = Written(text);
        Parallel.For(0, 32, _ => Assert.Equal(expected, Written(text)));
    }

    [Fact]
    public void More_different_words_than_the_lexicon_holds_are_told_apart()
    {
        for (var i = 0; i < 40_000; i++)
        {
            var word = "w" + i.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(word, Written(word));
        }
    }

    [Fact]
    public void A_megabyte_of_mixed_text_allocates_less_than_itself()
    {
        var text = string.Concat(Enumerable.Repeat("Мониторинг загрязнения вод, monitoring of air quality (PM2.5) 空气质量改善 대기오염을 ", 7_000));
        Read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, text.Length);

        static void Read(string text)
        {
            foreach (var token in Tokenizer.Tokenize(text))
                _ = token;
        }
    }

    [Theory]
    [InlineData("  Tripartite  Environment—Ministers’ Meeting (TEMM) ", "tripartite environment ministers meeting temm")]
    [InlineData("ЁЛКИ", "елки")]
    [InlineData("空气，质量", "空气质量")]
    [InlineData("한중 환경 협력", "한중환경협력")]
    [InlineData("ＴＥＭＭ-15", "temm 15")]
    [InlineData("?!", "")]
    [InlineData(null, "")]
    public void A_name_is_compared_as(string? name, string expected) => Assert.Equal(expected, Tokenizer.NameKey(name));

    internal static bool Matches(string query, string text)
    {
        var tokens = Tokens(text);
        var terms = SearchQuery.Parse(query).Terms;
        return terms.Length > 0 && terms.All(term => tokens.Exists(token => term.Matches(token.Text)));
    }

    internal static Gen<string> Pieces(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(piece => pieces[piece]);

    /// <summary>The tokens of a text as the index of words holds them: with spaces between.</summary>
    internal static string Written(string? text) => string.Join(' ', Tokens(text).Select(token => token.Text));

    private static List<Token> Tokens(string? text)
    {
        var tokens = new List<Token>();
        foreach (var token in Tokenizer.Tokenize(text))
            tokens.Add(token);
        return tokens;
    }
}
