using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Thread.Drawing;
using CsCheck;

namespace Concord.Drawings.Tests;

public class Thread_drawing
{
    private static readonly Gen<PartialDate?> Dates = Gen.OneOf(
        Gen.Const((PartialDate?)null),
        Gen.Int[2009, 2026].Select(y => (PartialDate?)new PartialDate(y)),
        Gen.Select(Gen.Int[2015, 2022], Gen.Int[1, 12], Gen.Int[1, 28]).Select(d => (PartialDate?)new PartialDate(d.Item1, d.Item2, d.Item3)));

    private static Gen<(ThreadNode[] Nodes, ThreadEdge[] Edges)> Graphs(int most) =>
        from kinds in Gen.OneOf([.. RecordKinds.All]).Array[1, most]
        from titles in Drawn.Texts.Array[kinds.Length]
        from dates in Dates.Array[kinds.Length]
        from links in Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[0, kinds.Length - 1], Gen.OneOf("adopted at", "implements", "", "во исполнение"), Gen.Bool).Array[0, kinds.Length * 3 / 2]
        select (
            kinds.Select((k, i) => new ThreadNode($"n{i}", k, titles[i], "en", "Kind", dates[i], dates[i]?.ToString(), $"/en/{i}", i == 0)).ToArray(),
            links.Select(l => new ThreadEdge($"n{l.Item1}", $"n{l.Item2}", l.Item3, l.Item4)).ToArray());

    private static Drawn Draw(params (ThreadNode[] Nodes, ThreadEdge[] Edges)[] graph) =>
        new(ThreadDrawing.Draw(Drawn.Caption, graph.SelectMany(g => g.Nodes), graph.SelectMany(g => g.Edges)));

    private static ThreadNode Node(string id, RecordKind kind, string? date, bool isHere = false) =>
        new(id, kind, "Title of " + id, "en", "Kind", date is null ? null : PartialDate.Parse(date), date, "/en/" + id, isHere);

    [Fact]
    public void No_text_lies_on_another_and_no_line_crosses_a_text() =>
        Graphs(14).Sample(g =>
        {
            var drawn = Draw(g);
            Assert.Null(drawn.Overlap());
            Assert.Null(drawn.Crossed("th"));
            Assert.Null(drawn.Crossed("th-2"));
        }, iter: 400);

    [Fact]
    public void Thirty_nodes_keep_their_texts_apart() =>
        Graphs(30).Sample(g => Assert.Null(Draw(g).Overlap()), iter: 100);

    [Fact]
    public void Every_node_is_one_link_and_every_joined_pair_one_line() =>
        Graphs(20).Sample(g =>
        {
            var drawn = Draw(g);
            var pairs = g.Edges.Where(e => e.FromId != e.ToId)
                .Select(e => string.CompareOrdinal(e.FromId, e.ToId) < 0 ? (e.FromId, e.ToId) : (e.ToId, e.FromId)).Distinct().Count();
            Assert.Equal(g.Nodes.Length, drawn.Count("a"));
            Assert.Equal(g.Nodes.Length, drawn.All("a").Select(a => (string?)a.Attribute("href")).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(pairs, drawn.All("path", "th").Count() + drawn.All("path", "th-2").Count());
        }, iter: 200);

    [Fact]
    public void All_of_it_lies_inside_the_drawing() =>
        Graphs(20).Sample(g =>
        {
            var drawn = Draw(g);
            var size = ((string)drawn.Root.Attribute("viewBox")!).Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.All(drawn.Boxes, b => Assert.True(b.Left >= 0 && b.Right <= size[2] + 0.5 && b.Top >= 0 && b.Bottom <= size[3], b.ToString()));
            Assert.All(drawn.Pieces("th").Concat(drawn.Pieces("th-2")), p => Assert.True(p is { X1: >= 0, Y1: >= 0, X2: >= 0 } && p.Y2 <= size[3], p.ToString()));
        }, iter: 200);

    [Fact]
    public void A_title_is_text_and_never_markup()
    {
        var drawn = Draw(([Node("a", RecordKind.Event, "2020") with { Title = "</text><script>alert(1)</script>", Href = "\"><script>" }], []));
        Assert.Empty(drawn.All("script"));
        Assert.DoesNotContain("<script", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_links_is_still_drawn()
    {
        var drawn = Draw(([Node("a", RecordKind.City, null, isHere: true)], []));
        Assert.Single(drawn.All("a"));
        Assert.Contains(drawn.Boxes, b => b.Text == "Title of a");
    }

    [Fact]
    public void Nothing_gives_an_empty_drawing() => Assert.Equal(0, Draw().Count("a"));

    [Fact]
    public void Links_to_what_is_not_there_are_not_drawn()
    {
        var drawn = Draw(([Node("a", RecordKind.Event, "2020")], [new("a", "gone", "adopted at", OnThread: true), new("a", "a", "part of", OnThread: true)]));
        Assert.Empty(drawn.All("path", "th"));
    }

    [Fact]
    public void Time_runs_from_left_to_right_with_documents_above_events_and_projects_below()
    {
        var drawn = Draw((
            [Node("plan", RecordKind.Instrument, "2019"), Node("webinar", RecordKind.Event, "2020-08-13", isHere: true), Node("project", RecordKind.Project, "2021"), Node("mou", RecordKind.Instrument, "2020-08")],
            [new("webinar", "plan", "recalled", true), new("mou", "webinar", "signed at", true), new("webinar", "project", "discussed", false)]));
        (double X, double Y) At(string id) => drawn.Boxes.Where(b => b.Text == "Title of " + id).Select(b => (b.Left, b.Top)).Single();
        Assert.True(At("plan").X < At("webinar").X);
        Assert.True(At("webinar").X < At("mou").X, "A document of August comes after the meeting of 13 August that signed it.");
        Assert.True(At("plan").Y < At("webinar").Y);
        Assert.True(At("webinar").Y < At("project").Y);
    }

    [Fact]
    public void The_same_thread_is_drawn_the_same_whatever_the_order_of_its_parts() =>
        Graphs(12).Sample(g =>
        {
            var edges = g.Edges.DistinctBy(e => string.CompareOrdinal(e.FromId, e.ToId) < 0 ? (e.FromId, e.ToId) : (e.ToId, e.FromId)).ToArray();
            var given = Draw((g.Nodes, edges));
            var turned = Draw(([.. g.Nodes.Reverse()], [.. edges.Reverse()]));
            Assert.Equal(given.Boxes.Order(), turned.Boxes.Order());
        }, iter: 100);
}
