using System.Text;
using System.Xml;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using NodaTime;
using NodaTime.Text;

namespace Concord.Interop.Feed;

/// <summary>Writes entries as an Atom document in the reader's language.</summary>
internal static class AtomText
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <param name="entries">Newest first.</param>
    /// <param name="r">The reader.</param>
    /// <param name="house">The installation that gives the feed and its entries their ids.</param>
    /// <param name="origin">Scheme and host of this site.</param>
    public static byte[] Write(IReadOnlyList<FeedEntry> entries, Reading r, Installation house, string origin)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            var tag = r.Language.Tag;
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, tag);
            // The id is the feed's first name: those who have subscribed know it by that.
            xml.WriteElementString("id", Atom, house.Tag("events/" + tag));
            xml.WriteElementString("title", Atom, r.L["News, and events announced, changed and held"]);
            xml.WriteElementString("updated", Atom, Time(entries.Count > 0 ? entries[0].Updated : Instant.FromUnixTimeSeconds(0)));
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, "Concord");
            xml.WriteEndElement();
            Link(xml, "self", "application/atom+xml", origin + r.Href("/feed.atom"), tag);
            Link(xml, "alternate", "text/html", origin + r.Href("/news"), tag);
            foreach (var entry in entries)
                Write(xml, entry, r.Language, house, origin);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Write(XmlWriter xml, FeedEntry entry, Language language, Installation house, string origin)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, house.Tag(entry.Name));
        xml.WriteElementString("title", Atom, entry.Title);
        xml.WriteElementString("updated", Atom, Time(entry.Updated));
        xml.WriteElementString("published", Atom, Time(entry.Published));
        Link(xml, "alternate", "text/html", origin + entry.Address, language.Tag);
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", entry.Term);
        xml.WriteAttributeString("label", entry.Label);
        xml.WriteEndElement();
        if (entry.Summary is { } summary)
        {
            xml.WriteStartElement("summary", Atom);
            // A text that only exists in another language says so.
            if (summary.Language != language.Tag)
                xml.WriteAttributeString("xml", "lang", null, summary.Language);
            xml.WriteString(summary.Text);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string rel, string type, string href, string language)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static string Time(Instant at) => InstantPattern.General.Format(at);
}
