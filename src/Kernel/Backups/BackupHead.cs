using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord.Kernel.Backups;

/// <summary>The first part of a backup, <c>backup.json</c>: what it was made of and by whom, so that what cannot be restored is refused before it is read.</summary>
internal sealed record BackupHead
{
    public const string Name = "backup.json";

    /// <summary>The form of backups that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Program { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Store { get; init; }

    /// <summary>The instant at which it was begun, ISO 8601 in UTC.</summary>
    public required string TakenAt { get; init; }

    /// <summary>The migrations that the store had, in their order.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    /// <summary>The tables of PostgreSQL, in the order in which they follow; the file of SQLite knows its own.</summary>
    public IReadOnlyList<BackupTable>? Tables { get; init; }
}

/// <summary>A table, and the columns that are copied, in their order.</summary>
internal sealed record BackupTable(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>The table and its columns as <c>COPY</c> names them.</summary>
    [JsonIgnore]
    public string Sql => $"\"{Name}\" ({string.Join(',', Columns.Select(column => $"\"{column}\""))})";

    /// <summary>The name of one of the parts that hold its rows, from 1.</summary>
    public string PartName(int number) => string.Create(CultureInfo.InvariantCulture, $"store/{Name}/{number:000000}");
}

/// <summary>A part of a backup.</summary>
/// <param name="Name">Its name in the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, hexadecimal, small letters.</param>
internal sealed record BackupPart(string Name, long Bytes, string Sha256);

/// <summary>The last part of a backup, <c>manifest.json</c>: what a whole one holds. The name of a file of the file store is its SHA-256.</summary>
internal sealed record BackupManifest
{
    public const string Name = "manifest.json";

    /// <summary>All parts before the files.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Number of rows of each table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>PostgreSQL: the next numbers of columns that number themselves, by <c>table.column</c>.</summary>
    public IReadOnlyDictionary<string, long>? NextNumbers { get; init; }

    public required BackupFiles Files { get; init; }

    /// <summary>Where the audit trail ended (<see cref="Audit.AuditMark"/>); null in a store of a version without one.</summary>
    public string? AuditEnd { get; init; }
}

/// <summary>The files of the file store that the rows refer to.</summary>
internal sealed record BackupFiles(long Count, long Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupHead))]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext
{
    public static byte[] Write(BackupHead head) => [.. JsonSerializer.SerializeToUtf8Bytes(head, Readable().BackupHead), (byte)'\n'];

    public static byte[] Write(BackupManifest manifest) => [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Readable().BackupManifest), (byte)'\n'];

    /// <summary>Reads the head or the manifest; what is no such thing is a fault.</summary>
    public static T Read<T>(string part, byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new BackupFaultException(part, "it is empty.");
        }
        catch (JsonException fault)
        {
            throw new BackupFaultException(part, $"it cannot be read: {fault.Message}");
        }
    }

    private static BackupJson Readable() => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" });
}
