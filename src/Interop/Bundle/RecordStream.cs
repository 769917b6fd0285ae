using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Concord.Interop.Bundle;

/// <summary>
/// Cuts a stream of JSON into the values of its root array (or the members of its root object), holding one at a time. It checks
/// what must be known to cut safely: encoding, depth, matching brackets, ended texts. The inside of a value is checked by whoever parses it.
/// </summary>
internal sealed class RecordStream(Stream stream, bool isObject) : IDisposable
{
    /// <summary>A longer value is passed over: a record has texts of 20,000 characters at most, so it is far from any real one.</summary>
    public const int LongestRecord = 16 * 1024 * 1024;

    private const int DeepestNesting = 32;

    private static readonly SearchValues<byte> EndsText = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> EndsScalar = SearchValues.Create(",]}[{\" \t\r\n"u8);

    private byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private int validTo;
    private int keepFrom = -1;
    private bool begun;
    private bool tooLong;

    // Where the byte at `counted` stands in the file.
    private int counted;
    private long line = 1;
    private long byteOfLine = 1;

    /// <summary>Name of the member, where the root is an object; null where it has broken escapes.</summary>
    public string? Name { get; private set; }

    /// <summary>The value's bytes until the next <see cref="Next"/>; empty where it is longer than <see cref="LongestRecord"/>.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    public bool IsTooLong => tooLong;

    /// <summary>Line of the value's first byte, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The value's first byte within its line, from 1.</summary>
    public long Byte { get; private set; }

    /// <summary>Goes to the next value; false at the end of the file.</summary>
    /// <exception cref="UnreadableFileException">The file is no such JSON from here on.</exception>
    public bool Next()
    {
        keepFrom = -1;
        tooLong = false;
        var close = isObject ? '}' : ']';
        var next = begun ? Peek() : Open();
        if (begun && next == ',')
        {
            at++;
            if ((next = Peek()) == close)
                throw Unreadable("a comma stands before the end; take it out.");
        }
        else if (begun && next != close)
            throw Unreadable(next < 0 ? "the file ends before its root does." : "a comma or the end of the root is missing here.");
        begun = true;
        if (next == close)
        {
            at++;
            return Peek() < 0 ? false : throw Unreadable("something follows the end of the root; a file is one JSON value.");
        }
        if (isObject)
            ReadName();
        Peek();
        keepFrom = at;
        (Line, Byte) = Locate(at);
        PassValue();
        Value = tooLong ? default : buffer.AsMemory(keepFrom, at - keepFrom);
        return true;
    }

    public void Dispose() => stream.Dispose();

    private int Open()
    {
        while (end - at < 3 && Fill())
        {
        }
        if (buffer.AsSpan(at, end - at).StartsWith("\uFEFF"u8))
            at += 3;
        if (Peek() != (isObject ? '{' : '['))
            throw Unreadable(isObject ? "the file is not an object of labels; it begins with {." : "the file is not a list of records; it begins with [.");
        at++;
        return Peek();
    }

    private void ReadName()
    {
        if (Peek() != '"')
            throw Unreadable("a name in quotation marks is missing here.");
        keepFrom = at;
        PassText();
        var reader = new Utf8JsonReader(tooLong ? "\"\""u8 : buffer.AsSpan(keepFrom, at - keepFrom));
        try
        {
            reader.Read();
            Name = reader.GetString();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw Unreadable("the name before this byte is not a text.");
        }
        (keepFrom, tooLong) = (-1, false);
        if (Peek() != ':')
            throw Unreadable("a colon is missing here.");
        at++;
    }

    private void PassValue()
    {
        switch (Peek())
        {
            case '"':
                PassText();
                break;
            case '{' or '[':
                PassNested();
                break;
            case < 0:
                throw Unreadable("the file ends where a value is expected.");
            default:
                PassScalar();
                break;
        }
    }

    private void PassScalar()
    {
        do
        {
            var length = buffer.AsSpan(at, end - at).IndexOfAny(EndsScalar);
            at = length < 0 ? end : at + length;
            if (length >= 0)
                break;
        }
        while (Fill());
        if (at == keepFrom)
            throw Unreadable("a value is missing here.");
    }

    private void PassText()
    {
        at++;
        while (true)
        {
            var length = buffer.AsSpan(at, end - at).IndexOfAny(EndsText);
            at = length < 0 ? end : at + length;
            if (length < 0)
            {
                if (!Fill())
                    throw Unreadable("the file ends in the middle of a text.");
                continue;
            }
            switch (buffer[at])
            {
                case (byte)'"':
                    at++;
                    return;
                case (byte)'\\':
                    while (end - at < 2)
                        if (!Fill())
                            throw Unreadable("the file ends in the middle of a text.");
                    at += 2;
                    break;
                default:
                    throw Unreadable("a text is not ended on its line, or holds a control character; write \\n for a line break.");
            }
        }
    }

    private void PassNested()
    {
        // Bit n tells whether level n is an object; the root is level 1.
        var objects = 0UL;
        var depth = 1;
        do
        {
            var length = buffer.AsSpan(at, end - at).IndexOfAny(Structure);
            at = length < 0 ? end : at + length;
            if (length < 0)
            {
                if (!Fill())
                    throw Unreadable("the file ends in the middle of a record.");
                continue;
            }
            var found = buffer[at];
            switch (found)
            {
                case (byte)'"':
                    PassText();
                    continue;
                case (byte)'{' or (byte)'[':
                    if (++depth > DeepestNesting)
                        throw Unreadable($"nesting is deeper than {DeepestNesting.ToString(CultureInfo.InvariantCulture)} levels.");
                    objects = found == '{' ? objects | (1UL << depth) : objects & ~(1UL << depth);
                    break;
                default:
                    if ((found == '}') != ((objects & (1UL << depth)) != 0))
                        throw Unreadable($"{(char)found} closes what it did not open.");
                    depth--;
                    break;
            }
            at++;
        }
        while (depth > 1);
    }

    /// <summary>The next byte that is not white space, or -1 at the end of the file.</summary>
    private int Peek()
    {
        while (true)
        {
            var length = buffer.AsSpan(at, end - at).IndexOfAnyExcept(" \t\r\n"u8);
            at = length < 0 ? end : at + length;
            if (length >= 0)
                return buffer[at];
            if (!Fill())
                return -1;
        }
    }

    /// <summary>Reads on; false at the end of the file. What is kept moves to the front, and the buffer grows only for a value that does not fit.</summary>
    private bool Fill()
    {
        if (keepFrom >= 0 && end - keepFrom >= LongestRecord)
            (tooLong, keepFrom) = (true, -1);
        var from = keepFrom >= 0 ? keepFrom : at;
        Locate(from);
        buffer.AsSpan(from, end - from).CopyTo(buffer);
        at -= from;
        end -= from;
        validTo = Math.Max(0, validTo - from);
        counted = 0;
        if (keepFrom > 0)
            keepFrom = 0;
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        Validate(isEnd: read == 0);
        return read > 0;
    }

    private void Validate(bool isEnd)
    {
        var part = buffer.AsSpan(validTo, end - validTo);
        var whole = isEnd ? part.Length : part.Length - CutCharacter(part);
        if (!Utf8.IsValid(part[..whole]))
        {
            while (System.Text.Rune.DecodeFromUtf8(part, out _, out var length) == OperationStatus.Done)
                part = part[length..];
            at = end - part.Length;
            throw Unreadable($"the byte 0x{buffer[at]:X2} is not valid UTF-8 here; save the file as UTF-8.");
        }
        validTo += whole;
    }

    /// <summary>How many bytes at the end are the beginning of a character that goes on.</summary>
    private static int CutCharacter(ReadOnlySpan<byte> part)
    {
        for (var back = 1; back <= Math.Min(3, part.Length); back++)
        {
            var lead = part[^back];
            if (lead >= 0xC0)
                return back < (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2) ? back : 0;
            if (lead < 0x80)
                return 0;
        }
        return 0;
    }

    private (long Line, long Byte) Locate(int index)
    {
        var passed = buffer.AsSpan(counted, index - counted);
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last)
        {
            line += passed.Count((byte)'\n');
            byteOfLine = passed.Length - last;
        }
        else
            byteOfLine += passed.Length;
        counted = index;
        return (line, byteOfLine);
    }

    private UnreadableFileException Unreadable(string message)
    {
        var (errorLine, errorByte) = Locate(Math.Max(at, counted));
        return UnreadableFileException.At(errorLine, errorByte, message);
    }
}
