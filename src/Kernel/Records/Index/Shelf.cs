using System.Collections.Concurrent;

namespace Concord.Kernel.Records.Index;

/// <summary>
/// Things read from one state of the store, at hand for the requests that follow. When it is full it is emptied: what is asked for
/// often is back at once, and memory stays bounded.
/// </summary>
internal sealed class Shelf<TKey, T>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, T> things = [];
    private int count;

    public bool TryGet(TKey key, out T? thing) => things.TryGetValue(key, out thing);

    public void Put(TKey key, T thing)
    {
        if (!things.TryAdd(key, thing) || Interlocked.Increment(ref count) <= most)
            return;
        things.Clear();
        Interlocked.Exchange(ref count, 0);
    }
}
