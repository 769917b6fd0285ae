using System.Numerics;

namespace Concord.Kernel.Records.Index;

/// <summary>A set of slots, one bit each. Sets that meet in one operation have the same length.</summary>
internal sealed class Bits
{
    private readonly ulong[] words;

    // Counted once: a set of the index is asked for its size by every list, and does not change any more. -1 while it is not known.
    private int count = -1;

    public Bits(int slots) => words = new ulong[(slots + 63) / 64];

    private Bits(ulong[] words) => this.words = words;

    public bool this[int slot]
    {
        get => slot >> 6 < words.Length && (words[slot >> 6] & (1UL << slot)) != 0;
        set
        {
            count = -1;
            if (value)
                words[slot >> 6] |= 1UL << slot;
            else if (slot >> 6 < words.Length)
                words[slot >> 6] &= ~(1UL << slot);
        }
    }

    public static Bits Full(int slots)
    {
        var all = new Bits(slots);
        Array.Fill(all.words, ulong.MaxValue);
        if (slots % 64 is > 0 and var rest)
            all.words[^1] = (1UL << rest) - 1;
        return all;
    }

    public int Count()
    {
        if (count is >= 0 and var known)
            return known;
        var found = 0;
        foreach (var word in words)
            found += BitOperations.PopCount(word);
        return count = found;
    }

    /// <summary>The slots in the set, ascending: the work is that of the slots that are in it.</summary>
    public IEnumerable<int> Slots()
    {
        for (var i = 0; i < words.Length; i++)
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
                yield return (i << 6) + BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>How many slots are in both.</summary>
    public int CountWith(Bits other)
    {
        var count = 0;
        var (mine, theirs) = (words, other.words);
        for (var i = 0; i < Math.Min(mine.Length, theirs.Length); i++)
            count += BitOperations.PopCount(mine[i] & theirs[i]);
        return count;
    }

    public Bits And(Bits other)
    {
        var both = new ulong[words.Length];
        for (var i = 0; i < Math.Min(words.Length, other.words.Length); i++)
            both[i] = words[i] & other.words[i];
        return new Bits(both);
    }

    public Bits Not(int slots)
    {
        var rest = Full(slots);
        for (var i = 0; i < words.Length; i++)
            rest.words[i] &= ~words[i];
        return rest;
    }

    /// <summary>Adds the other's slots to this set.</summary>
    public void Add(Bits other)
    {
        count = -1;
        for (var i = 0; i < Math.Min(words.Length, other.words.Length); i++)
            words[i] |= other.words[i];
    }

    /// <summary>A copy with room for <paramref name="slots"/>.</summary>
    public Bits Copy(int slots)
    {
        var copy = new ulong[Math.Max(words.Length, (slots + 63) / 64)];
        words.CopyTo(copy, 0);
        return new Bits(copy);
    }
}
