using Concord.Kernel.Records;
using Concord.Thread.Drawing;
using CsCheck;

namespace Concord.Thread.Tests.Drawing;

public class ThreadSelectionTests
{
    private static ThreadRecord Mechanism(string id) => new(id, RecordKind.Mechanism, null);

    private static ThreadRecord Instrument(string id, int? day) => new(id, RecordKind.Instrument, day);

    private static ThreadRecord Event(string id, int? day) => new(id, RecordKind.Event, day);

    private static ThreadRecord Project(string id, int? day) => new(id, RecordKind.Project, day);

    private static ThreadRecord Centre(string id) => new(id, RecordKind.Organization, null);

    /// <summary>The webinar of 2020: it recalled the concept and the plan that implements it, and a memorandum was signed at it.</summary>
    private static ThreadGraph Webinar(string here = "webinar")
    {
        ThreadRecord[] records =
        [
            Mechanism("sco"), Event("summit_2018", 100), Instrument("concept", 100), Event("summit_2019", 200), Instrument("plan", 200),
            Event("webinar", 320), Instrument("memorandum", 310), Instrument("plan_2", 400), Centre("centre"),
        ];
        return new ThreadGraph(records.Single(record => record.Id == here), records,
        [
            new("concept", LinkKind.AdoptedAt, "summit_2018"), new("summit_2018", LinkKind.Considered, "concept"),
            new("plan", LinkKind.Implements, "concept"), new("plan", LinkKind.AdoptedAt, "summit_2019"),
            new("plan_2", LinkKind.Implements, "concept"), new("plan_2", LinkKind.Succeeds, "plan"),
            new("webinar", LinkKind.Considered, "concept"), new("webinar", LinkKind.Considered, "plan"), new("webinar", LinkKind.Considered, "memorandum"),
            new("memorandum", LinkKind.AdoptedAt, "webinar"), new("webinar", LinkKind.OrganizedBy, "centre"),
            new("concept", LinkKind.Within, "sco"), new("plan", LinkKind.Within, "sco"), new("webinar", LinkKind.Within, "sco"),
        ]);
    }

    [Fact]
    public void The_line_of_a_webinar_runs_from_the_concept_over_the_plan_to_the_memorandum() =>
        Assert.Equal(["sco", "concept", "plan", "webinar", "memorandum"], ThreadSelection.Of(Webinar()).Path);

    [Fact]
    public void The_line_of_the_memorandum_is_the_same() =>
        Assert.Equal(["sco", "concept", "plan", "webinar", "memorandum"], ThreadSelection.Of(Webinar("memorandum")).Path);

    [Fact]
    public void The_line_of_the_concept_leads_down_to_a_deed()
    {
        var path = ThreadSelection.Of(Webinar("concept")).Path;
        Assert.Equal(["summit_2018", "concept", "plan", "webinar", "memorandum"], path);
    }

    [Fact]
    public void What_adopted_a_document_of_the_line_is_drawn_beside_it()
    {
        var drawn = ThreadSelection.Of(Webinar());
        Assert.Contains("summit_2018", drawn.Ids);
        Assert.Contains("summit_2019", drawn.Ids);
        Assert.DoesNotContain(drawn.Links, link => link.FromId == "summit_2018" && link.Kind == LinkKind.Considered);
    }

    [Fact]
    public void The_mechanism_hangs_on_the_first_record_of_the_line_alone() =>
        Assert.Equal(["concept"], ThreadSelection.Of(Webinar()).Links.Where(link => link.Kind == LinkKind.Within).Select(link => link.FromId));

    [Fact]
    public void A_document_on_an_agenda_is_what_the_event_comes_from_and_a_younger_one_what_came_of_it()
    {
        var here = Event("meeting", 200);
        var graph = new ThreadGraph(here, [Instrument("old", 100), Instrument("young", 300)],
            [new("meeting", LinkKind.Considered, "old"), new("meeting", LinkKind.Considered, "young")]);
        Assert.Equal(["old", "meeting", "young"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void A_document_goes_back_to_the_one_it_implements_rather_than_to_the_one_it_succeeds()
    {
        var graph = new ThreadGraph(Instrument("plan_2", 300), [Instrument("plan_1", 200), Instrument("concept", 100)],
            [new("plan_2", LinkKind.Succeeds, "plan_1"), new("plan_2", LinkKind.Implements, "concept")]);
        Assert.Equal(["concept", "plan_2"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void Of_two_ways_down_the_one_that_leads_farther_is_the_line()
    {
        var graph = new ThreadGraph(Instrument("plan", 100), [Project("alone", 110), Project("fruitful", 120), new("practice", RecordKind.Practice, 130)],
            [new("alone", LinkKind.CarriesOut, "plan"), new("fruitful", LinkKind.CarriesOut, "plan"), new("practice", LinkKind.ResultsFrom, "fruitful")]);
        Assert.Equal(["plan", "fruitful", "practice"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void A_project_reported_before_its_meeting_does_not_turn_the_line_back_in_time()
    {
        var graph = new ThreadGraph(Project("project", 200), [Event("before", 100), Event("after", 300)],
            [new("project", LinkKind.ReportedAt, "before"), new("project", LinkKind.ReportedAt, "after")]);
        Assert.Equal(["project", "after"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void What_came_of_a_project_without_a_date_is_not_older_than_what_it_carries_out()
    {
        var graph = new ThreadGraph(Project("project", null), [Instrument("programme", 300), Event("before", 100), Event("after", 400)],
            [new("project", LinkKind.CarriesOut, "programme"), new("project", LinkKind.ReportedAt, "before"), new("project", LinkKind.ReportedAt, "after")]);
        Assert.Equal(["programme", "project", "after"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void A_meeting_that_adopted_a_plan_and_heard_its_project_stands_before_the_plan()
    {
        var graph = new ThreadGraph(Instrument("plan", 100), [Event("meeting", 110), Project("project", null)],
            [new("plan", LinkKind.AdoptedAt, "meeting"), new("project", LinkKind.CarriesOut, "plan"), new("project", LinkKind.ReportedAt, "meeting")]);
        Assert.Equal(["meeting", "plan", "project"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void A_mechanism_and_an_organization_are_ends_and_nothing_is_reached_through_them()
    {
        var graph = new ThreadGraph(Event("here", 100), [Mechanism("m"), Centre("o"), Event("strange", 100), Event("other", 120)],
            [new("here", LinkKind.Within, "m"), new("strange", LinkKind.Within, "m"), new("here", LinkKind.HostedBy, "o"), new("other", LinkKind.HostedBy, "o")]);
        var drawn = ThreadSelection.Of(graph);
        Assert.Equal(["here", "m", "o"], drawn.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(["m", "here"], drawn.Path);
    }

    [Fact]
    public void What_an_organization_signed_is_its_line()
    {
        var graph = new ThreadGraph(Centre("centre"), [Instrument("memorandum", 100), Project("project", 200), Event("signing", 100)],
            [new("memorandum", LinkKind.SignedBy, "centre"), new("project", LinkKind.LedBy, "centre"), new("memorandum", LinkKind.AdoptedAt, "signing")]);
        Assert.Equal(["centre", "memorandum"], ThreadSelection.Of(graph).Path);
    }

    [Fact]
    public void A_mechanism_opens_its_line_and_keeps_its_latest_documents()
    {
        var plans = Enumerable.Range(1, 30).Select(i => Instrument($"plan_{i:00}", i * 10)).ToList();
        var graph = new ThreadGraph(Mechanism("m"), plans, plans.Select(plan => new ThreadLink(plan.Id, LinkKind.Within, "m")));
        var drawn = ThreadSelection.Of(graph);
        Assert.Equal("m", drawn.Path[0]);
        Assert.Equal(ThreadSelection.MostOfAnOutline, drawn.Ids.Count);
        Assert.Contains("plan_30", drawn.Ids);
        Assert.Equal(31 - ThreadSelection.MostOfAnOutline, drawn.Left);
    }

    [Fact]
    public void A_record_without_links_stands_alone()
    {
        var drawn = ThreadSelection.Of(new ThreadGraph(Event("alone", null), [], []));
        Assert.Equal(["alone"], drawn.Ids);
        Assert.Equal(["alone"], drawn.Path);
        Assert.Empty(drawn.Links);
        Assert.Equal(0, drawn.Left);
    }

    private static readonly Gen<ThreadGraph> Graphs =
        from kinds in Gen.OneOf([.. RecordKinds.All]).Array[1, 40]
        from days in Gen.Int[0, 50].Array[kinds.Length]
        from links in Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[1, 30], Gen.Int[0, kinds.Length - 1]).Array[0, kinds.Length * 2]
        select new ThreadGraph(Record(kinds, days, 0), Enumerable.Range(0, kinds.Length).Select(i => Record(kinds, days, i)),
            links.Select(link => new ThreadLink($"n{link.Item1}", (LinkKind)link.Item2, $"n{link.Item3}")));

    private static ThreadRecord Record(RecordKind[] kinds, int[] days, int i) => new($"n{i}", kinds[i], days[i] == 0 ? null : days[i]);

    [Fact]
    public void Whatever_is_linked_the_drawing_stays_within_bounds_and_holds_the_record_and_its_line() =>
        Graphs.Sample(graph =>
        {
            var drawn = ThreadSelection.Of(graph);
            Assert.Equal(graph.Here.Id, drawn.Ids[0]);
            Assert.InRange(drawn.Ids.Count, 1, ThreadSelection.MostNodes);
            Assert.Equal(drawn.Ids.Count, drawn.Ids.Distinct().Count());
            Assert.Equal(drawn.Path.Count, drawn.Path.Distinct().Count());
            Assert.Subset(drawn.Ids.ToHashSet(), drawn.Path.ToHashSet());
            Assert.Contains(graph.Here.Id, drawn.Path);
            Assert.All(drawn.Links, link => Assert.True(drawn.Ids.Contains(link.FromId) && drawn.Ids.Contains(link.ToId)));
            for (var i = 1; i < drawn.Path.Count; i++)
                Assert.Contains(drawn.Links, link => (link.FromId == drawn.Path[i - 1] && link.ToId == drawn.Path[i]) || (link.ToId == drawn.Path[i - 1] && link.FromId == drawn.Path[i]));
            Assert.True(drawn.Left >= 0);
        }, iter: 2000);
}
