namespace Concord.Kernel.Records.Index;

internal sealed partial class KindIndex
{
    /// <summary>Makes the first index of a kind from one line after the other, so that the lines of a million records are never all in memory.</summary>
    public sealed class Builder
    {
        private readonly KindIndex index = new();

        // Facet and value in one, as they stand in the lines: they are looked up some seven million times while a million lines are read.
        private readonly Dictionary<string, SlotSet> sets = [];

        /// <summary>Adds a record.</summary>
        /// <param name="no">Its number, above that of the one before.</param>
        /// <param name="entry">Its index line.</param>
        public void Add(int no, string entry)
        {
            if (index.Slots == index.nos.Length)
                index.Resize(Math.Max(16, 2 * index.Slots));
            var slot = index.Slots++;
            index.nos[slot] = no;
            var facets = index.Read(slot, entry);
            var known = sets.GetAlternateLookup<ReadOnlySpan<char>>();
            while (facets.Length > 0)
            {
                var facet = Next(ref facets);
                if (!known.TryGetValue(facet, out var set))
                    known[facet] = set = new SlotSet();
                set[slot] = true;
            }
        }

        /// <summary>The index; the builder is used up.</summary>
        public KindIndex Build()
        {
            index.Resize(index.Slots);
            foreach (var (facet, set) in sets)
            {
                set.Trim(index.Slots);
                var (name, value) = Parted(facet);
                index.ValuesOf(name)[value] = set;
            }
            return index;
        }
    }
}
