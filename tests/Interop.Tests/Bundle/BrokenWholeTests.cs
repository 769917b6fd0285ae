using System.Text.Json.Nodes;

namespace Concord.Interop.Tests.Bundle;

/// <summary>What is wrong between records: ids that stand twice, references in a circle, topics that clash.</summary>
public sealed class BrokenWholeTests
{
    [Fact]
    public void A_refused_id_is_no_other_records_id()
    {
        using var bundle = new ABundle();
        bundle.EditFile("practices.json", records => records.Add(Minimal("12345", "title", "case_study")));
        bundle.EditFile("practices.json", records =>
        {
            var number = Minimal("12345", "title", "case_study");
            number["id"] = 12345;
            records.Add(number);
        });

        Assert.Contains("/41/id: ", bundle.OnlyFault().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_stands_once_over_all_record_files()
    {
        using var bundle = new ABundle();
        bundle.EditFile("practices.json", records => records.Add(Minimal("temm_18", "title", "case_study")));

        var fault = bundle.OnlyFault();

        Assert.StartsWith("practices.json:temm_18:/40/id: \"temm_18\" is the id of another record already, events.json /", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_stands_once_within_a_file()
    {
        using var bundle = new ABundle();
        bundle.EditFile("practices.json", records => records.Add(records[2]!.DeepClone()));

        Assert.Contains(":/40/id: ", bundle.OnlyFault().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_not_shared_with_a_place()
    {
        using var bundle = new ABundle();
        bundle.EditFile("practices.json", records => records.Add(Minimal("pl_almaty", "title", "case_study")));

        var fault = bundle.OnlyFault();

        Assert.Equal(("places.json", "pl_almaty"), (fault.File, fault.Id));
        Assert.Contains("practices.json /40", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_of_a_place_begins_with_pl()
    {
        using var bundle = new ABundle();
        bundle.EditFile("places.json", places =>
        {
            var place = places[0]!.DeepClone();
            place["id"] = "elsewhere";
            places.Add(place);
        });

        Assert.Contains("\"elsewhere\" does not begin with \"pl_\"", bundle.OnlyFault().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_may_be_called_like_a_record_but_not_like_another_topic()
    {
        using var bundle = new ABundle();
        bundle.EditFile("topics.json", topics =>
        {
            topics.Add(new JsonObject { ["id"] = "temm", ["label"] = new JsonObject { ["en"] = "Something new" } });
            topics.Add(new JsonObject { ["id"] = "air", ["label"] = new JsonObject { ["en"] = "Something newer" } });
        });

        Assert.StartsWith("topics.json:air:/241/id: \"air\" is the id of another topic already", bundle.OnlyFault().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_of_a_topic_is_not_shared_even_in_the_other_spelling_of_yo()
    {
        using var bundle = new ABundle();
        bundle.EditFile("topics.json", topics =>
        {
            topics.Add(new JsonObject { ["id"] = "one", ["label"] = new JsonObject { ["en"] = "One", ["ru"] = "Учет всего" } });
            topics.Add(new JsonObject { ["id"] = "two", ["label"] = new JsonObject { ["en"] = "Two", ["ru"] = "Учёт всего" } });
        });

        Assert.Equal("topics.json:two:/241/label/ru: \"Учёт всего\" stands at the topic \"one\" already; give each its own.", bundle.OnlyFault().ToString());
    }

    [Fact]
    public void Parents_in_a_circle_are_told_once_with_all_members()
    {
        using var bundle = new ABundle();
        bundle.EditFile("organizations.json", records =>
        {
            foreach (var (id, parent) in new[] { ("o_tail", "o_a"), ("o_a", "o_b"), ("o_b", "o_c"), ("o_c", "o_a") })
                records.Add(Minimal(id, "name", "ngo", ("parent", parent)));
        });

        Assert.Equal(
            "organizations.json:o_a:/139/parent: the references lead in a circle, o_a -> o_b -> o_c -> o_a; take one of them out.",
            bundle.OnlyFault().ToString());
    }

    [Fact]
    public void A_record_does_not_refer_to_itself()
    {
        using var bundle = new ABundle();
        var index = bundle.Edit("events.json", "sco_webinar_2020", record => record["prepares"] = new JsonArray("sco_webinar_2020"));

        Assert.Equal(
            $"events.json:sco_webinar_2020:/{index}/prepares/0: \"sco_webinar_2020\" refers to itself; take the reference out.",
            bundle.OnlyFault().ToString());
    }

    [Fact]
    public void Successor_and_predecessor_state_the_same_link_and_no_circle()
    {
        using var bundle = new ABundle();
        bundle.EditFile("instruments.json", records =>
        {
            records.Add(Minimal("i_old", "name", "mou", ("successor", "i_new")));
            records.Add(Minimal("i_new", "name", "mou", ("predecessor", "i_old")));
        });

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void Two_instruments_do_not_both_succeed_the_other()
    {
        using var bundle = new ABundle();
        bundle.EditFile("instruments.json", records =>
        {
            records.Add(Minimal("i_one", "name", "mou", ("successor", "i_two")));
            records.Add(Minimal("i_two", "name", "mou", ("successor", "i_one")));
        });

        Assert.Contains("circle", bundle.OnlyFault().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_of_parents_is_no_circle()
    {
        using var bundle = new ABundle();
        bundle.EditFile("organizations.json", records =>
        {
            for (var i = 0; i < 20_000; i++)
                records.Add(Minimal($"o_{i}", "name", "ngo", ("parent", $"o_{i + 1}")));
            records.Add(Minimal("o_20000", "name", "ngo"));
        });

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void A_long_circle_is_told_with_its_first_members()
    {
        using var bundle = new ABundle();
        bundle.EditFile("organizations.json", records =>
        {
            for (var i = 0; i < 5_000; i++)
                records.Add(Minimal($"o_{i}", "name", "ngo", ("parent", $"o_{(i + 1) % 5_000}")));
        });

        Assert.Contains("o_0 -> o_1 -> o_2", bundle.OnlyFault().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_have_no_circle_and_at_most_four_levels()
    {
        using var bundle = new ABundle();
        bundle.EditFile("topics.json", topics =>
        {
            foreach (var (id, broader) in new[] { ("t_1", null), ("t_2", "t_1"), ("t_3", "t_2"), ("t_4", "t_3"), ("t_5", "t_4"), ("t_x", "t_y"), ("t_y", "t_x") })
                topics.Add(new JsonObject
                {
                    ["id"] = id,
                    ["broader"] = broader is null ? [] : new JsonArray(broader),
                    ["label"] = new JsonObject { ["en"] = $"Label of {id}" },
                });
        });

        Assert.Equal(
            [
                "topics.json:t_5:/244/broader: \"t_5\" is on level 5; topics have at most 4 levels.",
                "topics.json:t_x:/245/broader/0: the references lead in a circle, t_x -> t_y -> t_x; take one of them out.",
            ],
            bundle.Faults().Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_field_of_the_labels_that_codes_nothing_is_refused()
    {
        using var bundle = new ABundle();
        bundle.Replace("labels.json", "{", "{\"event.kind\": {\"forum\": {\"en\": \"Forum\"}},");

        Assert.Equal("labels.json:-:/event.kind: \"event.kind\" is not a coded field; the nearest is \"events.kind\".", bundle.OnlyFault().ToString());
    }

    private static JsonObject Minimal(string id, string caption, string kind, params (string Field, string Value)[] more)
    {
        var record = new JsonObject { ["id"] = id, [caption] = new JsonObject { ["en"] = id }, ["kind"] = kind, ["sources"] = new JsonArray("https://example.org/") };
        if (caption == "title")
            record["sectors"] = new JsonArray();
        foreach (var (field, value) in more)
            record[field] = value;
        return record;
    }
}
