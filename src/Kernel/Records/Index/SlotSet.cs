using System.Numerics;

namespace Concord.Kernel.Records.Index;

/// <summary>
/// A set of slots. One with few members is kept as the list of them, any other as one bit per slot, whichever is smaller: the
/// thousands of values that few records carry cost what they hold, and the common ones are counted sixty-four slots at a time.
/// </summary>
internal sealed class SlotSet
{
    // What a listed member takes, in bits.
    private const int Listed = 32;

    // One of the two: the members, ascending, in the first places of a list; or a bit per slot.
    private int[] list = [];
    private ulong[]? words;

    // How many members; -1 while bits are not counted. Kept, because every list asks for the size of sets that no longer change.
    private int count;

    /// <summary>An empty set, which becomes bits when it is full enough.</summary>
    public SlotSet()
    {
    }

    private SlotSet(ulong[] words) => (this.words, count) = (words, -1);

    /// <summary>Whether a slot is in the set. Adding many is cheapest in ascending order.</summary>
    public bool this[int slot]
    {
        get => words is null ? List.BinarySearch(slot) >= 0 : slot >> 6 < words.Length && (words[slot >> 6] & (1UL << slot)) != 0;
        set
        {
            if (words is null)
                Put(slot, value);
            else
                Mark(slot, value);
        }
    }

    private ReadOnlySpan<int> List => list.AsSpan(0, count);

    /// <summary>An empty set of bits, with room for so many slots: for sets that are filled or asked slot by slot.</summary>
    public static SlotSet OfBits(int slots) => new(new ulong[Words(slots)]);

    public int Count()
    {
        if (count >= 0)
            return count;
        var found = 0;
        foreach (var word in words!)
            found += BitOperations.PopCount(word);
        return count = found;
    }

    /// <summary>The slots in the set, ascending.</summary>
    public IEnumerable<int> Slots()
    {
        if (words is null)
            for (var i = 0; i < count; i++)
                yield return list[i];
        else
            for (var i = 0; i < words.Length; i++)
                for (var rest = words[i]; rest != 0; rest &= rest - 1)
                    yield return (i << 6) + BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>How many slots are in both.</summary>
    public int CountWith(SlotSet other)
    {
        var found = 0;
        if (words is { } mine && other.words is { } theirs)
        {
            for (var i = 0; i < Math.Min(mine.Length, theirs.Length); i++)
                found += BitOperations.PopCount(mine[i] & theirs[i]);
            return found;
        }
        var (few, many) = FewAndMany(this, other);
        foreach (var slot in few.List)
            if (many[slot])
                found++;
        return found;
    }

    /// <summary>The slots that are in both.</summary>
    public SlotSet And(SlotSet other)
    {
        if (words is { } mine && other.words is { } theirs)
        {
            var both = new ulong[Math.Min(mine.Length, theirs.Length)];
            for (var i = 0; i < both.Length; i++)
                both[i] = mine[i] & theirs[i];
            return new SlotSet(both);
        }
        var (few, many) = FewAndMany(this, other);
        var met = new SlotSet { list = new int[few.count] };
        foreach (var slot in few.List)
            if (many[slot])
                met.list[met.count++] = slot;
        return met;
    }

    /// <summary>Adds the other's slots to this set.</summary>
    public void Add(SlotSet other)
    {
        if (words is not null && other.words is { } theirs)
        {
            Array.Resize(ref words, Math.Max(words.Length, theirs.Length));
            for (var i = 0; i < theirs.Length; i++)
                words[i] |= theirs[i];
            count = -1;
            return;
        }
        foreach (var slot in other.Slots())
            this[slot] = true;
    }

    /// <summary>The set as bits: itself, if it is kept so.</summary>
    public SlotSet AsBits()
    {
        if (words is not null)
            return this;
        var bits = OfBits(End);
        bits.Add(this);
        return bits;
    }

    public SlotSet Copy() => words is null ? new() { list = List.ToArray(), count = count } : new((ulong[])words.Clone());

    /// <summary>Gives up the room that the set, now complete, does not need in an index of so many slots.</summary>
    public void Trim(int slots)
    {
        if ((long)Count() * Listed < slots)
        {
            (list, words) = ([.. Slots()], null);
            return;
        }
        (list, words) = ([], AsBits().words);
        Array.Resize(ref words, Words(slots));
    }

    private static int Words(int slots) => (slots + 63) / 64;

    private static (SlotSet Few, SlotSet Many) FewAndMany(SlotSet one, SlotSet other) =>
        one.words is null && (other.words is not null || one.count <= other.count) ? (one, other) : (other, one);

    /// <summary>One more than the highest member of a list.</summary>
    private int End => count == 0 ? 0 : list[count - 1] + 1;

    private void Put(int slot, bool isIn)
    {
        var at = count > 0 && slot <= list[count - 1] ? List.BinarySearch(slot) : ~count;
        if (at >= 0 == isIn)
            return;
        if (!isIn)
        {
            list.AsSpan(at + 1, count - at - 1).CopyTo(list.AsSpan(at));
            count--;
            return;
        }
        if (count == list.Length)
        {
            if (count >= 16 && (long)count * Listed > Math.Max(End, slot))
            {
                (list, words) = ([], AsBits().words);
                Mark(slot, true);
                return;
            }
            Array.Resize(ref list, Math.Max(4, 2 * count));
        }
        list.AsSpan(~at, count - ~at).CopyTo(list.AsSpan(~at + 1));
        list[~at] = slot;
        count++;
    }

    private void Mark(int slot, bool isIn)
    {
        var word = slot >> 6;
        if (word >= words!.Length)
        {
            if (!isIn)
                return;
            Array.Resize(ref words, Math.Max(word + 1, 2 * words.Length));
        }
        if (isIn)
            words[word] |= 1UL << slot;
        else
            words[word] &= ~(1UL << slot);
        count = -1;
    }
}
