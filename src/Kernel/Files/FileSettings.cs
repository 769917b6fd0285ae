using System.Globalization;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Content;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Concord.Kernel.Files;

/// <summary>What an operator sets about files.</summary>
public sealed record FileSettings
{
    /// <summary>Full path of the file store; all nodes of an installation share it. <c>Files:Path</c>, else <c>files</c> in the data folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The most bytes of a file. <c>Files:LargestMegabytes</c>, else 100 MB.</summary>
    public long LargestBytes { get; init; } = 100L << 20;

    /// <summary>Uploads that a person may have under way at once. <c>Files:MostOpenUploads</c>.</summary>
    public int MostOpenUploads { get; init; } = 10;

    /// <summary>Uploads that a person may begin within an hour. <c>Files:MostUploadsPerHour</c>.</summary>
    public int MostUploadsPerHour { get; init; } = 300;

    /// <summary>Files that a record or draft may have, all versions counted. <c>Files:MostPerRecord</c>.</summary>
    public int MostPerRecord { get; init; } = 1000;

    /// <summary>How long an upload that was begun can be gone on with. <c>Files:UploadHours</c>.</summary>
    public Duration UploadsLast { get; init; } = Duration.FromHours(24);

    /// <summary>How long what nothing refers to stays on the disk. <c>Files:OrphanHours</c>; longer than any upload and any backup takes.</summary>
    public Duration OrphansLast { get; init; } = Duration.FromHours(48);

    /// <summary>What the content of a file may be.</summary>
    public ContentLimits Limits { get; init; } = ContentLimits.Usual;

    /// <exception cref="InvalidDataException">A setting is not a whole number that makes sense.</exception>
    public static FileSettings Of(IConfiguration configuration, StoreLocation location)
    {
        var usual = new FileSettings { Folder = Path.GetFullPath(configuration["Files:Path"] is { Length: > 0 } path ? path : Path.Combine(location.DataFolder, "files")) };
        return usual with
        {
            LargestBytes = (long)Number("LargestMegabytes", (int)(usual.LargestBytes >> 20), 4000) << 20,
            MostOpenUploads = Number("MostOpenUploads", usual.MostOpenUploads, 1000),
            MostUploadsPerHour = Number("MostUploadsPerHour", usual.MostUploadsPerHour, 1_000_000),
            MostPerRecord = Number("MostPerRecord", usual.MostPerRecord, 1_000_000),
            UploadsLast = Duration.FromHours(Number("UploadHours", 24, 10_000)),
            OrphansLast = Duration.FromHours(Number("OrphanHours", 48, 10_000)),
        };

        int Number(string name, int otherwise, int most) => configuration["Files:" + name] switch
        {
            null or "" => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
            var text => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Files__{name} is \"{text}\": write a whole number from 1 to {most}.")),
        };
    }
}
