using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Concord.Kernel.Files;

/// <summary>
/// <c>/files/{id}/{name}</c>: the content of a file. It is sent to be saved, or shown when it is an image; as what it was found to be, and in
/// a place where no script of it would run. A file that the reader may not see is a file that is not there.
/// </summary>
internal static class FileAddress
{
    /// <summary>Nothing within the file may load, run, frame or send anything, and it has no origin.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    /// <summary>The address of a file.</summary>
    public static string Of(Guid id, string name) => $"/files/{id}/{Uri.EscapeDataString(name)}";

    public static void MapFile(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/files/{id:guid}/{name}", SendAsync).RequireMay(FilesAccess.Download).ExcludeFromDescription();

    private static async Task<IResult> SendAsync(Guid id, string name, HttpContext http, Reading r, IEnumerable<FileOwners> owners, FileStore store, CancellationToken cancel)
    {
        var db = r.Db;
        var found = await (from file in db.Set<StoredFile>()
                           join blob in db.Set<StoredBlob>() on file.Hash equals blob.Hash
                           where file.Id == id
                           select new { File = file, blob.MediaType }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null || await FileOwners.FindAsync(owners, r, found.File.OwnerKind, found.File.OwnerId, cancel) is not { } owner)
            return Results.NotFound();
        var isPublic = owner.IsPublic && found.File.State == FileState.Published;
        if (!isPublic && !r.May(FilesAccess.SeeAll, owner.Subject))
            return owner.IsPublic && found.File.State == FileState.Replaced && await SuccessorAsync(db, found.File, cancel) is { } successor
                ? Results.LocalRedirect(Of(successor.Id, successor.Name)) : Results.NotFound();
        if (name != found.File.Name)
            return Results.LocalRedirect(Of(id, found.File.Name), permanent: true);
        await r.LetGoAsync();
        // What is missing on the disk is told of by 'concord check'; for the reader it is not there.
        return store.PathOf(found.File.Hash) is var path && File.Exists(path) ? Send(http, path, found.File, found.MediaType, isPublic) : Results.NotFound();
    }

    /// <summary>The version that is public now: addresses that were given out lead to it.</summary>
    private static Task<StoredFile?> SuccessorAsync(ConcordDb db, StoredFile replaced, CancellationToken cancel) =>
        db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(file => file.DocumentId == replaced.DocumentId && file.Language == replaced.Language && file.State == FileState.Published, cancel);

    private static PhysicalFileHttpResult Send(HttpContext http, string path, StoredFile file, string mediaType, bool isPublic)
    {
        var isImage = FileType.OfMediaType(mediaType) is { IsImage: true };
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A file that was taken back is gone at once: whoever keeps it asks each time whether it still holds. What is not public stays on no disk.
        headers.CacheControl = isPublic ? "public, no-cache" : "no-store";
        // RFC 6266 with the name of RFC 8187 beside a plain one.
        var disposition = new ContentDispositionHeaderValue(isImage ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        if (file.Language is not "und")
            headers.ContentLanguage = file.Language;
        // Bytes as they are: ranges and the tag hold for what is on the disk, not for what a compression makes of it.
        http.Request.Headers.AcceptEncoding = default;
        return TypedResults.PhysicalFile(path, mediaType, lastModified: file.UploadedAt.ToDateTimeOffset(),
            entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), enableRangeProcessing: true);
    }
}
