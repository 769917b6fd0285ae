using System.Globalization;
using NodaTime;

namespace Concord.Kernel.Records.Index;

/// <summary>
/// What filters, counts and orders need to know of one record. A kind states it from the document when the record is written;
/// the store keeps it as one short line, so that the index of a million records is read without reading a million documents.
/// </summary>
public sealed class IndexEntry
{
    /// <summary>How the line of an archived record ends: it stands in no index.</summary>
    public const string ArchivedEnd = "\tarchived=1";

    private static readonly LocalDate First = new(1970, 1, 1);

    private readonly HashSet<(string Facet, string Value)> facets = [];

    /// <summary>The day that the record is ordered by, null where it has none.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>For events: the instant at which its last day is over in its zone.</summary>
    public Instant? EndsAt { get; init; }

    /// <summary>For instruments: first and last day in force.</summary>
    public (LocalDate From, LocalDate To)? InForce { get; init; }

    public void Add(string facet, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            facets.Add((facet, value));
    }

    public void Add(string facet, IEnumerable<string> values)
    {
        foreach (var value in values)
            Add(facet, value);
    }

    /// <summary>
    /// Adds every year from <paramref name="start"/> to <paramref name="end"/>; where one
    /// is missing, the other alone. Spans of over 200 years count by their ends.
    /// </summary>
    public void AddYears(int? start, int? end)
    {
        if ((start ?? end) is not { } first)
            return;
        var last = Math.Max(first, end ?? first);
        if (last - first > 200)
        {
            Add("year", Text(first));
            first = last;
        }
        for (var year = first; year <= last; year++)
            Add("year", Text(year));
    }

    /// <summary>One line: day, end, in force from, to, then the facets; tabs between.</summary>
    public string Format()
    {
        var head = string.Join('\t',
            Day is { } day ? Text(DayNumber(day)) : "",
            EndsAt is { } end ? Text(end.ToUnixTimeSeconds()) : "",
            InForce is { } force ? Text(DayNumber(force.From)) : "",
            InForce is { } until ? Text(DayNumber(until.To)) : "");
        return facets.Count == 0 ? head : head + "\t" + string.Join('\t', facets.Select(facet => facet.Facet + "=" + facet.Value));
    }

    /// <summary>The day in a line that <see cref="Format"/> made, as days since 1970-01-01; null where the record has none.</summary>
    public static int? DayOf(string line) =>
        line.AsSpan(0, Math.Max(0, line.IndexOf('\t', StringComparison.Ordinal))) is { Length: > 0 } day ? int.Parse(day, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a line is that of an archived record.</summary>
    public static bool IsArchived(string line) => line.EndsWith(ArchivedEnd, StringComparison.Ordinal);

    /// <summary>The values of a facet in a line that <see cref="Format"/> made.</summary>
    public static IEnumerable<string> ValuesOf(string line, string facet) =>
        line.Split('\t').Where(part => part.Length > facet.Length && part[facet.Length] == '=' && part.StartsWith(facet, StringComparison.Ordinal)).Select(part => part[(facet.Length + 1)..]);

    /// <summary>Days since 1970-01-01, negative before.</summary>
    public static int DayNumber(LocalDate date) => Period.DaysBetween(First, date);

    /// <summary>The day that <see cref="DayNumber"/> gives the number.</summary>
    public static LocalDate DayWith(int number) => First.PlusDays(number);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
