using System.Globalization;
using System.Text.Json;

namespace Concord.Interop.Bundle;

/// <summary>One record (or one field of <c>labels.json</c>) as it stands in its file.</summary>
/// <param name="File">The file.</param>
/// <param name="Index">The record's place in the file, from 0.</param>
/// <param name="Name">The field's name in <c>labels.json</c>; null in the other files.</param>
/// <param name="Json">The record's bytes, valid only until the next record is taken; empty where <paramref name="IsTooLong"/>.</param>
/// <param name="Line">Line of its first byte, from 1.</param>
/// <param name="Byte">Its first byte within that line, from 1.</param>
/// <param name="IsTooLong">The record is longer than any that is read.</param>
internal readonly record struct RawRecord(BundleFile File, int Index, string? Name, ReadOnlyMemory<byte> Json, long Line, long Byte, bool IsTooLong)
{
    /// <summary>Parses the record.</summary>
    /// <exception cref="UnreadableFileException">It is not valid JSON.</exception>
    public JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Json);
        }
        catch (JsonException fault)
        {
            var line = fault.LineNumber ?? 0;
            var at = (fault.BytePositionInLine ?? 0) + (line == 0 ? Byte : 1);
            throw UnreadableFileException.At(Line + line, at, fault.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0]);
        }
    }
}

/// <summary>A file of a bundle that cannot be read as JSON at all; the message says where and why.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message)
{
    internal static UnreadableFileException At(long line, long byteOfLine, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {byteOfLine}: {message}"));
}

/// <summary>Reads the files of a bundle record by record; memory stays at one record, however long the file.</summary>
/// <param name="folder">The folder that holds the files.</param>
internal sealed class BundleReader(string folder)
{
    /// <summary>The records of one file in order; none of an optional file that is not there. The bytes of each are valid until the next is taken.</summary>
    /// <exception cref="UnreadableFileException">The file is missing or is not such JSON; thrown when the reading comes to that place.</exception>
    public IEnumerable<RawRecord> Read(BundleFile file)
    {
        if (file.IsOptional && !Path.Exists(PathOf(file)))
            yield break;
        using var records = new RecordStream(Open(file), isObject: file == BundleFile.Labels);
        for (var index = 0; records.Next(); index++)
            yield return new RawRecord(file, index, records.Name, records.Value, records.Line, records.Byte, records.IsTooLong);
    }

    /// <summary>Length of a file in bytes, for progress; 0 where there is none.</summary>
    public long LengthOf(BundleFile file) => new FileInfo(PathOf(file)) is { Exists: true } info ? info.Length : 0;

    private FileStream Open(BundleFile file)
    {
        var path = PathOf(file);
        if (Directory.Exists(path))
            throw new UnreadableFileException("this is a folder; a file is expected.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableFileException("the file is missing; a bundle has all ten files.");
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new UnreadableFileException($"the file cannot be opened: {closed.Message}");
        }
    }

    private string PathOf(BundleFile file) => Path.Combine(folder, file.Name);
}
