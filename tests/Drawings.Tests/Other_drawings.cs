using System.Globalization;
using Concord.Events.Series;
using Concord.Instruments.Genealogy;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Thread.Home;
using Concord.Thread.Timeline;
using CsCheck;
using NodaTime;

namespace Concord.Drawings.Tests;

public class Other_drawings
{
    private static readonly Gen<PartialDate?> Dates = Gen.OneOf(
        Gen.Const((PartialDate?)null),
        Gen.Int[1993, 2030].Select(y => (PartialDate?)new PartialDate(y)),
        Gen.Select(Gen.Int[2015, 2022], Gen.Int[1, 12]).Select(d => (PartialDate?)new PartialDate(d.Item1, d.Item2)));

    private static readonly Gen<EditionFigure> Editions =
        from year in Gen.Int[1985, 2025]
        from count in Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 100_000].Select(c => (int?)c))
        from words in Gen.OneOf(null, "more than 350", "приблизительно 350", "超过350", "<b>")
        from plan in Gen.Bool
        select new EditionFigure(year, count, words, plan);

    private static readonly Gen<(GenealogyEntry[] Entries, GenealogyLink[] Links, GenealogyEvent[] Events)> Genealogies =
        from dates in Gen.Select(Dates, Dates).Array[1, 9]
        from titles in Drawn.Texts.Array[dates.Length]
        from soft in Gen.Bool.Array[dates.Length]
        from links in Gen.Select(Gen.Int[0, dates.Length - 1], Gen.Int[0, dates.Length - 1], Gen.OneOf(GenealogyRelation.Succeeds, GenealogyRelation.Implements)).Array[0, 10]
        from events in Gen.Select(Gen.Int[1995, 2028], Gen.Int[0, dates.Length]).Array[0, 8]
        select (
            dates.Select((d, i) => new GenealogyEntry($"i{i}", titles[i], i % 3 == 0 ? "Memorandum of understanding" : "Plan", d.Item1, d.Item2, soft[i], i == 0, $"/{i}", d.Item1?.ToString() ?? "")).ToArray(),
            links.Select(l => new GenealogyLink($"i{l.Item1}", l.Item3, $"i{l.Item2}")).ToArray(),
            events.Select((e, i) => new GenealogyEvent($"e{i}", "Forum, Nanning", new PartialDate(e.Item1), $"/e{i}", $"i{e.Item2}")).ToArray());

    [Fact]
    public void A_genealogy_keeps_its_texts_apart_and_draws_each_document_and_event_once() =>
        Genealogies.Sample(g =>
        {
            var drawn = new Drawn(GenealogyDrawing.Draw(Drawn.Caption, g.Entries, g.Links, g.Events, "implements"));
            Assert.Null(drawn.Overlap());
            Assert.Equal(g.Entries.Length + g.Events.Length, drawn.Count("a"));
            Assert.Equal(g.Entries.Length, drawn.Count("rect"));
        }, iter: 400);

    [Fact]
    public void The_box_of_a_document_is_as_wide_as_its_period()
    {
        GenealogyEntry Entry(string id, int from, int to) => new(id, id, "Plan", new PartialDate(from), new PartialDate(to), false, id == "a", "/" + id, $"{from}–{to}");
        var drawn = new Drawn(GenealogyDrawing.Draw(Drawn.Caption, [Entry("a", 2011, 2015), Entry("b", 2016, 2025)], [new("b", GenealogyRelation.Succeeds, "a")], [], "implements"));
        var widths = drawn.All("rect").Select(r => double.Parse((string)r.Attribute("width")!, CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(widths[1] / widths[0], 1.95, 2.05);
    }

    [Fact]
    public void What_is_not_yet_adopted_is_dashed()
    {
        var drawn = new Drawn(GenealogyDrawing.Draw(Drawn.Caption, [new("a", "A", "Plan", new PartialDate(2026), new PartialDate(2030), true, false, "/a", "under consultation")], [], [], "implements"));
        Assert.Single(drawn.All("rect", "soft"));
    }

    [Fact]
    public void A_chart_shows_a_bar_for_each_figure_and_a_ring_for_each_edition_without_one() =>
        Editions.Array[1, 40].Sample(editions =>
        {
            var drawn = new Drawn(EditionsChart.Draw(Drawn.Caption, editions, CultureInfo.GetCultureInfo("ru-RU")));
            Assert.Equal(editions.Count(e => e.Count is null), drawn.All("circle", "ring").Count());
            Assert.Equal(editions.Count(e => e is { Count: not null, IsPlan: false }), drawn.All("rect", "bar").Count());
            Assert.Equal(editions.Count(e => e is { Count: not null, IsPlan: true }), drawn.All("rect", "bar-open").Count());
            Assert.Null(drawn.Overlap());
        }, iter: 300);

    [Fact]
    public void The_axis_begins_at_zero_and_its_last_step_is_not_below_any_value() =>
        Gen.Int[0, 1_000_000_000].Sample(most =>
        {
            var steps = EditionsChart.Steps(most);
            Assert.Equal(0, steps[0]);
            Assert.True(steps[^1] >= most && steps.Count is >= 2 and <= 7);
        });

    [Fact]
    public void A_timeline_keeps_its_texts_apart_and_draws_each_dated_item_once()
    {
        var items =
            from dates in Gen.Select(Dates, Dates).Array[0, 120]
            from titles in Drawn.Texts.Array[dates.Length]
            from kinds in Gen.OneOf(RecordKind.Instrument, RecordKind.Event).Array[dates.Length]
            select dates.Select((d, i) => new TimelineItem($"t{i}", kinds[i], titles[i], "en", d.Item1, d.Item2, i % 5 == 0, $"/{i}")).ToArray();
        items.Sample(list =>
        {
            var drawn = new Drawn(TimelineDrawing.Draw(Drawn.Caption, list, new LocalDate(2026, 11, 22), "today"));
            Assert.Null(drawn.Overlap());
            Assert.Equal(list.Count(i => (i.Start ?? i.End) is not null), drawn.Count("a"));
        }, iter: 150);
    }

    [Fact]
    public void The_line_of_today_stands_only_among_the_years_shown()
    {
        TimelineItem[] items = [new("a", RecordKind.Event, "A", "en", new PartialDate(2020), null, false, "/a")];
        Assert.Single(new Drawn(TimelineDrawing.Draw(Drawn.Caption, items, new LocalDate(2020, 6, 1), "today")).All("line", "now"));
        Assert.Empty(new Drawn(TimelineDrawing.Draw(Drawn.Caption, items, new LocalDate(2021, 1, 1), "today")).All("line", "now"));
    }

    [Fact]
    public void The_fan_has_a_strand_for_each_mechanism_and_is_hidden_from_screen_readers() =>
        Drawn.Texts.Array[0, 40].Sample(names =>
        {
            var drawn = new Drawn(FanDrawing.Draw(names));
            Assert.Equal(names.Length, drawn.All("path", "strand").Count());
            Assert.Equal("true", (string?)drawn.Root.Attribute("aria-hidden"));
            Assert.Null(drawn.Overlap());
        }, iter: 100);

    [Fact]
    public void Nothing_gives_empty_drawings()
    {
        Assert.Equal(0, new Drawn(GenealogyDrawing.Draw(Drawn.Caption, [], [], [], "")).Count("rect"));
        Assert.Equal(0, new Drawn(EditionsChart.Draw(Drawn.Caption, [], CultureInfo.InvariantCulture)).Count("rect"));
        Assert.Equal(0, new Drawn(TimelineDrawing.Draw(Drawn.Caption, [], new LocalDate(2020, 1, 1), "today")).Count("a"));
    }

    [Fact]
    public void No_drawing_carries_a_style_or_a_colour()
    {
        var drawn = new Drawn(EditionsChart.Draw(Drawn.Caption, [new(2024, 300, "nearly 300", false), new(2025, null, null, false)], CultureInfo.InvariantCulture));
        Assert.DoesNotContain("style=", drawn.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("fill=", drawn.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("stroke=", drawn.Markup, StringComparison.Ordinal);
    }
}
