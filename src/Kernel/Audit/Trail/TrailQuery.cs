using Concord.Kernel.Languages;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Concord.Kernel.Audit.Trail;

/// <summary>The filters as they stand in an address.</summary>
internal static class TrailQuery
{
    public const int LongestText = 300;

    public static readonly string[] Parameters = ["person", "about", "act", "from", "to"];

    /// <summary>Reads them; null where one cannot be read, and then it is among the faults.</summary>
    public static TrailFilter? Read(IQueryCollection query, Strings l, ICollection<(string Name, string Value, string Expected)> faults)
    {
        var filter = new TrailFilter(Text("person"), Text("about"), Text("act"), Day("from"), Day("to"));
        return faults.Count == 0 ? filter : null;

        string? Text(string name)
        {
            var given = query[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0).Distinct().ToList();
            if (given.Count > 1)
                faults.Add((name, string.Join(", ", given), l["one value, not several"]));
            else if (given is [var only] && (only.Length > LongestText || only.Any(char.IsControl)))
                faults.Add((name, only, l["a text of at most {0} characters", LongestText]));
            return given.Count == 1 ? given[0] : null;
        }

        LocalDate? Day(string name)
        {
            if (Text(name) is not { } written)
                return null;
            if (LocalDatePattern.Iso.Parse(written).TryGetValue(default, out var day) && day.Year is > 0 and < 9999)
                return day;
            faults.Add((name, written, l["a day such as {0}", "2022-10-31"]));
            return null;
        }
    }
}
