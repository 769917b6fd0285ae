using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using static Concord.Thread.Map.LabelText;
using static Concord.Thread.Map.PathText;

namespace Concord.Thread.Map;

/// <summary>The words of a map in the page's language; nothing of it is escaped yet.</summary>
/// <param name="Title">What the map shows: "Events by place".</param>
/// <param name="Description">How it is read, and where the same stands as a list.</param>
/// <param name="Enlarged">Caption of the inset: "Enlarged".</param>
/// <param name="Elsewhere">Caption of the small map of the world: "Elsewhere in the world".</param>
/// <param name="Records">A number of records in words, its plural right: "27 events". Empty where a name says enough.</param>
/// <param name="AndOthers">Name of a circle of three or more places from its greatest: "Seoul and others". Without a number, for the sum follows.</param>
/// <param name="Comma">What stands between two names, with its space.</param>
/// <param name="Semicolon">What stands between two places with their numbers, with its space.</param>
internal sealed record MapWords(
    string Title, string Description, string Enlarged, string Elsewhere, Func<long, string> Records,
    Func<string, string> AndOthers, string Comma, string Semicolon);

/// <summary>A finished map.</summary>
/// <param name="Svg">The drawing, for a <c>figure class="map"</c>.</param>
/// <param name="Unlabelled">Places whose name is not written on the drawing, because it had no room or they share a circle; the list must name them.</param>
/// <param name="Disclaimer">What must stand beside the map where the installation added outlines; otherwise null.</param>
internal sealed record DrawnMap(IHtmlContent Svg, IReadOnlyList<MapPoint> Unlabelled, string? Disclaimer);

/// <summary>
/// Draws places on a map of Asia, the most crowded part of it again at a larger scale, and what lies elsewhere on a
/// small map of the world. The same points and words always give the same drawing, whatever their order.
/// </summary>
internal sealed class MapDrawing(LandOutline land)
{
    private const double Margin = 6;
    private const int Step = 20;

    /// <summary>Draws the map.</summary>
    /// <param name="points">The places; those with a count of 0 or less are left out.</param>
    /// <param name="words">The words of the page's language.</param>
    /// <param name="severalHref">Address within this site that lists the records of several places; without it a circle of several is no link.</param>
    public DrawnMap Draw(IReadOnlyList<MapPoint> points, MapWords words, Func<IReadOnlyList<MapPoint>, string?>? severalHref = null)
    {
        var plan = MapPlan.For(points);
        var labels = new List<Label>();
        var said = new Said(words, severalHref ?? (_ => null));
        var text = new StringBuilder(64 * 1024);
        text.Append(CultureInfo.InvariantCulture, $"""
            <svg class="draw" viewBox="0 0 {Frame.Width} {Frame.Height}" role="group" aria-labelledby="map-t" aria-describedby="map-d">
            <title id="map-t">{Escaped(words.Title)}</title><desc id="map-d">{Escaped(words.Description)}</desc>

            """);

        Ground(text, Frame.Asia, Step);
        Ghosts(text, plan.Beneath);
        if (plan.Inset is { } inset)
            Pointer(text, plan.Window, inset.Window);
        IReadOnlyList<Box> taken = [.. plan.Boxes.Select(b => b.Grown(Margin)), .. plan.Inset is null ? Array.Empty<Box>() : [plan.Window.Grown(2)]];
        Circles(text, plan.Asia, plan.Asia.Concat(plan.Beneath), Frame.Asia.Window.Grown(-Margin), taken, said, labels);

        if (plan.Inset is { } frame)
        {
            Ground(text, frame, Step / 2);
            var caption = Caption(text, frame.Window, words.Enlarged);
            Circles(text, plan.Enlarged, plan.Enlarged, frame.Window.Grown(-3), [caption], said, labels);
        }
        if (plan.World.Count > 0)
        {
            Ground(text, Frame.World, 30);
            var caption = Caption(text, Frame.World.Window, words.Elsewhere);
            Circles(text, plan.World, plan.World, Frame.World.Window.Grown(-3), [caption], said, labels);
        }
        text.Append("</svg>");

        var named = labels.Where(l => l.Cluster.Members.Count == 1).Select(l => l.Cluster.Lead).ToHashSet();
        return new DrawnMap(
            new HtmlString(text.ToString()),
            [.. points.Where(p => p.Count > 0 && !named.Contains(p)).OrderByDescending(p => p.Count).ThenBy(p => p.Id, StringComparer.Ordinal)],
            land.Disclaimer);
    }

    private void Ground(StringBuilder text, Frame frame, int step)
    {
        var box = frame.Window;
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"sea\"{Area(box)}/><path class=\"land\" d=\"{land.Land(frame)}\"/><path class=\"grid\" d=\"{Graticule.Draw(frame, step)}\"/>\n");
        if (land.Outlines(frame) is { Length: > 0 } outlines)
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"outline\" d=\"{outlines}\"/>\n");
        if (frame != Frame.Asia)
            text.Append(CultureInfo.InvariantCulture, $"<rect class=\"grid base\"{Area(box)}/>\n");
    }

    /// <summary>The part that the inset enlarges keeps its circles, so that the map stays whole; the inset names and links them.</summary>
    private static void Ghosts(StringBuilder text, IReadOnlyList<Cluster> clusters)
    {
        if (clusters.Count == 0)
            return;
        text.Append("<g aria-hidden=\"true\">");
        foreach (var cluster in clusters)
            Circle(text, cluster);
        text.Append("</g>\n");
    }

    private static void Pointer(StringBuilder text, Box window, Box inset)
    {
        text.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Number(window.Right)} {Number(window.Y)}L{Number(inset.X)} {Number(inset.Y)}M{Number(window.Right)} {Number(window.Bottom)}L{Number(inset.X)} {Number(inset.Bottom)}\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"grid base\"{Area(window)}/>\n");
    }

    /// <summary>Writes what a part of the drawing is, in its upper corner; returns the space that this takes.</summary>
    private static Box Caption(StringBuilder text, Box box, string words)
    {
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"halo t2\" x=\"{Number(box.X + 10)}\" y=\"{Number(box.Y + 20)}\">{Escaped(words)}</text>\n");
        return new Box(box.X, box.Y, 14 + LabelText.Width(words), 27);
    }

    private static void Circles(
        StringBuilder text, IReadOnlyList<Cluster> clusters, IEnumerable<Cluster> circles, Box bounds, IReadOnlyList<Box> taken, Said said, List<Label> labels)
    {
        var placed = LabelPlacement.Place(clusters, said.Written, bounds, [.. circles], taken);
        labels.AddRange(placed);
        var byCluster = placed.ToDictionary(l => l.Cluster);
        foreach (var cluster in clusters)
        {
            var label = byCluster.GetValueOrDefault(cluster);
            var title = said.Title(cluster);
            var href = said.Href(cluster);
            var link = href is { Length: > 0 } && IsWithinSite(href);
            text.Append(link ? $"<a href=\"{Escaped(href!)}\"" : "<g");
            if (link && label is null)
                text.Append(CultureInfo.InvariantCulture, $" aria-label=\"{Escaped(title)}\"");
            text.Append(CultureInfo.InvariantCulture, $"><title>{Escaped(title)}</title>");
            Circle(text, cluster);
            if (label is not null)
                Write(text, label);
            text.Append(link ? "</a>\n" : "</g>\n");
        }
    }

    private static void Write(StringBuilder text, Label label)
    {
        var lang = label.Cluster.Lead.Lang is { Length: > 0 } tag ? $" lang=\"{Escaped(tag)}\"" : "";
        var anchor = label.Anchor == "start" ? "" : $" text-anchor=\"{label.Anchor}\"";
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"halo\" x=\"{Number(label.At.X)}\" y=\"{Number(label.At.Y)}\"{anchor}{lang}>{Escaped(label.Text)}</text>");
    }

    private static void Circle(StringBuilder text, Cluster cluster) =>
        text.Append(CultureInfo.InvariantCulture, $"<circle class=\"pt\" cx=\"{Number(cluster.Centre.X)}\" cy=\"{Number(cluster.Centre.Y)}\" r=\"{Number(cluster.Radius)}\"/>");

    private static bool IsWithinSite(string href) =>
        href[0] is '#' or '?' || (href[0] == '/' && !(href.Length > 1 && href[1] is '/' or '\\'));

    private static string Area(Box box) =>
        $" x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"";

    /// <summary>What is said of a circle.</summary>
    private sealed record Said(MapWords Words, Func<IReadOnlyList<MapPoint>, string?> SeveralHref)
    {
        public string? Href(Cluster cluster) => cluster.Members.Count == 1 ? cluster.Lead.Href : SeveralHref(cluster.Members);

        public string Title(Cluster cluster) =>
            string.Join(Words.Semicolon,
                cluster.Members.Select(m => Words.Records(m.Count) is { Length: > 0 } records ? $"{m.Label}: {records}" : m.Label));

        public string Written(Cluster cluster)
        {
            var name = cluster.Members.Count switch
            {
                1 => Short(cluster.Lead.Label),
                2 => Short(cluster.Lead.Label) + Words.Comma + Short(cluster.Members[1].Label),
                _ => Words.AndOthers(Short(cluster.Lead.Label)),
            };
            // A name alone is one record: fewer figures, more room for names.
            return cluster.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {cluster.Count}");
        }
    }
}
