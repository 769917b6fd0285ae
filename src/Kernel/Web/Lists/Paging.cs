using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Concord.Kernel.Web.Lists;

/// <summary>The pages of a list: first, last, those around the current one, and 0 for a gap.</summary>
public sealed record Paging(Reading R, string Path, IQueryCollection Query, int Current, int Last)
{
    public IEnumerable<int> Shown
    {
        get
        {
            var before = 0;
            foreach (var page in new[] { 1, Current - 1, Current, Current + 1, Last }.Where(page => page >= 1 && page <= Last).Distinct().Order())
            {
                if (page > before + 1)
                    yield return 0;
                yield return page;
                before = page;
            }
        }
    }

    public string Href(int page) => Change(Path, Query, "page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));

    /// <summary>The address of the list with one parameter set or taken away; the rest of its state stays, and paging starts over.</summary>
    public static string Change(string path, IQueryCollection query, string name, string? value, string? without = null)
    {
        var state = query
            .Where(part => !Is(part.Key, name) || without is not null)
            .Where(part => !Is(part.Key, "page"))
            .SelectMany(part => part.Value.Select(one => KeyValuePair.Create(part.Key, one)))
            .Where(part => !string.IsNullOrEmpty(part.Value) && (!Is(part.Key, name) || part.Value != without));
        if (value is not null)
            state = state.Append(KeyValuePair.Create(name, (string?)value));
        return QueryHelpers.AddQueryString(path, state);

        // As the query itself is read.
        static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
    }
}
