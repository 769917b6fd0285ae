using Concord.Kernel.Charts;
using Microsoft.AspNetCore.Html;

namespace Concord.Thread.Home;

/// <summary>As many strands as there are mechanisms run into one thread: the ornament of the home page.</summary>
internal static class FanDrawing
{
    private const double Width = 480, Least = 268, Strand = 372;

    /// <param name="names">Short names of the mechanisms, from above to below; no name leaves the thread alone.</param>
    /// <remarks>The foot of the thread lies 18 units above the lower edge, where the page's own line meets it.</remarks>
    public static IHtmlContent Draw(IReadOnlyList<string> names)
    {
        var step = names.Count <= 1 ? 0 : Math.Max(15, Math.Min(60, (Least - 16) / (names.Count - 1)));
        var foot = Math.Max(Least, 14 + (step * (names.Count - 1)) + 2);
        var svg = new Svg().Path($"M0 {Svg.Number(foot)}H16", "th");
        for (var i = 0; i < names.Count; i++)
        {
            var y = names.Count == 1 ? foot / 2 : foot - 2 - (step * (names.Count - 1 - i));
            svg.Path($"M30 {Svg.Number(foot)}C190 {Svg.Number(foot)} 190 {Svg.Number(y)} {Svg.Number(Strand)} {Svg.Number(y)}", "strand")
                .Text(Strand + 8, y + 4, TextWrap.OneLine(names[i], TextMeasure.LabelSize, Width - Strand - 8), "t2");
        }
        svg.Circle(24, foot, 8, "node node-wash");
        return svg.ToOrnament("draw fan", Width, foot + 18);
    }
}
