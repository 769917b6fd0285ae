using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Concord.Kernel.Charts;
using CsCheck;
using Microsoft.AspNetCore.Html;

namespace Concord.Drawings.Tests;

/// <summary>A drawing read back as XML, with the boxes of its texts and the pieces of its lines.</summary>
internal sealed class Drawn
{
    private static readonly XNamespace None = XNamespace.None;

    public Drawn(IHtmlContent html)
    {
        using var writer = new StringWriter();
        html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        Markup = writer.ToString();
        Root = XDocument.Parse(Markup).Root!;
    }

    public string Markup { get; }

    public XElement Root { get; }

    public static DrawingCaption Caption { get; } = new("d", "Title", "Description", "en");

    /// <summary>Words and hostile text in several scripts.</summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.OneOf("Plan", "Seminar on Formulating the ASEAN-China Environmental Cooperation Action Plan", "中国—东盟环境合作战略及行动框架2021—2025,第二版",
            "Рамочная основа стратегии и плана действий АСЕАН — Китай", "한국환경산업기술원과의 양해각서", "</text><script>alert(1)</script>", "\" onload=\"x\" '&amp;", "a\u0000b\uD800c\uFFFF\u0007", "", "Донаудампфшиффартсгезельшафтскапитен"),
        Gen.Char.Array[0, 40].Select(c => new string(c)));

    public int Count(string name) => Root.Descendants(None + name).Count();

    public IEnumerable<XElement> All(string name, string? cssClass = null) =>
        Root.Descendants(None + name).Where(e => cssClass is null || ((string?)e.Attribute("class") ?? "").Split(' ').Contains(cssClass, StringComparer.Ordinal));

    /// <summary>Texts with the room that they take.</summary>
    public IReadOnlyList<(string Text, double Left, double Top, double Right, double Bottom)> Boxes =>
        [.. All("text").Where(t => t.Value.Length > 0).Select(Box)];

    public IReadOnlyList<(double X1, double Y1, double X2, double Y2)> Pieces(string cssClass)
    {
        var pieces = new List<(double, double, double, double)>();
        foreach (var path in All("path", cssClass))
        {
            var points = Points((string)path.Attribute("d")!);
            for (var i = 1; i < points.Count; i++)
                pieces.Add((points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y));
        }
        pieces.AddRange(All("line", cssClass).Select(l => (Value(l, "x1"), Value(l, "y1"), Value(l, "x2"), Value(l, "y2"))));
        return pieces;
    }

    /// <summary>Two texts that lie on one another, or null.</summary>
    public string? Overlap()
    {
        var texts = Boxes;
        for (var i = 0; i < texts.Count; i++)
            for (var j = i + 1; j < texts.Count; j++)
                if (texts[i].Left < texts[j].Right - 0.5 && texts[j].Left < texts[i].Right - 0.5 && texts[i].Top < texts[j].Bottom - 0.5 && texts[j].Top < texts[i].Bottom - 0.5)
                    return $"{texts[i]} and {texts[j]}";
        return null;
    }

    /// <summary>A text that a line runs through, or null.</summary>
    public string? Crossed(string cssClass)
    {
        foreach (var (x1, y1, x2, y2) in Pieces(cssClass))
            foreach (var text in Boxes)
                if (Math.Max(x1, x2) > text.Left + 0.5 && Math.Min(x1, x2) < text.Right - 0.5 && Math.Max(y1, y2) > text.Top + 0.5 && Math.Min(y1, y2) < text.Bottom - 0.5)
                    return $"{text} by {x1} {y1} {x2} {y2}";
        return null;
    }

    private static (string, double, double, double, double) Box(XElement text)
    {
        var classes = ((string?)text.Attribute("class") ?? "").Split(' ');
        var size = classes.Contains("tt", StringComparer.Ordinal) ? TextMeasure.TitleSize
            : classes.Contains("t2", StringComparer.Ordinal) || classes.Contains("ts", StringComparer.Ordinal) ? TextMeasure.LabelSize : TextMeasure.TextSize;
        double width = TextMeasure.Width(text.Value, size), x = Value(text, "x"), y = Value(text, "y");
        var left = (string?)text.Attribute("text-anchor") switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
        return (text.Value, left, y - (0.75 * size), left + width, y + (0.2 * size));
    }

    private static double Value(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    /// <summary>Corners of a path of M, L and Q; a rounded corner counts as its tip.</summary>
    private static List<(double X, double Y)> Points(string data)
    {
        var numbers = new StringBuilder(data).Replace("M", " M ").Replace("L", " L ").Replace("Q", " Q ").ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var points = new List<(double, double)>();
        for (var i = 0; i < numbers.Length;)
        {
            var pairs = numbers[i++] == "Q" ? 2 : 1;
            for (; pairs > 0; pairs--, i += 2)
                points.Add((double.Parse(numbers[i], CultureInfo.InvariantCulture), double.Parse(numbers[i + 1], CultureInfo.InvariantCulture)));
        }
        return points;
    }
}
