using Concord.Kernel.Records.Index;
using CsCheck;
using NodaTime;

namespace Concord.Kernel.Tests.Records;

/// <summary>An index that has followed changes equals one made from what the store then holds.</summary>
public sealed class KindIndexTests
{
    private static readonly string[] Facets = ["mechanism", "topic", "year"];

    private static readonly Gen<string> Entry = Gen.Select(
        Gen.Int[-3000, 3000].Nullable(), Gen.Long[1, 5000].Nullable(), Gen.Int[0, 40].Nullable(), Gen.Select(Gen.Int[0, 2], Gen.Int[0, 6]).Array[0, 5],
        (day, end, force, facets) =>
        {
            var entry = new IndexEntry
            {
                Day = day is { } number ? IndexEntry.DayWith(number) : null,
                EndsAt = end is { } seconds ? Instant.FromUnixTimeSeconds(seconds) : null,
                InForce = force is { } from ? (IndexEntry.DayWith(from), IndexEntry.DayWith(from + 10)) : null,
            };
            foreach (var (facet, value) in facets)
                entry.Add(Facets[facet], "v" + (char)('a' + value));
            return entry.Format();
        });

    private static readonly Gen<Dictionary<int, string>> Records =
        Gen.Select(Gen.Int[1, 300], Entry).Array[0, 120].Select(some => some.DistinctBy(record => record.Item1).ToDictionary(record => record.Item1, record => record.Item2));

    [Fact]
    public void Changes_make_the_index_that_a_new_start_makes() => Gen.Select(Records, Records, Records).Sample((before, first, second) =>
    {
        // New records come with numbers above all others.
        var end = before.Keys.DefaultIfEmpty(0).Max();
        var index = Made(before);
        var now = new Dictionary<int, string>(before);
        foreach (var changes in new[] { first, second })
        {
            var known = now.Keys.ToHashSet();
            var written = changes.Where(change => known.Contains(change.Key) || change.Key > end).Select(change => (change.Key, change.Value)).ToList();
            index = index.With(written);
            foreach (var (no, entry) in written)
                now[no] = entry;
            end = now.Keys.DefaultIfEmpty(0).Max();
        }
        Same(Made(now), index);
        Same(Made(before), Made(before));
    });

    [Fact]
    public void An_index_that_was_followed_by_another_stays_what_it_was() => Gen.Select(Records, Records).Sample((before, changes) =>
    {
        var index = Made(before);
        index.With([.. changes.Where(change => before.ContainsKey(change.Key)).Select(change => (change.Key, change.Value))]);
        Same(Made(before), index);
    });

    private static KindIndex Made(Dictionary<int, string> records)
    {
        var builder = new KindIndex.Builder();
        foreach (var (no, entry) in records.OrderBy(record => record.Key))
            builder.Add(no, entry);
        return builder.Build();
    }

    private static void Same(KindIndex expected, KindIndex index)
    {
        Assert.Equal(expected.Slots, index.Slots);
        Assert.Equal(expected.ByDay, index.ByDay);
        for (var slot = 0; slot < expected.Slots; slot++)
            Assert.Equal((expected.No(slot), expected.HasDay(slot)), (index.No(slot), index.HasDay(slot)));
        foreach (var facet in Facets)
        {
            var values = index.Values(facet).Where(value => value.Value.Count() > 0).ToDictionary(value => value.Key, value => value.Value);
            Assert.Equal(expected.Values(facet).Keys.Order(), values.Keys.Order());
            foreach (var (value, set) in expected.Values(facet))
                Assert.Equal(set.Slots(), values[value].Slots());
        }
        Assert.Equal(expected.Past(2500).Slots(), index.Past(2500).Slots());
        Assert.Equal(expected.Upcoming(2500).Slots(), index.Upcoming(2500).Slots());
        Assert.Equal(expected.NextEnd(2500), index.NextEnd(2500));
        Assert.Equal(expected.Dated().Slots(), index.Dated().Slots());
        Assert.Equal(expected.InForce(20).Slots(), index.InForce(20).Slots());
    }
}
