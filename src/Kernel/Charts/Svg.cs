using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Concord.Kernel.Charts;

/// <summary>At which end of a text its point lies.</summary>
public enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>What a drawing is called, for those who cannot see it.</summary>
/// <param name="Id">Id of the drawing on its page; letters, digits, <c>-</c> and <c>_</c>. Two drawings on one page need two ids.</param>
/// <param name="Title">Its title, one sentence or less.</param>
/// <param name="Description">What it shows, and where the page says the same in words.</param>
/// <param name="Language">BCP 47 tag of the page; texts in another language carry their own tag.</param>
public sealed record DrawingCaption(string Id, string Title, string Description, string Language);

/// <summary>
/// Writes the markup of one drawing. All text is escaped and characters that XML does not have are replaced, numbers have at
/// most one decimal and a point whatever the culture, and looks come from classes alone: there is no way to write a style or a colour.
/// </summary>
public sealed class Svg
{
    private readonly StringBuilder body = new();

    public Svg Text(double x, double y, string text, string? classes = null, TextAnchor anchor = TextAnchor.Start, string? language = null)
    {
        body.Append("<text");
        Class(classes);
        Number("x", x);
        Number("y", y);
        if (anchor != TextAnchor.Start)
            Attribute("text-anchor", anchor == TextAnchor.Middle ? "middle" : "end");
        if (language is not null)
            Attribute("lang", language);
        body.Append('>');
        Escape(body, text);
        body.Append("</text>");
        return this;
    }

    public Svg Line(double x1, double y1, double x2, double y2, string classes)
    {
        body.Append("<line");
        Class(classes);
        Number("x1", x1);
        Number("y1", y1);
        Number("x2", x2);
        Number("y2", y2);
        body.Append("/>");
        return this;
    }

    public Svg Rect(double x, double y, double width, double height, string classes)
    {
        body.Append("<rect");
        Class(classes);
        Number("x", x);
        Number("y", y);
        Number("width", Math.Max(0, width));
        Number("height", Math.Max(0, height));
        body.Append("/>");
        return this;
    }

    public Svg Circle(double x, double y, double radius, string classes)
    {
        body.Append("<circle");
        Class(classes);
        Number("cx", x);
        Number("cy", y);
        Number("r", radius);
        body.Append("/>");
        return this;
    }

    /// <summary>A path of straight pieces through the points, its corners rounded by up to <paramref name="radius"/>.</summary>
    public Svg Polyline(IReadOnlyList<(double X, double Y)> points, string classes, double radius = 0) =>
        Path(SvgPath.Through(points, radius), classes);

    /// <summary>A path whose data <see cref="SvgPath"/> or the caller made from numbers.</summary>
    public Svg Path(string data, string classes)
    {
        body.Append("<path");
        Class(classes);
        Attribute("d", data);
        body.Append("/>");
        return this;
    }

    /// <summary>
    /// Starts a link; all that follows until <see cref="EndLink"/> belongs to it. The title is said on hovering and by screen
    /// readers; null where the texts inside say enough.
    /// </summary>
    public Svg StartLink(string href, string? title = null)
    {
        body.Append("<a");
        Attribute("href", href);
        body.Append('>');
        if (title is not null)
        {
            body.Append("<title>");
            Escape(body, title);
            body.Append("</title>");
        }
        return this;
    }

    public Svg EndLink()
    {
        body.Append("</a>");
        return this;
    }

    /// <summary>The drawing with its title and description. One that holds links is a group for screen readers, any other an image.</summary>
    public IHtmlContent ToHtml(DrawingCaption caption, double width, double height, bool holdsLinks)
    {
        var html = Head("draw", width, height);
        html.Append(" role=\"").Append(holdsLinks ? "group" : "img").Append("\" aria-labelledby=\"");
        Escape(html, caption.Id);
        html.Append("-t\" aria-describedby=\"");
        Escape(html, caption.Id);
        html.Append("-d\"><title id=\"");
        Escape(html, caption.Id);
        html.Append("-t\">");
        Escape(html, caption.Title);
        html.Append("</title><desc id=\"");
        Escape(html, caption.Id);
        html.Append("-d\">");
        Escape(html, caption.Description);
        html.Append("</desc>").Append(body).Append("</svg>");
        return new HtmlString(html.ToString());
    }

    /// <summary>The drawing as ornament, hidden from screen readers.</summary>
    public IHtmlContent ToOrnament(string classes, double width, double height)
    {
        var html = Head(classes, width, height);
        html.Append(" aria-hidden=\"true\" focusable=\"false\">").Append(body).Append("</svg>");
        return new HtmlString(html.ToString());
    }

    /// <summary>A number as drawings write it: at most one decimal, no exponent, a point.</summary>
    public static string Number(double value)
    {
        var rounded = Math.Round(double.IsFinite(value) ? value : 0, 1, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }

    internal static void Escape(StringBuilder to, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': to.Append("&amp;"); break;
                case '<': to.Append("&lt;"); break;
                case '>': to.Append("&gt;"); break;
                case '"': to.Append("&quot;"); break;
                case '\'': to.Append("&#39;"); break;
                case '\t' or '\n' or '\r': to.Append(' '); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                        to.Append(c).Append(text[++i]);
                    else
                        to.Append(c < ' ' || char.IsSurrogate(c) || c >= '\uFFFE' ? '\uFFFD' : c);
                    break;
            }
        }
    }

    private static StringBuilder Head(string classes, double width, double height)
    {
        var html = new StringBuilder("<svg class=\"");
        Escape(html, classes);
        return html.Append("\" viewBox=\"0 0 ").Append(Number(width)).Append(' ').Append(Number(height)).Append('"');
    }

    private void Class(string? classes)
    {
        if (!string.IsNullOrEmpty(classes))
            Attribute("class", classes);
    }

    private void Number(string name, double value) =>
        body.Append(' ').Append(name).Append("=\"").Append(Number(value)).Append('"');

    private void Attribute(string name, string value)
    {
        body.Append(' ').Append(name).Append("=\"");
        Escape(body, value);
        body.Append('"');
    }
}

/// <summary>Data of paths made of straight pieces.</summary>
internal static class SvgPath
{
    /// <summary>Through the points in order, corners rounded by up to <paramref name="radius"/>, half of the shorter side at most.</summary>
    public static string Through(IReadOnlyList<(double X, double Y)> points, double radius)
    {
        var data = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            var (x, y) = points[i];
            if (i == 0)
                data.Append('M').Append(Svg.Number(x)).Append(' ').Append(Svg.Number(y));
            else if (i == points.Count - 1 || radius <= 0)
                data.Append('L').Append(Svg.Number(x)).Append(' ').Append(Svg.Number(y));
            else
                Corner(data, points[i - 1], points[i], points[i + 1], radius);
        }
        return data.ToString();
    }

    private static void Corner(StringBuilder data, (double X, double Y) from, (double X, double Y) at, (double X, double Y) to, double radius)
    {
        double before = Distance(from, at), after = Distance(at, to);
        var r = Math.Min(radius, Math.Min(before, after) / 2);
        if (before == 0 || after == 0)
            return;
        data.Append('L').Append(Svg.Number(at.X + ((from.X - at.X) * r / before))).Append(' ').Append(Svg.Number(at.Y + ((from.Y - at.Y) * r / before)))
            .Append('Q').Append(Svg.Number(at.X)).Append(' ').Append(Svg.Number(at.Y))
            .Append(' ').Append(Svg.Number(at.X + ((to.X - at.X) * r / after))).Append(' ').Append(Svg.Number(at.Y + ((to.Y - at.Y) * r / after)));
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
