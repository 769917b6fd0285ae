using System.IO.Compression;
using System.Text;
using Concord.Interop.Bundle;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace Concord.Interop.Api;

/// <summary>
/// The whole record in one file, for whoever takes it away: the files of the bundle
/// as <c>concord export</c> writes them, and where they are from.
/// </summary>
internal static class WholeRecord
{
    public const string Path = RecordApi.Path + "/record.zip";

    public const string ContentType = "application/zip";

    public static void MapWholeRecord(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, ReadOnly.Methods, ShowAsync)
            .WithTags("record")
            .WithName("download-record")
            .WithSummary("The whole record in one file")
            .WithDescription("The files of the record bundle, which another installation loads unchanged, and README.txt with origin and licence. All of one state.")
            .Produces<byte[]>(StatusCodes.Status200OK, ContentType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task ShowAsync(HttpContext http, Reading r, CancellationToken cancel)
    {
        // Larger than anything that is cached.
        if (http.Features.Get<IOutputCacheFeature>() is { } kept)
            kept.Context.AllowCacheStorage = false;
        await r.LetGoAsync();
        // Into a file first: whoever fetches it slowly holds neither a connection nor a state of the store.
        var file = new FileStream(System.IO.Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None,
            bufferSize: 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (file)
        {
            await WriteAsync(file, http, r, cancel);
            file.Position = 0;
            http.Response.ContentType = ContentType;
            http.Response.ContentLength = file.Length;
            http.Response.Headers.ContentDisposition = "attachment; filename=\"cooperation-record.zip\"";
            await file.CopyToAsync(http.Response.Body, cancel);
        }
    }

    private static async Task WriteAsync(Stream file, HttpContext http, Reading r, CancellationToken cancel)
    {
        var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
        await using (zip)
        {
            var origin = Encoding.UTF8.GetBytes(Readme(Origin.Of(http.Request), r));
            var readme = await CreateAsync("README.txt");
            await using (readme)
                await readme.WriteAsync(origin, cancel);
            await BundleExport.WriteAsync(http.RequestServices, CreateAsync, progress: null, cancel);

            Task<Stream> CreateAsync(string name)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
                entry.LastWriteTime = r.Today.AtMidnight().InUtc().ToDateTimeOffset();
                return entry.OpenAsync(cancel);
            }
        }
    }

    private static string Readme(string origin, Reading r) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
        The record of regional environmental cooperation in Asia

        From {origin}/ in the state of {r.Today:uuuu-MM-dd}. JSON files in UTF-8: mechanisms, organizations, instruments, events, projects, practices, cities
        and, where there are any, news and publications; and what they lean on: places, topics, and the labels of coded values. The fields are described at {origin}/openapi/v1.json.
        "concord import" loads the folder.

        The compilation may be reused under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/) with the source named as
        "Concord, record of regional environmental cooperation". The facts belong to nobody; each record names where they were read.

        """);
}
