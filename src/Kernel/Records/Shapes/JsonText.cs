using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Concord.Kernel.Records.Shapes;

/// <summary>Reads texts of JSON that nobody has checked yet, and quotes them in messages.</summary>
public static class JsonText
{
    /// <summary>Longest part of a value that a message quotes, in characters.</summary>
    public const int QuotedLength = 80;

    /// <summary>Longest id in characters.</summary>
    public const int LongestId = 200;

    private static readonly SearchValues<byte> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <summary>True for a well-formed id of a record, place, topic or list entry: <c>[a-z0-9_]+</c>, at most 200 characters.</summary>
    public static bool IsId(ReadOnlySpan<byte> id) => id.Length is >= 1 and <= LongestId && !id.ContainsAnyExcept(IdCharacters);

    /// <summary>The text of a JSON string; null where the value is no string, or one whose escapes leave half a surrogate pair.</summary>
    public static string? Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text's UTF-8, without a copy where it has no escapes; false where its escapes leave half a surrogate pair.</summary>
    internal static bool TryRead(JsonElement text, out ReadOnlySpan<byte> utf8)
    {
        utf8 = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        if (!utf8.Contains((byte)'\\'))
            return true;
        if (Read(text) is not { } unescaped)
            return false;
        utf8 = Encoding.UTF8.GetBytes(unescaped);
        return true;
    }

    /// <summary>A property's name as UTF-8; false where its escapes leave half a surrogate pair.</summary>
    public static bool TryReadName(JsonProperty property, out ReadOnlySpan<byte> utf8)
    {
        utf8 = JsonMarshal.GetRawUtf8PropertyName(property);
        if (!utf8.Contains((byte)'\\'))
            return true;
        try
        {
            utf8 = Encoding.UTF8.GetBytes(property.Name);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// A property of an object by its name, which is ASCII; the first where it stands twice. It tolerates names with broken escapes, unlike
    /// <see cref="JsonElement.TryGetProperty(string, out JsonElement)"/>.
    /// </summary>
    public static bool TryFind(JsonElement element, string name, out JsonElement value)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (TryReadName(property, out var found) && Ascii.Equals(found, name))
            {
                value = property.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>The value as a message shows it: texts in quotation marks, the rest as JSON; at most 80 characters of it, on one line.</summary>
    public static string Quote(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? TryRead(value, out var text) ? Quote(text) : Quote(JsonMarshal.GetRawUtf8Value(value)[1..^1])
            : Clip(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>A text in quotation marks, at most 80 characters of it, on one line.</summary>
    public static string Quote(ReadOnlySpan<byte> text) => $"\"{Clip(text)}\"";

    /// <inheritdoc cref="Quote(ReadOnlySpan{byte})"/>
    public static string Quote(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, (QuotedLength * 2) + 2));
        var buffer = new byte[Encoding.UTF8.GetMaxByteCount(start.Length)];
        Utf8.FromUtf16(start, buffer, out _, out var written, replaceInvalidSequences: true);
        return $"\"{Clip(buffer.AsSpan(0, written))}\"";
    }

    /// <summary>A JSON number up to its exponent.</summary>
    internal static ReadOnlySpan<byte> Mantissa(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        return raw.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var exponent ? raw[..exponent] : raw;
    }

    /// <summary>At most 80 characters, of which the last is an ellipsis where there were more; control characters become spaces.</summary>
    internal static string Clip(ReadOnlySpan<byte> utf8)
    {
        var clipped = new StringBuilder(Math.Min(utf8.Length, QuotedLength));
        var characters = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (characters == QuotedLength - 1 && utf8.Length > consumed)
                return clipped.Append('…').ToString();
            clipped.Append(IsUnprintable(rune) ? " " : rune.ToString());
            characters++;
            utf8 = utf8[consumed..];
        }
        return clipped.ToString();
    }

    /// <summary>Line breaks would tear a message; marks of direction would reverse what stands after them.</summary>
    private static bool IsUnprintable(Rune rune) =>
        Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Characters of a text; whether it says anything; and the first character that no page or feed can hold.</summary>
    internal static (int Length, bool IsBlank, Rune? Forbidden) Measure(ReadOnlySpan<byte> utf8)
    {
        var (length, blank) = (0, true);
        Rune? forbidden = null;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done)
                forbidden ??= Rune.ReplacementChar;
            length++;
            blank &= Rune.IsWhiteSpace(rune) || rune.Value is 0x200B or 0xFEFF;
            if ((rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r')) || rune.Value is 0x202D or 0x202E or 0xFFFE or 0xFFFF)
                forbidden ??= rune;
            utf8 = utf8[consumed..];
        }
        return (length, blank, forbidden);
    }
}
