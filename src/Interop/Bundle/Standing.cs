using System.Text;
using System.Text.Json;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Microsoft.EntityFrameworkCore;

namespace Concord.Interop.Bundle;

/// <summary>
/// What a store holds already. An import leaves alone what its bundle does not name, so the rules of the whole must hold for both together.
/// It is asked for what a rule needs, never read as a whole.
/// </summary>
/// <param name="db">A context of the store, whose schema is right.</param>
internal sealed class Standing(ConcordDb db)
{
    private const int BatchSize = 500;

    /// <summary>The number of the last change: what is found here is true as long as it stays.</summary>
    public long ChangeNo { get; } = db.State.AsNoTracking().Select(state => state.ChangeNo).FirstOrDefault();

    /// <summary>The ids of a bundle that the store holds as something else: id -> its kind there, null for a place.</summary>
    public Dictionary<string, RecordKind?> OfAnotherKind(RecordFacts facts)
    {
        var others = new Dictionary<string, RecordKind?>(StringComparer.Ordinal);
        foreach (var batch in facts.Homes().Chunk(BatchSize))
        {
            var kinds = batch.ToDictionary(home => home.Id, home => home.Kind, StringComparer.Ordinal);
            var ids = batch.Select(home => home.Id).ToList();
            foreach (var record in db.Records.AsNoTracking().Where(record => ids.Contains(record.Id)).Select(record => new { record.Id, record.Kind }))
                if (kinds[record.Id] != record.Kind)
                    others[record.Id] = record.Kind;
            foreach (var place in db.Vocabulary.AsNoTracking().Where(entry => entry.List == "places" && ids.Contains(entry.Id)).Select(entry => entry.Id))
                if (kinds[place] is not null)
                    others[place] = null;
        }
        return others;
    }

    /// <summary>The links of some kinds that records state which the bundle leaves as they are.</summary>
    public IEnumerable<RecordLink> Links(IReadOnlyCollection<LinkKind> kinds, RecordFacts facts) =>
        db.Links.AsNoTracking().Where(link => kinds.Contains(link.Kind)).AsEnumerable()
            .Where(link => facts.HomeOf(Encoding.UTF8.GetBytes(link.StatedBy)) is null);

    /// <summary>The topics that the bundle leaves as they are.</summary>
    public IEnumerable<(string Id, byte[] Body)> Topics(RecordFacts facts) =>
        db.Vocabulary.AsNoTracking().Where(entry => entry.List == "topics").OrderBy(entry => entry.Position).AsEnumerable()
            .Where(entry => !facts.HasTopic(Encoding.UTF8.GetBytes(entry.Id))).Select(entry => (entry.Id, entry.Body));

    /// <summary>
    /// Projects that the bundle leaves as they are and whose priority area their instrument no longer has in the bundle: (instrument, project,
    /// area).
    /// </summary>
    public IEnumerable<(string Instrument, string Project, string Area)> LostAreas(RecordFacts facts)
    {
        var staying = db.Records.AsNoTracking().Where(record => record.Kind == RecordKind.Project).Select(record => new { record.No, record.Id }).AsEnumerable()
            .Where(project => facts.HomeOf(Encoding.UTF8.GetBytes(project.Id)) is null).Select(project => project.No).ToList();
        foreach (var nos in staying.Chunk(BatchSize))
        {
            foreach (var project in db.Records.AsNoTracking().Where(record => nos.Contains(record.No)).OrderBy(record => record.No)
                .Select(record => new { record.Id, record.Body }))
            {
                using var json = JsonDocument.Parse(project.Body);
                if (json.RootElement.TryGetProperty("instrument", out var named) && json.RootElement.TryGetProperty("priority_area", out var local)
                    && named.GetString() is { } instrument && local.GetString() is { } area
                    && facts.KindOf(Encoding.UTF8.GetBytes(instrument)) == RecordKind.Instrument
                    && !facts.HasLocal(Encoding.UTF8.GetBytes(instrument), "priority_areas", Encoding.UTF8.GetBytes(area)))
                    yield return (instrument, project.Id, area);
            }
        }
    }
}
