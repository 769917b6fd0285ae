using System.Runtime.InteropServices;
using System.Text;

namespace Concord.Kernel.Records.Shapes;

/// <summary>
/// What a record is checked against: which ids exist and of which kind, places, topics, labels, and the local ids of each
/// record's lists. What could not be read is marked as such (<see cref="CannotTell(RecordKind)"/>): nothing is then refused for naming it.
/// </summary>
public sealed class RecordFacts
{
    private const byte OnlyNamed = 0;
    private const byte IsPlace = 31;

    private readonly Utf8Table ids = new();
    private readonly List<Home> homes = [];
    private readonly Utf8Table topics = new();
    private readonly Utf8Table locals = new();
    private readonly Dictionary<string, Utf8Table> labels = new(StringComparer.Ordinal);
    private readonly HashSet<RecordKind> unread = [];

    /// <summary>False where the places could not be read.</summary>
    public bool KnowsPlaces { get; private set; } = true;

    /// <summary>False where the topics could not be read.</summary>
    public bool KnowsTopics { get; private set; } = true;

    /// <summary>False where the labels could not be read.</summary>
    public bool KnowsLabels { get; private set; } = true;

    /// <summary>Says that the records of a kind could not be read.</summary>
    public void CannotTell(RecordKind kind) => unread.Add(kind);

    public void CannotTellPlaces() => KnowsPlaces = false;

    public void CannotTellTopics() => KnowsTopics = false;

    public void CannotTellLabels() => KnowsLabels = false;

    public bool Knows(RecordKind kind) => !unread.Contains(kind);

    /// <summary>The number that stands for an id from now on, whether it belongs to a record or is only named so far.</summary>
    public int NumberOf(ReadOnlySpan<byte> id)
    {
        var number = ids.Add(id, out var isNew);
        if (isNew)
            homes.Add(default);
        return number;
    }

    public string IdOf(int number) => Encoding.UTF8.GetString(ids[number]);

    /// <summary>Notes where a record stands; where its id is taken already, the first keeps it. Returns the id's number.</summary>
    public int AddRecord(RecordKind kind, ReadOnlySpan<byte> id, int index) => AddHome(id, (byte)kind, index);

    /// <summary>Notes where a place stands; places and records share one space of ids.</summary>
    public int AddPlace(ReadOnlySpan<byte> id, int index) => AddHome(id, IsPlace, index);

    public void AddTopic(ReadOnlySpan<byte> id) => topics.Add(id, out _);

    /// <summary>Notes an entry of a record's own list, such as a priority area of an instrument.</summary>
    public void AddLocal(int record, string list, ReadOnlySpan<byte> localId) =>
        locals.Add(LocalKey(record, list, localId), out _);

    public void AddLabel(string field, ReadOnlySpan<byte> value)
    {
        if (!labels.TryGetValue(field, out var values))
            labels[field] = values = new Utf8Table();
        values.Add(value, out _);
    }

    public bool HasTopic(ReadOnlySpan<byte> id) => topics.Contains(id);

    public bool HasLabel(string field, ReadOnlySpan<byte> value) =>
        labels.TryGetValue(field, out var values) && values.Contains(value);

    public bool HasLocal(ReadOnlySpan<byte> recordId, string list, ReadOnlySpan<byte> localId) =>
        ids.Find(recordId) is >= 0 and var record && locals.Contains(LocalKey(record, list, localId));

    /// <summary>The kind of the record with this id, or null where there is none.</summary>
    public RecordKind? KindOf(ReadOnlySpan<byte> id) =>
        Find(id) is { Kind: not OnlyNamed and not IsPlace } home ? (RecordKind)home.Kind : null;

    /// <summary>True where a record of this kind has the id, even where another record or place had it first: that is one fault, not many.</summary>
    public bool HasRecord(RecordKind kind, ReadOnlySpan<byte> id) => Find(id).Has((byte)kind);

    public bool HasPlace(ReadOnlySpan<byte> id) => Find(id).Has(IsPlace);

    /// <summary>The first record or place with this id: its kind (null for a place) and its index in its file; null where there is none.</summary>
    public (RecordKind? Kind, int Index)? HomeOf(ReadOnlySpan<byte> id) => Find(id) switch
    {
        { Kind: OnlyNamed } => null,
        { Kind: IsPlace } place => (null, place.Index),
        var record => ((RecordKind)record.Kind, record.Index),
    };

    /// <summary>Every id that a record or a place has, with its kind: null for a place.</summary>
    public IEnumerable<(string Id, RecordKind? Kind)> Homes()
    {
        for (var number = 0; number < homes.Count; number++)
            if (homes[number].Kind is not OnlyNamed and var kind)
                yield return (IdOf(number), kind == IsPlace ? null : (RecordKind)kind);
    }

    private Home Find(ReadOnlySpan<byte> id) => ids.Find(id) is >= 0 and var number ? homes[number] : default;

    private int AddHome(ReadOnlySpan<byte> id, byte kind, int index)
    {
        var number = NumberOf(id);
        ref var home = ref CollectionsMarshal.AsSpan(homes)[number];
        home = home.Kind == OnlyNamed ? new Home(kind, index, 1 << kind) : home with { Kinds = home.Kinds | (1 << kind) };
        return number;
    }

    private static byte[] LocalKey(int record, string list, ReadOnlySpan<byte> localId)
    {
        var name = Encoding.UTF8.GetBytes(list);
        var key = new byte[4 + name.Length + 1 + localId.Length];
        BitConverter.TryWriteBytes(key, record);
        name.CopyTo(key, 4);
        localId.CopyTo(key.AsSpan(4 + name.Length + 1));
        return key;
    }

    private readonly record struct Home(byte Kind, int Index, int Kinds)
    {
        public bool Has(byte kind) => (Kinds & (1 << kind)) != 0;
    }
}
