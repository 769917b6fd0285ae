using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;

namespace Concord.Kernel.Search;

/// <summary>One page of what a search finds, and how much there is in all.</summary>
/// <param name="Query">What was looked for in the end; differs from what was typed where a Korean particle was taken away.</param>
/// <param name="Total">Records found, of the kind that was asked for.</param>
/// <param name="IsCapped">There are more than <paramref name="Total"/>; they were not counted.</param>
/// <param name="Counts">Records found per kind, whatever kind was asked for; of capped answers lower bounds.</param>
/// <param name="Nos">Numbers of the page's records, the best first.</param>
public sealed record SearchAnswer(SearchQuery Query, int Total, bool IsCapped, IReadOnlyDictionary<RecordKind, int> Counts, IReadOnlyList<int> Nos);

/// <summary>
/// Search over everything. What decides is how a record matches: its name or acronym is what was typed; its names have what was typed as a
/// phrase; its names have all words; it has all words anywhere. Among equals <see cref="RecordRanks"/> decides; among namesakes first of all
/// the kind: a mechanism stands before the organization that carries its name, a meeting before the project that held it. The databases only say
/// which records have which tokens, so the answer is the same on both.
/// </summary>
public static class RecordSearch
{
    /// <summary>Records on a page.</summary>
    public const int PageSize = 25;

    /// <summary>The most records that are counted and ranked.</summary>
    public const int Most = 10_000;

    /// <summary>Answers a query for a page of results.</summary>
    /// <param name="reading">The reader; its state of the store is searched.</param>
    /// <param name="text">What was typed; anything.</param>
    /// <param name="kind">The one kind to show; null for all.</param>
    /// <param name="page">From 1; a page after the last is empty.</param>
    /// <param name="cancel">Stops.</param>
    public static Task<SearchAnswer> AskAsync(Reading reading, string text, RecordKind? kind = null, int page = 1, CancellationToken cancel = default) =>
        AskAsync(reading.Reads, reading.Known, text, kind, page, cancel);

    internal static async Task<SearchAnswer> AskAsync(RecordReads reads, Snapshot snapshot, string text, RecordKind? kind, int page, CancellationToken cancel)
    {
        var asking = new Asking(reads, snapshot);
        var query = SearchQuery.Parse(text);
        var found = await asking.FindAsync(query, null, cancel);
        if (found.Total == 0 && Particles.Without(text) is { } bare)
        {
            query = SearchQuery.Parse(bare);
            found = await asking.FindAsync(query, null, cancel);
        }
        var counts = found.CountKinds();
        if (kind is { } only)
            // Of a capped answer the first records may all be of other kinds, so the store is asked for this kind alone.
            found = found.IsCapped ? await asking.FindAsync(query, only, cancel) : found.Of(only);
        return new SearchAnswer(query, found.Total, found.IsCapped, counts, found.Page(page));
    }

    /// <summary>How many records a text finds, at most <see cref="Most"/> + 1.</summary>
    internal static async Task<int> CountAsync(RecordReads reads, string text, CancellationToken cancel)
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty)
            return 0;
        return (await reads.MatchAsync(query, inNames: false, Most + 1, cancel)).Count;
    }

    private sealed class Asking(RecordReads reads, Snapshot snapshot)
    {
        private readonly RecordRanks ranks = snapshot.Ranks;

        public async Task<Found> FindAsync(SearchQuery query, RecordKind? kind, CancellationToken cancel)
        {
            var found = new Found(ranks.Length);
            if (query.IsEmpty)
                return found;
            var words = await MatchAsync(query, inNames: true, kind, cancel);
            // Where more records than are ranked have the words in their names, no page reaches those that have them elsewhere.
            var anywhere = words.Count > Most ? [] : await MatchAsync(query, inNames: false, kind, cancel);
            if (words.Count + anywhere.Count == 0)
                return found;
            if (NameTokens.Whole(query.NameKey) is { } whole)
                found.Add(await MatchAsync(SearchQuery.OfTokens(whole), inNames: true, kind, cancel), ranks, areNamesakes: true);
            if (words.Count > 0)
            {
                if (Phrase(query) is { } phrase)
                    found.Add(await MatchAsync(phrase, inNames: true, kind, cancel), ranks);
                found.Add(words, ranks);
            }
            found.Add(anywhere, ranks);
            return found;
        }

        private async Task<List<int>> MatchAsync(SearchQuery query, bool inNames, RecordKind? kind, CancellationToken cancel)
        {
            if (kind is { } only)
                query = query.With(NameTokens.Kind(only));
            var asked = (query.ToTsQuery(), inNames);
            if (snapshot.Matches.TryGet(asked, out var known))
                return known!;
            var found = await reads.MatchAsync(query, inNames, Most + 1, cancel);
            snapshot.Matches.Put(asked, found);
            return found;
        }

        /// <summary>The query as a phrase; null where its words alone say as much.</summary>
        private static SearchQuery? Phrase(SearchQuery query)
        {
            var neighbours = NameTokens.Neighbours(query.NameKey).Take(SearchQuery.MostTerms).ToList();
            return neighbours.TrueForAll(pair => query.Terms.Any(term => term.Matches(pair))) ? null : SearchQuery.OfTokens(neighbours);
        }
    }

    /// <summary>The records found, tier by tier; each stands in the best tier it is found in.</summary>
    private sealed class Found(int length)
    {
        private readonly SlotSet known = SlotSet.OfBits(length);
        private List<List<ulong>> tiers = [];
        private List<ulong>? namesakes;

        public int Total => IsCapped ? Most : tiers.Sum(tier => tier.Count);

        public bool IsCapped { get; private set; }

        public void Add(List<int> nos, RecordRanks ranks, bool areNamesakes = false)
        {
            var tier = new List<ulong>(nos.Count);
            foreach (var no in nos)
            {
                var rank = ranks[no];
                if (rank == 0 || known[no])
                    continue;
                known[no] = true;
                tier.Add(rank);
            }
            tiers.Add(tier);
            if (areNamesakes)
                namesakes = tier;
            IsCapped |= nos.Count > Most;
        }

        /// <summary>What was found of one kind; the set is used up.</summary>
        public Found Of(RecordKind kind)
        {
            // Namesakes of one kind need no order of kinds.
            tiers = tiers.ConvertAll(tier => tier.FindAll(rank => RecordRanks.Kind(rank) == kind));
            return this;
        }

        public Dictionary<RecordKind, int> CountKinds()
        {
            var counts = new Dictionary<RecordKind, int>();
            foreach (var tier in tiers)
                foreach (var rank in tier)
                    counts[RecordRanks.Kind(rank)] = counts.GetValueOrDefault(RecordRanks.Kind(rank)) + 1;
            return counts;
        }

        public List<int> Page(int page)
        {
            var nos = new List<int>(PageSize);
            var skip = (long)(page - 1) * PageSize;
            // What is shown ends where the total ends, also where more was found than is counted.
            var room = Math.Min(PageSize, Total - skip);
            foreach (var tier in tiers)
            {
                if (nos.Count >= room)
                    break;
                if (skip >= tier.Count)
                {
                    skip -= tier.Count;
                    continue;
                }
                if (tier == namesakes)
                    tier.Sort(RecordRanks.ByKind);
                else
                    tier.Sort();
                for (var i = (int)skip; i < tier.Count && nos.Count < room; i++)
                    nos.Add(RecordRanks.No(tier[i]));
                skip = 0;
            }
            return nos;
        }
    }
}
