namespace Concord.Kernel.Records.Shapes;

/// <summary>
/// A set of short UTF-8 texts, each with the number under which it came in (0, 1, 2, ...). It takes about 30 bytes a text beside
/// the text itself, and is asked with the bytes as they stand in a file: a bundle may name millions of ids.
/// </summary>
public sealed class Utf8Table
{
    /// <summary>Bytes of the first chunk; each further one holds twice as many, up to the largest. Most tables hold a dozen texts.</summary>
    private const int FirstChunk = 1 << 8, LargestChunk = 1 << 16;

    private readonly List<byte[]> chunks = [];
    private int[] buckets = new int[16];
    private Entry[] entries = new Entry[16];
    private int usedOfChunk;

    public int Count { get; private set; }

    /// <summary>The bytes of text number <paramref name="number"/>.</summary>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            ref readonly var entry = ref entries[number];
            return chunks[entry.Chunk].AsSpan(entry.Start, entry.Length);
        }
    }

    /// <summary>The number of a text, or -1 where the table does not hold it.</summary>
    public int Find(ReadOnlySpan<byte> text) => Find(text, Hash(text));

    public bool Contains(ReadOnlySpan<byte> text) => Find(text) >= 0;

    /// <summary>The number of a text, which comes in where it is new.</summary>
    public int Add(ReadOnlySpan<byte> text, out bool isNew)
    {
        var hash = Hash(text);
        var found = Find(text, hash);
        isNew = found < 0;
        if (!isNew)
            return found;
        if (Count == entries.Length)
            Grow();
        var (chunk, start) = Keep(text);
        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        entries[Count] = new Entry(hash, bucket - 1, chunk, start, text.Length);
        bucket = Count + 1;
        return Count++;
    }

    private int Find(ReadOnlySpan<byte> text, int hash)
    {
        for (var at = buckets[hash & (buckets.Length - 1)] - 1; at >= 0; at = entries[at].Next)
            if (entries[at].Hash == hash && this[at].SequenceEqual(text))
                return at;
        return -1;
    }

    private (int Chunk, int Start) Keep(ReadOnlySpan<byte> text)
    {
        if (chunks.Count == 0 || usedOfChunk + text.Length > chunks[^1].Length)
        {
            var size = chunks.Count == 0 ? FirstChunk : Math.Min(LargestChunk, chunks[^1].Length * 2);
            chunks.Add(new byte[Math.Max(size, text.Length)]);
            usedOfChunk = 0;
        }
        var start = usedOfChunk;
        text.CopyTo(chunks[^1].AsSpan(start));
        usedOfChunk += text.Length;
        return (chunks.Count - 1, start);
    }

    private void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        buckets = new int[entries.Length];
        for (var i = 0; i < Count; i++)
        {
            ref var bucket = ref buckets[entries[i].Hash & (buckets.Length - 1)];
            entries[i] = entries[i] with { Next = bucket - 1 };
            bucket = i + 1;
        }
    }

    /// <remarks><see cref="HashCode"/> is seeded anew in each process, so no file can be made of ids that all collide.</remarks>
    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    private readonly record struct Entry(int Hash, int Next, int Chunk, int Start, int Length);
}
