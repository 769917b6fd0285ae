using System.Globalization;
using System.Text;
using System.Xml;
using Concord.Events.Contracts;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using NodaTime;
using NodaTime.Text;

namespace Concord.Interop.Feed;

/// <summary>Writes news as an Atom document in the reader's language.</summary>
internal static class AtomText
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <param name="news">Newest first.</param>
    /// <param name="events">The events that the news are about; news of others are left out.</param>
    /// <param name="r">The reader.</param>
    /// <param name="house">The installation that gives the feed and its entries their ids.</param>
    /// <param name="origin">Scheme and host of this site.</param>
    public static byte[] Write(IReadOnlyList<NewsItem> news, IReadOnlyDictionary<string, Event> events, Reading r, Installation house, string origin)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            var tag = r.Language.Tag;
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, tag);
            xml.WriteElementString("id", Atom, house.Tag("events/" + tag));
            xml.WriteElementString("title", Atom, r.L["Events announced, changed and held"]);
            xml.WriteElementString("updated", Atom, Time(news.Count > 0 ? news[0].At : Instant.FromUnixTimeSeconds(0)));
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, "Concord");
            xml.WriteEndElement();
            Link(xml, "self", "application/atom+xml", origin + r.Href("/feed.atom"), tag);
            Link(xml, "alternate", "text/html", origin + r.Href("/events"), tag);
            foreach (var item in news)
                if (events.TryGetValue(item.EventId, out var document))
                    Entry(xml, item, document, r, house, origin);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, NewsItem item, Event document, Reading r, Installation house, string origin)
    {
        var tag = r.Language.Tag;
        var title = document.Title.In(tag);
        xml.WriteStartElement("entry", Atom);
        var news = item.News == EventNews.Held ? "held" : "v" + item.Version.ToString(CultureInfo.InvariantCulture);
        xml.WriteElementString("id", Atom, house.Tag($"events/{item.EventId}/{news}/{tag}"));
        var words = item.News switch
        {
            EventNews.Announced => r.L["Announced: {0}", title.Text],
            EventNews.Changed => r.L["Changed: {0}", title.Text],
            _ => r.L["Held: {0}", title.Text],
        };
        xml.WriteElementString("title", Atom, words);
        xml.WriteElementString("updated", Atom, Time(item.At));
        xml.WriteElementString("published", Atom, Time(item.At));
        Link(xml, "alternate", "text/html", origin + r.Href(RecordKind.Event, document.Id), tag);
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", document.Kind);
        xml.WriteAttributeString("label", r.Label("events.kind", document.Kind).Text);
        xml.WriteEndElement();
        Summary(xml, document, r);
        xml.WriteEndElement();
    }

    /// <summary>When, where, and what it is about. A text that only exists in another language says so.</summary>
    private static void Summary(XmlWriter xml, Event document, Reading r)
    {
        var about = (document.Theme ?? document.Purpose)?.In(r.Language.Tag);
        var where = document.Format == "online" ? r.Label("events.format", "online").Text : r.PlaceName(document.Venue?.Place, document.Venue?.Country);
        string?[] facts = [document.Start is null && document.End is null ? null : r.F.When(document.Start, document.End), where, about?.Text];
        var known = facts.OfType<string>().ToList();
        if (known.Count == 0)
            return;
        xml.WriteStartElement("summary", Atom);
        if (about is { } worded && worded.Language != r.Language.Tag)
            xml.WriteAttributeString("xml", "lang", null, worded.Language);
        xml.WriteString(string.Join(" · ", known));
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
