using System.Text.Json;
using Concord.Kernel.Web.History;
using CsCheck;

namespace Concord.Kernel.Tests.Web.History;

public class RecordDiffTests
{
    [Theory]
    [InlineData("""{"a":1,"b":["x",{"c":null}]}""", """{"a":1,"b":["x",{"c":null}]}""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""")]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""")]
    public void The_same_values_are_no_change(string before, string after) => Assert.Empty(Changes(before, after));

    [Fact]
    public void A_text_changes_in_one_language_alone() =>
        Assert.Equal(["title.ru: \"Форум\" -> \"Форум 2022\""], Changes("""{"title":{"en":"Forum","ru":"Форум"}}""", """{"title":{"en":"Forum","ru":"Форум 2022"}}"""));

    [Fact]
    public void A_field_that_comes_or_goes_is_one_change() =>
        Assert.Equal(["b: - -> {\"c\":[1,2]}", "a: 1 -> -"], Changes("""{"a":1}""", """{"b":{"c":[1,2]}}"""));

    [Fact]
    public void Lists_are_compared_by_position() =>
        Assert.Equal(["hosts.1: \"b\" -> \"c\"", "hosts.2: - -> \"d\""], Changes("""{"hosts":["a","b"]}""", """{"hosts":["a","c","d"]}"""));

    [Fact]
    public void A_list_that_becomes_shorter_loses_its_last_entries() =>
        Assert.Equal(["hosts.1: \"b\" -> -"], Changes("""{"hosts":["a","b"]}""", """{"hosts":["a"]}"""));

    [Fact]
    public void A_value_of_another_form_is_replaced_whole() =>
        Assert.Equal(["a: {\"b\":1} -> [1]"], Changes("""{"a":{"b":1}}""", """{"a":[1]}"""));

    [Fact]
    public void Changes_lead_both_ways() =>
        Gen.Select(Document, Document).Sample((one, other) =>
        {
            var there = Changes(one, other);
            var back = Changes(other, one);
            return there.Count == back.Count && (there.Count == 0) == JsonElement.DeepEquals(Parse(one), Parse(other));
        });

    private static readonly Gen<string> Document =
        from title in Gen.OneOf("", "\"title\":{\"en\":\"A\"},", "\"title\":{\"en\":\"A\",\"zh\":\"甲\"},", "\"title\":{\"zh\":\"乙\"},")
        from hosts in Gen.OneOf("a", "b", "c").Array[0, 4]
        from edition in Gen.Int[1, 3]
        select $"{{{title}\"hosts\":[{string.Join(',', hosts.Select(host => $"\"{host}\""))}],\"edition\":{edition}}}";

    private static List<string> Changes(string before, string after) =>
        [.. RecordDiff.Between(Parse(before), Parse(after)).Select(change => $"{change.Place}: {Text(change.Before)} -> {Text(change.After)}")];

    private static string Text(JsonElement? value) => value is { } some ? some.GetRawText() : "-";

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
