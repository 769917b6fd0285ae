using Concord.Events.Contracts;
using Concord.Interop.Api;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Library.Contracts;
using Concord.Parties.Contracts;
using Concord.Projects.Contracts;
using Microsoft.AspNetCore.Html;

namespace Concord.Interop.SchemaOrg;

/// <summary>Records in the words of schema.org.</summary>
internal sealed class LinkedData : ILinkedData
{
    public IEnumerable<IHtmlContent> Of(RecordDocument document, Reading r, string origin)
    {
        Action<JsonLd>? write = document switch
        {
            Event held => thing => EventData.Write(thing, held, r, origin),
            Organization organization => thing => Write(thing, organization, r, origin),
            Mechanism mechanism => thing => Write(thing, mechanism, r, origin),
            Project project => thing => Write(thing, project, r, origin),
            City city => thing => Write(thing, city, r, origin),
            NewsItem told => thing => LibraryData.Write(thing, told, r, origin),
            Publication published => thing => LibraryData.Write(thing, published, r, origin),
            _ => null,
        };
        if (write is not null)
            yield return JsonLd.Block(write);
    }

    public IHtmlContent OfWhole(Reading r, string origin) => JsonLd.Block(thing =>
    {
        thing.Text("@type", "Dataset").Text("@id", origin + "/#record").Text("url", origin + r.Href("/about"))
            .Text("name", r.L["The cooperation record"])
            .Text("description", r.L["Mechanisms, organizations, documents, events, projects, practices and cities of regional environmental cooperation, each with its sources."])
            .Text("license", "https://creativecommons.org/licenses/by/4.0/")
            .Flag("isAccessibleForFree", true)
            .Texts("inLanguage", Language.All.Select(language => language.Tag));
        thing.Part("distribution", download => download
            .Text("@type", "DataDownload").Text("name", r.L["The whole record in one file"]).Text("encodingFormat", WholeRecord.ContentType)
            .Text("contentUrl", origin + WholeRecord.Path));
    });

    private static void Write(JsonLd thing, Organization organization, Reading r, string origin)
    {
        Named(thing, "Organization", RecordKind.Organization, organization, r, origin);
        thing.Text("description", organization.Description?.In(r.Language.Tag).Text)
            .Text("foundingDate", organization.OpenedOn?.ToString() ?? Year(organization.Founded))
            .Text("sameAs", organization.Website);
        if (organization.Place is not null || organization.Country is not null)
            thing.Part("location", place => Place(place, r, organization.Place, organization.Country));
        Organizations(thing, "parentOrganization", organization.Parent is null ? [] : [organization.Parent], r, origin);
    }

    private static void Write(JsonLd thing, Mechanism mechanism, Reading r, string origin)
    {
        Named(thing, "Organization", RecordKind.Mechanism, mechanism, r, origin);
        thing.Text("description", mechanism.Description?.In(r.Language.Tag).Text).Text("foundingDate", Year(mechanism.Founded));
        thing.List("areaServed", mechanism.Members, (country, code) => country.Text("@type", "Country").Text("name", r.Country(code)));
    }

    private static void Write(JsonLd thing, Project project, Reading r, string origin)
    {
        Named(thing, "Project", RecordKind.Project, project, r, origin);
        thing.Text("description", project.Goals is [var goal, ..] ? goal.In(r.Language.Tag).Text : project.Programme?.In(r.Language.Tag).Text)
            .Text("foundingDate", project.Start?.ToString())
            .Text("dissolutionDate", project.End?.ToString())
            .Texts("keywords", project.Sectors.Select(topic => r.Terms.Topic(topic)?.Label.In(r.Language.Tag).Text).OfType<string>());
        thing.List("areaServed", project.Countries, (country, code) => country.Text("@type", "Country").Text("name", r.Country(code)));
        Organizations(thing, "parentOrganization", project.Lead is null ? [] : [project.Lead], r, origin);
        Organizations(thing, "member", project.Partners, r, origin);
        Organizations(thing, "funder", project.Funders, r, origin);
    }

    private static void Write(JsonLd thing, City city, Reading r, string origin)
    {
        Named(thing, "City", RecordKind.City, city, r, origin);
        if (r.Terms.Place(city.Place) is { } place)
            Geo(thing, place);
        thing.Part("containedInPlace", country => country.Text("@type", "Country").Text("name", r.Country(city.Country)));
    }

    private static void Named(JsonLd thing, string type, RecordKind kind, RecordDocument document, Reading r, string origin)
    {
        var address = origin + r.Href(kind, document.Id);
        thing.Text("@type", type).Text("@id", address).Text("name", document.Caption.In(r.Language.Tag).Text)
            .Text("alternateName", document.Abbreviation).Text("url", address);
    }

    /// <summary>Organizations by name, each with the address of its page.</summary>
    internal static void Organizations(JsonLd thing, string name, IReadOnlyList<string> ids, Reading r, string origin) =>
        thing.List(name, ids.Where(id => r.Name(id) is not null), (organization, id) => Reference(organization, "Organization", r.Name(id)!, r, origin));

    internal static void Reference(JsonLd thing, string type, RecordName record, Reading r, string origin) =>
        thing.Text("@type", type).Text("name", record.Caption.In(r.Language.Tag).Text).Text("url", origin + r.Href(record.Kind, record.Id));

    internal static void Place(JsonLd thing, Reading r, string? id, string? country, string? site = null)
    {
        var place = r.Terms.Place(id);
        var town = place?.Name.In(r.Language.Tag).Text;
        country ??= place?.Country;
        thing.Text("@type", "Place").Text("name", site ?? r.PlaceName(id, country));
        thing.Part("address", address => address.Text("@type", "PostalAddress").Text("addressLocality", town).Text("addressCountry", country));
        if (place is not null)
            Geo(thing, place);
    }

    private static void Geo(JsonLd thing, Kernel.Vocabulary.Place place) =>
        thing.Part("geo", geo => geo.Text("@type", "GeoCoordinates").Number("latitude", place.Lat).Number("longitude", place.Lon));

    private static string? Year(int? year) => year?.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
}
