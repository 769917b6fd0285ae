using System.Buffers.Binary;
using System.Buffers.Text;
using Concord.Kernel.Records;

namespace Concord.Interop.Api;

/// <summary>
/// The place in a list at which the next stretch begins: the number of the last record before it. Records that are added later have
/// higher numbers, so a cursor stays right.
/// </summary>
/// <remarks>A check is packed in: a cursor that was cut, mistyped or taken from another list is refused instead of read as some other place.</remarks>
internal static class ListCursor
{
    private const int Length = 6;

    public static string Write(RecordKind kind, int after)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, after);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], Check(kind, after));
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(RecordKind kind, ReadOnlySpan<char> cursor, out int after)
    {
        after = 0;
        Span<byte> bytes = stackalloc byte[Length];
        if (cursor.Length != Length * 4 / 3 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length != Length)
            return false;
        var number = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (number < 1 || BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) != Check(kind, number))
            return false;
        after = number;
        return true;
    }

    /// <summary>Spreads every bit of the number over the check. It guards against accidents, not against forgery: there is nothing to gain by one.</summary>
    private static ushort Check(RecordKind kind, int after)
    {
        var mixed = ((uint)after ^ ((uint)kind << 24)) * 0x9E3779B1u;
        mixed = (mixed ^ (mixed >> 15)) * 0x85EBCA77u;
        return (ushort)(mixed >> 16);
    }
}
