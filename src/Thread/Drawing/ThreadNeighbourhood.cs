using System.Globalization;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Microsoft.EntityFrameworkCore;

namespace Concord.Thread.Drawing;

/// <summary>Reads what is linked near a record, both ways and up to three links away, in one query that runs on both databases.</summary>
internal static class ThreadNeighbourhood
{
    private const int Depth = 3;

    /// <summary>The most that is looked at, even at the hub of a large record; the nearest come first.</summary>
    private const int MostVisits = 1500, MostLinks = 3000;

    // The numbers are those of LinkKind and RecordKind, which the store keeps. A mechanism, an organization and a city are ends: the walk
    // begins at one of them but never passes through one, or everything would be near everything.
    private static readonly string Passages = Numbers(RecordKind.Instrument, RecordKind.Event, RecordKind.Project, RecordKind.Practice, RecordKind.Publication);

    private static readonly string OfTheThread = Numbers(LinkKind.AdoptedAt, LinkKind.EndorsedAt, LinkKind.Implements, LinkKind.Succeeds, LinkKind.Considered,
        LinkKind.Discussed, LinkKind.PartOf, LinkKind.Prepares, LinkKind.CarriesOut, LinkKind.ReportedAt, LinkKind.ResultsFrom, LinkKind.PresentedAt, LinkKind.DealsWith);

    private static readonly string OfARecord = Numbers(LinkKind.Within, LinkKind.SignedBy, LinkKind.HostedBy, LinkKind.OrganizedBy,
        LinkKind.LedBy, LinkKind.LocatedIn, LinkKind.ProvidedBy, LinkKind.PublishedBy, LinkKind.WrittenBy);

    // A walk that begins at a news item goes to what it tells of; no other walk comes to news.
    private static readonly string OfANewsItem = Numbers(LinkKind.Within, LinkKind.TellsOf);

    private static readonly string OfAParty = Numbers(LinkKind.SignedBy, LinkKind.HostedBy, LinkKind.OrganizedBy, LinkKind.LedBy,
        LinkKind.PartneredBy, LinkKind.FundedBy,
        LinkKind.LocatedIn, LinkKind.ProvidedBy, LinkKind.HasSecretariat, LinkKind.HasCentre, LinkKind.TakesPartIn,
        LinkKind.PublishedBy, LinkKind.WrittenBy, LinkKind.DealsWith);

    /// <param name="db">The store.</param>
    /// <param name="here">The record.</param>
    /// <param name="own">
    /// Records that count as one link away although the walk does not lead to them: a mechanism's own, of which there are too many to walk.
    /// </param>
    /// <param name="cancel">Cancels the query.</param>
    public static async Task<ThreadGraph> ReadAsync(ConcordDb db, ThreadRecord here, IReadOnlyCollection<string> own, CancellationToken cancel)
    {
        var isParty = here.Kind is RecordKind.Organization or RecordKind.City;
        var ends = here.Kind switch
        {
            RecordKind.Mechanism => "0",
            RecordKind.NewsItem => OfANewsItem,
            _ => isParty ? OfAParty : OfARecord,
        };
        List<object> given = [here.Id, .. own];
        var starts = string.Join(", ", given.Select((_, i) => "{" + i.ToString(CultureInfo.InvariantCulture) + "}"));
        var sql = $$"""
            WITH RECURSIVE near(id, depth) AS (
                SELECT "Id", CASE WHEN "Id" = {0} THEN 0 ELSE 1 END FROM records_record WHERE "Id" IN ({{starts}})
              UNION
                SELECT CASE WHEN link."FromId" = near.id THEN link."ToId" ELSE link."FromId" END, near.depth + 1
                FROM near
                JOIN records_record AS passed ON passed."Id" = near.id
                JOIN records_link AS link ON link."FromId" = near.id OR link."ToId" = near.id
                WHERE near.depth < {{Number(Depth)}}
                  AND ((link."Kind" IN ({{OfTheThread}}) AND passed."Kind" IN ({{Passages}}))
                    OR (near.depth = 0 AND link."Kind" IN ({{ends}})))
            ),
            met(id) AS (SELECT DISTINCT id FROM (SELECT id FROM near LIMIT {{Number(MostVisits)}}) AS visit)
            SELECT link."FromId", link."Kind", link."ToId", a."Kind" AS "FromKind", a."Entry" AS "FromEntry", b."Kind" AS "ToKind", b."Entry" AS "ToEntry"
            FROM met AS one
            JOIN records_link AS link ON link."FromId" = one.id
            JOIN met AS other ON other.id = link."ToId"
            JOIN records_record AS a ON a."Id" = link."FromId"
            JOIN records_record AS b ON b."Id" = link."ToId"
            WHERE link."Kind" IN ({{OfTheThread}}, {{Number((int)LinkKind.Within)}})
               OR (link."Kind" IN ({{ends}}) AND (link."FromId" = {0} OR link."ToId" = {0}))
            LIMIT {{Number(MostLinks)}}
            """;
        var rows = await db.Database.SqlQueryRaw<Row>(sql, [.. given]).ToListAsync(cancel);
        return new ThreadGraph(here,
            rows.SelectMany(row => new[] { Record(row.FromId, row.FromKind, row.FromEntry), Record(row.ToId, row.ToKind, row.ToEntry) }),
            rows.Select(row => new ThreadLink(row.FromId, (LinkKind)row.Kind, row.ToId)));
    }

    /// <summary>The record as the store's line for lists describes it.</summary>
    public static ThreadRecord Record(string id, int kind, string entry) => new(id, (RecordKind)kind, IndexEntry.DayOf(entry));

    private static string Numbers<T>(params IReadOnlyList<T> kinds)
        where T : struct, Enum =>
        string.Join(", ", kinds.Select(kind => Number(Convert.ToInt32(kind, CultureInfo.InvariantCulture))));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(string FromId, short Kind, string ToId, short FromKind, string FromEntry, short ToKind, string ToEntry);
}
