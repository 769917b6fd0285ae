using System.Globalization;
using System.Text;
using System.Xml;
using Concord.Interop.Api;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Interop.Sitemap;

/// <summary>What search engines are to read: every record's page in every language, and what they are to leave alone.</summary>
internal static class SitemapFile
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";
    private const string ContentType = "application/xml; charset=utf-8";

    /// <summary>Records in one file: times four languages below the 50,000 addresses that a file may hold.</summary>
    private const int RecordsPerFile = 10_000;
    private const int BatchSize = 1000;

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false) };

    public static void MapSitemap(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/sitemap.xml", ReadOnly.Methods, ShowSitemap).ExcludeFromDescription();
        routes.MapMethods("/sitemap-{part:int:min(0)}.xml", ReadOnly.Methods, ShowPart).ExcludeFromDescription();
        routes.MapMethods("/robots.txt", ReadOnly.Methods, ShowRobots).ExcludeFromDescription();
    }

    /// <summary>All addresses or, where there are too many, the list of the files that hold them.</summary>
    private static async Task<IResult> ShowSitemap(HttpContext http, Reading r, CancellationToken cancel)
    {
        await r.BeginAsync(cancel);
        var highest = await HighestAsync(r, cancel);
        return highest <= RecordsPerFile
            ? await WriteAsync(http, r, part: 0, cancel)
            : await WriteIndexAsync(http, 1 + ((highest - 1) / RecordsPerFile), cancel);
    }

    private static async Task<IResult> ShowPart(int part, HttpContext http, Reading r, CancellationToken cancel)
    {
        await r.BeginAsync(cancel);
        if ((long)part * RecordsPerFile >= await HighestAsync(r, cancel))
            return RequestProblem.NotFound("The sitemap has no such part; /sitemap.xml lists them.");
        return await WriteAsync(http, r, part, cancel);
    }

    private static ContentHttpResult ShowRobots(HttpContext http) => TypedResults.Text(
        // The API says what the pages say, but the whole record may be taken away; results of a search are endless.
        $"User-agent: *\nAllow: {WholeRecord.Path}\nDisallow: /api/\nDisallow: /*/search\n\nSitemap: {Origin.Of(http.Request)}/sitemap.xml\n", "text/plain", Encoding.UTF8);

    private static async Task<int> HighestAsync(Reading r, CancellationToken cancel) => await r.Db.Records.MaxAsync(record => (int?)record.No, cancel) ?? 0;

    private static async Task<IResult> WriteIndexAsync(HttpContext http, int parts, CancellationToken cancel)
    {
        http.Response.ContentType = ContentType;
        using var text = new MemoryStream();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            xml.WriteStartElement("sitemapindex", Namespace);
            for (var part = 0; part < parts; part++)
            {
                xml.WriteStartElement("sitemap", Namespace);
                xml.WriteElementString("loc", Namespace, string.Create(CultureInfo.InvariantCulture, $"{Origin.Of(http.Request)}/sitemap-{part}.xml"));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        await SendAsync(http, text, cancel);
        return Results.Empty;
    }

    /// <summary>The records of one stretch of numbers; the first file has the lists and series too.</summary>
    private static async Task<IResult> WriteAsync(HttpContext http, Reading r, int part, CancellationToken cancel)
    {
        http.Response.ContentType = ContentType;
        var origin = Origin.Of(http.Request);
        using var text = new MemoryStream();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            if (part == 0)
                foreach (var path in Pages(r))
                    WriteAddresses(xml, origin, path, null);
            var last = (part + 1) * RecordsPerFile;
            for (var after = part * RecordsPerFile; ;)
            {
                var batch = await r.Db.Records.AsNoTracking().Where(record => record.No > after && record.No <= last && record.ArchivedAt == null).OrderBy(record => record.No)
                    .Take(BatchSize).Select(record => new { record.No, record.Kind, record.Id, record.ChangedAt }).ToListAsync(cancel);
                if (batch.Count == 0)
                    break;
                foreach (var record in batch)
                    WriteAddresses(xml, origin, $"/{record.Kind.Plural()}/{record.Id}", record.ChangedAt);
                after = batch[^1].No;
                xml.Flush();
                await SendAsync(http, text, cancel);
            }
            xml.WriteEndElement();
        }
        await SendAsync(http, text, cancel);
        return Results.Empty;
    }

    /// <summary>Passes on what is written so far: the answer itself takes no synchronous writes.</summary>
    private static async Task SendAsync(HttpContext http, MemoryStream text, CancellationToken cancel)
    {
        text.Position = 0;
        await text.CopyToAsync(http.Response.Body, cancel);
        text.SetLength(0);
    }

    private static IEnumerable<string> Pages(Reading r) =>
    [
        "", "/about", "/map", "/timeline", "/series",
        .. RecordKinds.All.Select(kind => "/" + kind.Plural()),
        .. r.Terms.Values("events.series").Where(series => r.Count(RecordKind.Event, "series", series) > 0).Select(series => "/series/" + series),
    ];

    /// <summary>One page in every language, each naming the others.</summary>
    private static void WriteAddresses(XmlWriter xml, string origin, string path, Instant? changedAt)
    {
        foreach (var language in Language.All)
        {
            xml.WriteStartElement("url", Namespace);
            xml.WriteElementString("loc", Namespace, $"{origin}/{language.Tag}{path}");
            if (changedAt is { } at)
                xml.WriteElementString("lastmod", Namespace, at.InUtc().Date.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture));
            foreach (var other in Language.All)
                WriteAlternate(xml, other.Tag, $"{origin}/{other.Tag}{path}");
            WriteAlternate(xml, "x-default", path.Length == 0 ? origin + "/" : $"{origin}/{Language.English.Tag}{path}");
            xml.WriteEndElement();
        }
    }

    private static void WriteAlternate(XmlWriter xml, string language, string address)
    {
        xml.WriteStartElement("xhtml", "link", Xhtml);
        xml.WriteAttributeString("rel", "alternate");
        xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }
}
