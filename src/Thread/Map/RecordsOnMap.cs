using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;

namespace Concord.Thread.Map;

/// <summary>Records of one kind by the place where they are held, are carried out or lie.</summary>
/// <param name="List">Those that the reader asks for, with a place or without.</param>
/// <param name="Placed">How many of them have a place; one in several places counts once.</param>
/// <param name="ByPlace">Place of the gazetteer -> number; only places with one or more.</param>
/// <param name="ByCountry">Country -> number. Of events and cities the country of the place; of projects all countries that take part.</param>
/// <param name="CityAt">Place -> id of the city that has a record.</param>
internal sealed record RecordsOnMap(
    RecordList List, int Placed, IReadOnlyDictionary<string, int> ByPlace, IReadOnlyDictionary<string, int> ByCountry,
    IReadOnlyDictionary<string, string> CityAt)
{
    public static async Task<RecordsOnMap> AskAsync(Reading r, RecordKind kind, ListRequest request, CancellationToken cancel)
    {
        var list = await r.AskAsync(kind, request, cancel);
        var cities = (await r.AskAsync(RecordKind.City, new ListRequest(), cancel)).NumbersBy("place").ToList();
        Dictionary<string, int> places;
        int placed;
        if (kind == RecordKind.Project)
        {
            var sites = await SitesAsync(r, list, cities.ToDictionary(city => city.No, city => city.Value), cancel);
            places = sites.CountBy(site => site.Place).ToDictionary();
            placed = sites.DistinctBy(site => site.Project).Count();
        }
        else
        {
            places = list.CountsOf("place").ToDictionary(place => place.Value, place => place.Count);
            placed = places.Values.Sum();
        }
        var countries = kind == RecordKind.Event
            ? places.GroupBy(place => r.Terms.Place(place.Key)?.Country ?? "", place => place.Value)
                .Where(country => country.Key.Length > 0).ToDictionary(country => country.Key, country => country.Sum())
            : list.CountsOf("country").ToDictionary(country => country.Value, country => country.Count);

        var first = cities.Where(city => places.ContainsKey(city.Value)).GroupBy(city => city.Value)
            .ToDictionary(place => place.Min(city => city.No), place => place.Key);
        var ids = await r.Db.Records.AsNoTracking().Where(record => first.Keys.Contains(record.No))
            .Select(record => new { record.No, record.Id }).ToListAsync(cancel);
        return new RecordsOnMap(list, placed, places, countries, ids.ToDictionary(city => first[city.No], city => city.Id));
    }

    /// <summary>Which project works at which place: the project names the city, or the city names the project.</summary>
    private static async Task<List<(int Project, string Place)>> SitesAsync(Reading r, RecordList projects, Dictionary<int, string> placeOf,
        CancellationToken cancel)
    {
        var named = from link in r.Db.Links
                    where link.Kind == LinkKind.LocatedIn
                    join project in r.Db.Records on link.FromId equals project.Id
                    where project.Kind == RecordKind.Project
                    join city in r.Db.Records on link.ToId equals city.Id
                    select new { Project = project.No, City = city.No };
        var joined = from link in r.Db.Links
                     where link.Kind == LinkKind.TakesPartIn
                     join project in r.Db.Records on link.ToId equals project.Id
                     where project.Kind == RecordKind.Project
                     join city in r.Db.Records on link.FromId equals city.Id
                     select new { Project = project.No, City = city.No };
        return [.. (await named.Concat(joined).AsNoTracking().ToListAsync(cancel))
            .Where(site => projects.Contains(site.Project) && placeOf.ContainsKey(site.City))
            .Select(site => (site.Project, placeOf[site.City])).Distinct()];
    }
}
