using Concord.Kernel.Charts;
using Concord.Kernel.Time;

namespace Concord.Instruments.Genealogy;

/// <summary>Where a document's box and its words stand.</summary>
internal sealed record PlacedEntry(GenealogyEntry Entry, int Row, double X, double Width, bool HasDates, bool WordsBeside,
    double WordsWidth, double KindSize, IReadOnlyList<string> Kind)
{
    /// <summary>Space between the edge of a box and its words.</summary>
    public const double Inset = 8;

    /// <summary>Where the words begin.</summary>
    public double WordsX => WordsBeside ? X + Width + Inset : X + Inset + (Width >= 100 ? 2 : 0);

    /// <summary>End of everything that belongs to the document in its row.</summary>
    public double Extent => WordsBeside ? WordsX + WordsWidth : X + Width;

    /// <summary>Middle of the ring on the thread.</summary>
    public double RingX => X + Math.Min(11, Width / 2);
}

/// <summary>
/// Rows of a genealogy: each generation of implementing documents under the one that it implements, successors in the row of
/// those they follow, and further rows where periods overlap.
/// </summary>
internal sealed class GenealogyLayout
{
    private const double NarrowBox = 12;

    private readonly IReadOnlyList<GenealogyEntry> entries;
    private readonly IReadOnlyList<GenealogyLink> links;
    private readonly Dictionary<string, (PartialDate? Start, PartialDate? End)> period = new(StringComparer.Ordinal);

    public GenealogyLayout(IReadOnlyList<GenealogyEntry> entries, IReadOnlyList<GenealogyLink> links, IReadOnlyList<GenealogyEvent> events, double width)
    {
        (this.entries, this.links) = (entries, links);
        foreach (var entry in entries)
            period[entry.Id] = entry is { Start: { } s, End: { } e } && s.IsAfter(e) ? (e, s) : (entry.Start ?? entry.End, entry.End);
        var known = period.Values.SelectMany(p => new[] { p.Start, p.End }).OfType<PartialDate>().Concat(events.Select(e => e.Date)).ToList();
        int first = known.Count == 0 ? 1 : known.Min(d => d.Year), last = known.Count == 0 ? 1 : known.Max(d => d.Year);
        HasTime = known.Count > 0;
        // Words that hang beyond the last box, and labels of events, may make the scale end before the drawing does.
        var to = width - 10;
        Scale = new YearScale(first, last, 10, to);
        for (var turn = 0; turn < 4; turn++)
        {
            var beyond = Math.Max(
                entries.Select(e => Place(e, 0).Extent).DefaultIfEmpty(0).Max(),
                events.Select(e => Scale.Middle(e.Date) + 12 + TextMeasure.Width(e.Label, TextMeasure.LabelSize)).DefaultIfEmpty(0).Max()) - (width - 4);
            if (beyond <= 0)
                break;
            to = Math.Max(width * 0.55, to - beyond);
            Scale = new YearScale(first, last, 10, to);
        }
        Entries = Rows();
        Events = HangEvents(events, width);
    }

    public bool HasTime { get; }

    public YearScale Scale { get; }

    public IReadOnlyList<PlacedEntry> Entries { get; }

    public int RowCount => Entries.Count == 0 ? 0 : Entries.Max(e => e.Row) + 1;

    /// <summary>Events with their row below the boxes, and the label as far as there is room for it.</summary>
    public IReadOnlyList<(GenealogyEvent Event, double X, int Row, string Label)> Events { get; }

    private PlacedEntry Place(GenealogyEntry entry, int row)
    {
        var (start, end) = period[entry.Id];
        var words = Math.Max(TextMeasure.Width(entry.KindLabel, TextMeasure.TitleSize), TextMeasure.Width(entry.PeriodText, TextMeasure.LabelSize));
        var hasDates = start is not null;
        double x, boxWidth;
        if (start is { } from)
        {
            x = end is null ? Scale.Middle(from) - (NarrowBox / 2) : Scale.At(from.First) + 1;
            boxWidth = end is { } to
                ? Math.Max(NarrowBox, Scale.At(to.Last.Year == 9999 && to.Last.DayOfYear == 365 ? to.Last : to.Last.PlusDays(1)) - x - 3)
                : NarrowBox;
        }
        else
        {
            x = Beside(entry.Id) + 1;
            boxWidth = Math.Min(words + 20, Scale.To - Scale.From);
        }
        var room = boxWidth - (2 * PlacedEntry.Inset);
        if (TextMeasure.Width(entry.PeriodText, TextMeasure.LabelSize) <= room)
            foreach (var size in new[] { TextMeasure.TitleSize, TextMeasure.LabelSize })
                if (Inside(entry.KindLabel, size, room) is { } lines)
                    return new PlacedEntry(entry, row, x, boxWidth, hasDates, false, words, size, lines);
        return new PlacedEntry(entry, row, x, boxWidth, hasDates, true, words, TextMeasure.TitleSize, [entry.KindLabel]);
    }

    /// <summary>The words in at most two lines, or null where a box has no room for them whole.</summary>
    private static IReadOnlyList<string>? Inside(string words, double size, double room)
    {
        var lines = TextWrap.Wrap(words, size, room, 2);
        var whole = !lines.Any(l => l.EndsWith('…')) && Array.TrueForAll(words.Split(' '), w => lines.Any(l => l.Contains(w, StringComparison.Ordinal)));
        return whole ? lines : null;
    }

    /// <summary>A document without any date stands where one that it is connected with begins.</summary>
    private double Beside(string id)
    {
        foreach (var link in links.Where(l => l.FromId == id || l.ToId == id))
            if (period[link.FromId == id ? link.ToId : link.FromId].Start is { } start)
                return Scale.At(start.First);
        return Scale.From;
    }

    private List<PlacedEntry> Rows()
    {
        var generation = Generations();
        var placed = new List<PlacedEntry>();
        var firstRow = 0;
        foreach (var level in entries.GroupBy(e => generation[e.Id]).OrderBy(g => g.Key))
        {
            var rows = new List<(double End, string LastId)>();
            // The succession of the document itself takes the first row, so that the thread runs straight.
            foreach (var entry in level.Select(e => Place(e, 0)).OrderBy(e => OnThread.Contains(e.Entry.Id) ? 0 : 1).ThenBy(e => e.X)
                .ThenBy(e => e.Entry.Id, StringComparer.Ordinal))
            {
                var row = rows.FindIndex(r => r.End <= entry.X);
                if (row < 0)
                {
                    row = rows.Count;
                    rows.Add(default);
                }
                rows[row] = (entry.Extent + 2 + (entry.WordsBeside ? 10 : 0), entry.Entry.Id);
                placed.Add(entry with { Row = firstRow + row });
            }
            // A later chain may still fit before the first one of its row; rows are few, so that is not tried.
            firstRow += rows.Count;
        }
        return placed;
    }

    /// <summary>What the document succeeds and what succeeds it, as far as the record goes.</summary>
    public HashSet<string> OnThread
    {
        get
        {
            if (field is not null)
                return field;
            field = entries.Where(e => e.IsHere).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
            for (var grown = true; grown;)
            {
                grown = false;
                foreach (var link in links.Where(l => l.Relation == GenealogyRelation.Succeeds))
                    if (field.Contains(link.FromId) != field.Contains(link.ToId))
                        grown = field.Add(link.FromId) | field.Add(link.ToId);
            }
            return field;
        }
    }

    /// <summary>
    /// Distance from the documents that implement nothing; successors stand with what
    /// they follow. Circles end after as many turns as there are documents.
    /// </summary>
    private Dictionary<string, int> Generations()
    {
        var level = entries.ToDictionary(e => e.Id, _ => 0, StringComparer.Ordinal);
        for (var turn = 0; turn < entries.Count; turn++)
        {
            var changed = false;
            foreach (var link in links)
            {
                var least = level[link.ToId] + (link.Relation == GenealogyRelation.Implements ? 1 : 0);
                if (level[link.FromId] < least && least < entries.Count)
                    (level[link.FromId], changed) = (least, true);
                if (link.Relation == GenealogyRelation.Succeeds && level[link.ToId] < level[link.FromId])
                    (level[link.ToId], changed) = (level[link.FromId], true);
            }
            if (!changed)
                break;
        }
        return level;
    }

    /// <summary>
    /// Labels stand after their rings. An earlier event hangs lower than the later ones whose lines would run through its label.
    /// </summary>
    private List<(GenealogyEvent, double, int, string)> HangEvents(IReadOnlyList<GenealogyEvent> events, double width)
    {
        var placed = new List<(GenealogyEvent Event, double X, int Row, string Label)>();
        foreach (var item in events.OrderByDescending(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal))
        {
            var x = Scale.Middle(item.Date);
            var label = TextWrap.OneLine(item.Label, TextMeasure.LabelSize, width - x - 16);
            var end = x + 14 + TextMeasure.Width(label, TextMeasure.LabelSize);
            var row = placed.Where(p => p.X - 8 < end).Select(p => p.Row + 1).DefaultIfEmpty(0).Max();
            placed.Add((item, x, row, label));
        }
        return placed;
    }
}
