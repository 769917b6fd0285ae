namespace Concord.Kernel.Web.Parts;

/// <summary>A source that is a web address, cut where a narrow column may break it.</summary>
public sealed record SourceAddress(string Host, IReadOnlyList<string> Parts)
{
    private const int Longest = 90;

    /// <summary>The address, or null for a plain citation.</summary>
    public static SourceAddress? Of(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        var rest = uri.PathAndQuery is "/" ? "" : uri.PathAndQuery;
        if (rest.Length > Longest)
            rest = rest[..Longest] + "…";
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] is not ('/' or '-' or '_' or '?' or '&' or '='))
                continue;
            parts.Add(rest[start..(i + 1)]);
            start = i + 1;
        }
        if (start < rest.Length)
            parts.Add(rest[start..]);
        return new SourceAddress(uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host, parts);
    }
}
