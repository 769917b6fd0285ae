using System.Text;
using System.Xml;

namespace Concord.Kernel.Files.Content;

/// <summary>
/// What a document fetches or starts by itself once somebody opens it: templates, objects and pictures that lie elsewhere, links to workbooks and
/// programs, macros behind an event. What a reader follows by a click is theirs to follow. A file on the reader's own disk is nowhere else;
/// one on another machine is, whichever way its address is written: to ask for it already tells that machine who asks.
/// </summary>
internal static class DocumentLinks
{
    /// <summary>Parts of Office Open XML whose relations and fields count; sheets are very long and hold neither.</summary>
    private static readonly string[] Read = ["word/", "ppt/", "xl/externalLinks/", "xl/connections.xml", "xl/drawings/"];

    /// <summary>Looks through a part of Office Open XML.</summary>
    /// <returns>Why the document is refused; null where nothing is in the way.</returns>
    /// <exception cref="XmlException">The part is not XML.</exception>
    public static FileRefusal? OfficeOpenXml(string name, Func<Stream> open)
    {
        if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            return Relations(open());
        return name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && Read.Any(folder => name.StartsWith(folder, StringComparison.OrdinalIgnoreCase)) ? Part(open()) : null;
    }

    /// <summary>Looks through a part of OpenDocument.</summary>
    /// <returns>Why the document is refused; null where nothing is in the way.</returns>
    /// <exception cref="XmlException">The part is not XML.</exception>
    public static FileRefusal? OpenDocument(string name, Func<Stream> open)
    {
        if (!name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            return null;
        using var xml = BoundedXml.Read(open(), BoundedXml.Whole);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "dde-source" || xml.LocalName.StartsWith("dde-connection", StringComparison.Ordinal))
                return Dde;
            var isClicked = xml.LocalName == "a";
            while (xml.MoveToNextAttribute())
            {
                if (xml.LocalName == "formula" && xml.Value.Contains("DDE(", StringComparison.OrdinalIgnoreCase))
                    return Dde;
                if (xml.LocalName != "href")
                    continue;
                if (xml.Value.StartsWith("vnd.sun.star.", StringComparison.OrdinalIgnoreCase) || xml.Value.StartsWith("macro:", StringComparison.OrdinalIgnoreCase))
                    return new FileRefusal(FileFault.HasMacros);
                if (!isClicked && IsElsewhere(xml.Value))
                    return new FileRefusal(FileFault.LinksTemplate);
            }
        }
        return null;
    }

    private static FileRefusal Dde => new(FileFault.HoldsProgram, "DDE");

    /// <summary>The relations of a part (ECMA-376-2, 6.5): all but links to click are followed when the document is opened.</summary>
    private static FileRefusal? Relations(Stream relations)
    {
        using var xml = BoundedXml.Read(relations);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("Target") is { } target
                && xml.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.OrdinalIgnoreCase) != true && IsElsewhere(target))
                return new FileRefusal(FileFault.LinksTemplate);
        return null;
    }

    private static FileRefusal? Part(Stream part)
    {
        var fields = new Stack<StringBuilder>();
        var isInstruction = false;
        using var xml = BoundedXml.Read(part, BoundedXml.Whole);
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                if (isInstruction && fields.TryPeek(out var written) && written.Length < 1000)
                    written.Append(xml.Value);
                continue;
            }
            if (xml.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement))
                continue;
            isInstruction = xml is { LocalName: "instrText", NodeType: XmlNodeType.Element, IsEmptyElement: false };
            if (xml.NodeType == XmlNodeType.Element && Element(xml, fields) is { } refusal)
                return refusal;
        }
        return null;
    }

    private static FileRefusal? Element(XmlReader xml, Stack<StringBuilder> fields)
    {
        switch (xml.LocalName)
        {
            case "ddeLink":
                return Dde;
            case "connection" when Attribute(xml, "refreshOnLoad") is "1" or "true":
                return new FileRefusal(FileFault.LinksTemplate);
            case "hlinkClick" or "hlinkMouseOver" or "hlinkHover" when Attribute(xml, "action") is { } action
                && (action.StartsWith("ppaction://program", StringComparison.OrdinalIgnoreCase) || action.StartsWith("ppaction://macro", StringComparison.OrdinalIgnoreCase)):
                return new FileRefusal(FileFault.HoldsProgram, "ppaction");
            case "fldSimple" when IsDde(Attribute(xml, "instr") ?? ""):
                return Dde;
            case "fldChar":
                return Field(Attribute(xml, "fldCharType"), fields);
            default:
                return null;
        }
    }

    /// <summary>
    /// A field's instruction stands in pieces between its marks (ECMA-376-1, 17.16.18), other fields within it. A field whose very name is made
    /// by another is one that hides its name: no office program writes such.
    /// </summary>
    private static FileRefusal? Field(string? mark, Stack<StringBuilder> fields)
    {
        if (mark == "begin")
        {
            if (fields.TryPeek(out var outer) && string.IsNullOrWhiteSpace(outer.ToString()))
                return Dde;
            fields.Push(new StringBuilder());
        }
        else if (mark is "separate" or "end" && fields.TryPeek(out var written))
        {
            if (IsDde(written.ToString()))
                return Dde;
            // Behind the separator stands the field's result, which may hold fields of its own.
            written.Clear().Append('=');
            if (mark == "end")
                fields.Pop();
        }
        return null;
    }

    private static bool IsDde(string instruction) => instruction.TrimStart().StartsWith("DDE", StringComparison.OrdinalIgnoreCase);

    /// <summary>An attribute by its name, whatever its namespace.</summary>
    private static string? Attribute(XmlReader xml, string name)
    {
        string? value = null;
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
            if (xml.LocalName == name)
                value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    /// <summary>
    /// Whether an address leads out of the document to something else than a file of the same disk. <c>file:</c> may name another machine, by its host or by
    /// two slashes of either kind in its path.
    /// </summary>
    internal static bool IsElsewhere(string target)
    {
        var path = Uri.UnescapeDataString(target).Trim().Replace('\\', '/');
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon > 1 && path.AsSpan(0, colon).IndexOfAny('/', '#', '?') < 0)
        {
            if (!path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
                return true;
            path = path["file:".Length..];
            path = path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
        }
        return path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith("/?", StringComparison.Ordinal);
    }
}
