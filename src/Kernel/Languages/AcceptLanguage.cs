using System.Globalization;

namespace Concord.Kernel.Languages;

/// <summary>Chooses the language of a reader who has not chosen one.</summary>
public static class AcceptLanguage
{
    /// <summary>
    /// The language that the header <c>Accept-Language</c> likes best among ours: by quality, then by the order in the header.
    /// Regions and scripts are passed over (<c>zh-Hant-TW</c> is Chinese), and so are parts that make no sense. English where nothing fits.
    /// </summary>
    public static Language Best(string? header)
    {
        var best = Language.English;
        var bestQuality = 0m;
        foreach (var range in header.AsSpan().Split(','))
        {
            var part = header.AsSpan(range).Trim();
            var semicolon = part.IndexOf(';');
            var tag = (semicolon < 0 ? part : part[..semicolon]).Trim();
            var quality = semicolon < 0 ? 1m : Quality(part[(semicolon + 1)..]);
            if (quality > bestQuality && Speaks(tag) is { } language)
                (best, bestQuality) = (language, quality);
        }
        return best;
    }

    private static Language? Speaks(ReadOnlySpan<char> tag)
    {
        if (tag is "*")
            return Language.English;
        var hyphen = tag.IndexOf('-');
        var primary = hyphen < 0 ? tag : tag[..hyphen];
        foreach (var language in Language.All)
            if (primary.Equals(language.Tag, StringComparison.OrdinalIgnoreCase))
                return language;
        return null;
    }

    /// <summary>The weight of <c>q=0.8</c>, from 0 to 1; 0 for anything else.</summary>
    private static decimal Quality(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim();
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && decimal.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
            && quality is >= 0 and <= 1 ? quality : 0;
    }
}
