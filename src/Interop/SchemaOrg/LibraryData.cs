using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Library.Contracts;

namespace Concord.Interop.SchemaOrg;

/// <summary>News and publications in the words of schema.org.</summary>
internal static class LibraryData
{
    public static void Write(JsonLd thing, NewsItem document, Reading r, string origin)
    {
        var address = origin + r.Href(RecordKind.NewsItem, document.Id);
        var title = document.Title.In(r.Language.Tag);
        thing.Text("@type", "NewsArticle").Text("@id", address)
            .Text("headline", title.Text)
            .Text("datePublished", document.PublishedOn.ToString())
            .Text("inLanguage", title.Language)
            .Text("url", address)
            .Text("mainEntityOfPage", address)
            .Text("description", document.Summary.In(r.Language.Tag).Text)
            .Text("articleBody", document.Body.Count == 0 ? null : string.Join("\n\n", document.Body.Select(paragraph => paragraph.Text.In(r.Language.Tag).Text)))
            .Texts("keywords", document.Topics.Select(topic => r.Terms.Topic(topic)?.Label.In(r.Language.Tag).Text).OfType<string>())
            .Texts("isBasedOn", document.Sources.Where(IsAddress));
        string[] about = [.. document.Events, .. document.Instruments, .. document.Projects, .. document.Practices, .. document.Publications, .. document.Cities, .. document.Organizations];
        thing.List("about", about.Distinct().Where(id => r.Name(id) is not null), (subject, id) => Reference(subject, id, r, origin));
    }

    public static void Write(JsonLd thing, Publication document, Reading r, string origin)
    {
        var address = origin + r.Href(RecordKind.Publication, document.Id);
        thing.Text("@type", TypeOf(document.Kind)).Text("@id", address)
            .Text("name", document.Title.In(r.Language.Tag).Text)
            .Text("datePublished", document.PublishedOn?.ToString())
            .Texts("inLanguage", document.Languages)
            .Text("url", address)
            .Text("description", document.Summary?.In(r.Language.Tag).Text)
            .Texts("isbn", document.Isbn)
            .Text("issn", document.Issn)
            .Texts("sameAs", new[] { document.Doi is { } doi ? "https://doi.org/" + doi : null, document.FullText }.OfType<string>())
            .Texts("keywords", document.Topics.Select(topic => r.Terms.Topic(topic)?.Label.In(r.Language.Tag).Text).OfType<string>());
        if (document.Pages is { } pages)
            thing.Number("numberOfPages", pages);
        if (document.SeriesTitle is { } series)
            thing.Part("isPartOf", part => part.Text("@type", "PublicationIssue").Text("name", series.In(r.Language.Tag).Text).Text("issueNumber", document.Number));
        thing.List("author",
            document.Authors.Select(name => (Name: name, Id: (string?)null)).Concat(document.AuthorOrgs.Where(id => r.Name(id) is not null).Select(id => (Name: id, Id: (string?)id))),
            (author, one) =>
            {
                if (one.Id is { } id)
                    LinkedData.Reference(author, "Organization", r.Name(id)!, r, origin);
                else
                    author.Text("@type", "Person").Text("name", one.Name);
            });
        LinkedData.Organizations(thing, "publisher", document.Publishers, r, origin);
        string[] about = [.. document.Instruments, .. document.Practices, .. document.Cities];
        thing.List("about", about.Distinct().Where(id => r.Name(id) is not null), (subject, id) => Reference(subject, id, r, origin));
    }

    private static string TypeOf(string kind) => kind switch
    {
        "newsletter" => "PublicationIssue",
        "book" or "proceedings" => "Book",
        "article" => "ScholarlyArticle",
        "guide" or "case_studies" or "brochure" => "CreativeWork",
        _ => "Report",
    };

    private static void Reference(JsonLd thing, string id, Reading r, string origin)
    {
        var name = r.Name(id)!;
        LinkedData.Reference(thing, name.Kind switch
        {
            RecordKind.Event => "Event",
            RecordKind.Project => "Project",
            RecordKind.Organization => "Organization",
            RecordKind.City => "City",
            _ => "CreativeWork",
        }, name, r, origin);
    }

    private static bool IsAddress(string source) => source.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.IsWellFormedUriString(source, UriKind.Absolute);
}
