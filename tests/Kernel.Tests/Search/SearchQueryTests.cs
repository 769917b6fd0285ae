using System.Globalization;
using System.Text.RegularExpressions;
using Concord.Kernel.Search;
using CsCheck;
using Microsoft.Data.Sqlite;

namespace Concord.Kernel.Tests.Search;

public partial class SearchQueryTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        TokenizerTests.AnyText,
        TokenizerTests.Pieces(
            "\"", "'", "''", "\\", "\\'", "\0", "*", ":", ":*", "(", ")", "{", "}", "[", "]", "^", "+", "-", "|", "&", "!", "<->", ",", ".",
            " NEAR ", "NEAR(", " AND ", " OR ", " NOT ", "name:", "water", "SEAS", "вода", "水", "空气", "\uD800", "ˮ", "ꞌ", "а\u0301").Array[0, 40].Select(string.Concat));

    [Theory]
    [InlineData("waters", "(\"waters\" OR \"water\")", "('waters' | 'water')")]
    [InlineData("空气质量", "(\"空气\") AND (\"气质\") AND (\"质量\")", "('空气') & ('气质') & ('质量')")]
    [InlineData("水", "(\"水\" *)", "('水':*)")]
    [InlineData("NEAR(a1 AND *)", "(\"near\") AND (\"a1\") AND (\"and\")", "('near') & ('a1') & ('and')")]
    [InlineData("Plan of x", "(\"plan\") AND (\"x\")", "('plan') & ('x')")]
    [InlineData("of", "(\"of\")", "('of')")]
    [InlineData("water Water", "(\"water\")", "('water')")]
    [InlineData("\" ' * :", "\"\"", "")]
    public void A_query_is_rendered_as(string query, string fts5, string tsQuery)
    {
        var parsed = SearchQuery.Parse(query);
        Assert.Equal((fts5, tsQuery), (parsed.ToFts5(), parsed.ToTsQuery()));
        Assert.Equal(tsQuery.Length == 0, parsed.IsEmpty);
    }

    [Fact]
    public void A_query_can_look_in_the_name_only()
    {
        var query = SearchQuery.Parse("waters 水");
        Assert.Equal("{name} : ((\"waters\" OR \"water\") AND (\"水\" *))", query.ToFts5("name"));
        Assert.Throws<ArgumentException>(() => query.ToFts5("name} : x"));
    }

    [Fact]
    public void A_long_query_keeps_its_first_terms()
    {
        var words = string.Join(' ', Enumerable.Range(100, 60).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var terms = SearchQuery.Parse(words).Terms;
        Assert.Equal(SearchQuery.MostTerms, terms.Length);
        Assert.Equal("131", terms[^1].Alternatives[0]);
    }

    [Fact]
    public void Nothing_typed_reaches_an_operator_position() =>
        Hostile.Sample(
            text =>
            {
                var query = SearchQuery.Parse(text);
                Assert.Matches(Fts5Shape(), query.IsEmpty ? string.Empty : query.ToFts5());
                Assert.Matches(TsQueryShape(), query.ToTsQuery());
            },
            iter: 20_000);

    [Fact]
    public void Sqlite_understands_every_query_and_finds_what_the_terms_say()
    {
        using var db = new SqliteConnection("Data Source=:memory:");
        db.Open();
        using var create = db.CreateCommand();
        create.CommandText = "create virtual table found using fts5(name, body, tokenize = 'unicode61')";
        create.ExecuteNonQuery();
        string[] texts = ["Загрязнение вод озёр", "waters, SEAS & seas", "水污染防治", "污水", "대기오염을 줄이는", "PM2.5 and NEAR", "name: a\u0301 е\u0301й Ёж", "空气质量改善"];
        foreach (var text in texts)
        {
            using var insert = db.CreateCommand();
            insert.CommandText = "insert into found(rowid, name, body) values ($id, $text, '')";
            insert.Parameters.AddWithValue("$id", Array.IndexOf(texts, text));
            insert.Parameters.AddWithValue("$text", TokenizerTests.Written(text));
            insert.ExecuteNonQuery();
        }

        string[] plain = ["загрязнением озера", "water", "sea", "水", "污水", "오염", "pm2.5", "near", "ё", "еж", "空气", "name", "a", "й"];
        Assert.All(plain, typed => Assert.Equal(Expected(typed), Found(typed)));
        Hostile.Sample(text => Found(text), iter: 2_000, threads: 1);

        List<int> Expected(string typed) =>
            texts.Index().Where(text => TokenizerTests.Matches(typed, text.Item)).Select(text => text.Index).ToList();

        List<int> Found(string typed)
        {
            var query = SearchQuery.Parse(typed);
            var all = Rows(query.ToFts5());
            Assert.Equal(all, Rows(query.ToFts5("name")));
            Assert.True(!query.IsEmpty || all.Count == 0);
            return all;
        }

        List<int> Rows(string match)
        {
            using var select = db.CreateCommand();
            select.CommandText = "select rowid from found where found match $match order by rowid";
            select.Parameters.AddWithValue("$match", match);
            using var reader = select.ExecuteReader();
            var rows = new List<int>();
            while (reader.Read())
                rows.Add(reader.GetInt32(0));
            return rows;
        }
    }

    private const string Letters = @"[^\s""'\\*:()|&!<>{}\0]+";

    [GeneratedRegex("^(\\(\"" + Letters + "\"( \\*| OR \"" + Letters + "\")?\\)( AND (?=\\()|$))*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Fts5Shape();

    [GeneratedRegex("^(\\('" + Letters + "'(:\\*| \\| '" + Letters + "')?\\)( & (?=\\()|$))*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex TsQueryShape();
}
