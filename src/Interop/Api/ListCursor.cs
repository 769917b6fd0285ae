using System.Buffers.Binary;
using System.Buffers.Text;

namespace Concord.Interop.Api;

/// <summary>
/// The place in a list at which the next stretch begins: the number of the last record before it. In the order of recording a cursor
/// stays right whatever is added, for records that are added later have higher numbers.
/// </summary>
/// <remarks>
/// A check is packed in: a cursor that was cut, mistyped, or taken from another list or from one with other filters is refused instead of
/// read as some other place. It guards against accidents, not against forgery: there is nothing to gain by one.
/// </remarks>
internal static class ListCursor
{
    private const int Length = 9;

    /// <param name="list">Names the list with its filters and its order.</param>
    /// <param name="after">Number of the last record before the place.</param>
    public static string Write(string list, int after)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, after);
        Check(list, bytes[..4], bytes[4..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string list, ReadOnlySpan<char> cursor, out int after)
    {
        after = 0;
        Span<byte> bytes = stackalloc byte[Length];
        if (cursor.Length != Length * 4 / 3 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length != Length)
            return false;
        Span<byte> check = stackalloc byte[Length - 4];
        Check(list, bytes[..4], check);
        var number = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (number < 1 || !check.SequenceEqual(bytes[4..]))
            return false;
        after = number;
        return true;
    }

    /// <summary>FNV-1a: the same in every process, as a cursor outlives the one that gave it.</summary>
    private static void Check(string list, ReadOnlySpan<byte> number, Span<byte> check)
    {
        var hash = 14695981039346656037UL;
        foreach (var one in number)
            hash = (hash ^ one) * 1099511628211UL;
        foreach (var one in list)
            hash = (hash ^ one) * 1099511628211UL;
        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(whole, hash ^ (hash >> 32));
        whole[^check.Length..].CopyTo(check);
    }
}
