using System.Globalization;
using System.Text.Json;
using Concord.Kernel.Access;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Concord.Kernel.Files.Uploads;

/// <summary>What a program says of a file that it is about to send.</summary>
/// <param name="Owner">What it will belong to: <c>events/acecf_2018</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Language">The language it is written in, a BCP 47 tag; <c>und</c> for none.</param>
/// <param name="Title">Title of the document; made of the name where it is missing.</param>
/// <param name="Document">The document that it is another version or language of.</param>
public sealed record UploadAnnounced(string? Owner, string? Name, long? Length, string? Language, string? Title, Guid? Document);

/// <summary>What came of an upload.</summary>
/// <param name="File">Id of the file.</param>
/// <param name="Address">Where it is fetched.</param>
/// <param name="Version">Which version of its document it is, in its language.</param>
public sealed record UploadedFile(Guid File, string Address, int Version);

/// <summary>
/// Uploads that survive lost connections, in the words of the IETF's resumable uploads for HTTP (draft-ietf-httpbis-resumable-upload): POST
/// announces a file, PATCH sends a piece from an offset on, HEAD asks how far it has come, DELETE gives it up. The piece with
/// <c>Upload-Complete: ?1</c> ends it. Only who began an upload sees it.
/// </summary>
internal static class UploadAddresses
{
    private const string Offset = "Upload-Offset", Complete = "Upload-Complete", Total = "Upload-Length", Limit = "Upload-Limit", Piece = "application/partial-upload";

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/api/v1/uploads").RequireMay(FilesAccess.Upload).ExcludeFromDescription();
        uploads.MapPost("/", BeginAsync);
        uploads.MapGet("/{id:guid}", AskAsync);
        uploads.MapPatch("/{id:guid}", AppendAsync);
        uploads.MapDelete("/{id:guid}", DropAsync);
    }

    private static async Task<IResult> BeginAsync(HttpContext http, Reading r, Upload upload, IEnumerable<FileOwners> owners, FileSettings settings, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await IsOursAsync(http, antiforgery))
            return Foreign();
        if (!http.Request.HasJsonContentType())
            return Problem(StatusCodes.Status415UnsupportedMediaType, "A file is announced in JSON: owner, name, length, language.");
        if (await ReadAsync(http.Request, cancel) is not { } announced)
            return Problem(StatusCodes.Status400BadRequest, "The announcement cannot be read: write owner, name, length and language as a JSON object.");
        if (announced.Owner?.Split('/') is not [var kind, var id] || await FileOwners.FindAsync(owners, r, kind, id, cancel) is not { } owner)
            return Problem(StatusCodes.Status404NotFound, "There is no such owner: write kind and id of a record, such as events/acecf_2018.");
        if (!r.May(FilesAccess.Upload, owner.Subject))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (announced.Length is not { } length)
            return Problem(StatusCodes.Status400BadRequest, "The length is missing: say how many bytes the file has.");
        r.Reads.LetGo();
        var (begun, fault) = await upload.BeginAsync(r.Person.Account!.Value, new UploadRequest(owner, announced.Name, length, announced.Language, announced.Title, announced.Document), cancel);
        if (begun is null)
            return Problem(StatusOf(fault), fault.In(r.L, settings));
        Tell(http, begun);
        http.Response.Headers[Limit] = string.Create(CultureInfo.InvariantCulture, $"max-size={settings.LargestBytes}");
        return Results.Created($"/api/v1/uploads/{begun.Id}", new { id = begun.Id });
    }

    /// <summary>Read here and not by the framework, which would take an address for another when it is sent something else than JSON.</summary>
    private static async Task<UploadAnnounced?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            // No id holds the character that PostgreSQL does not take.
            return await request.ReadFromJsonAsync<UploadAnnounced>(cancel) is { } announced && announced.Owner?.Contains('\0', StringComparison.Ordinal) != true ? announced : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<IResult> AskAsync(Guid id, HttpContext http, Reading r, Upload upload, CancellationToken cancel)
    {
        if (await upload.FindAsync(r.Person.Account!.Value, id, cancel) is not { } found)
            return Gone();
        Tell(http, found);
        http.Response.Headers[Total] = found.Length.ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> AppendAsync(Guid id, HttpContext http, Reading r, Upload upload, IEnumerable<FileOwners> owners, FileKeeping keeping, FileSettings settings,
        IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await IsOursAsync(http, antiforgery))
            return Foreign();
        if (!string.Equals(http.Request.ContentType?.Split(';')[0].Trim(), Piece, StringComparison.OrdinalIgnoreCase))
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"A piece of a file is sent as {Piece}.");
        if (!long.TryParse(http.Request.Headers[Offset], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return Problem(StatusCodes.Status400BadRequest, $"{Offset} is missing: say where the piece begins.");
        var complete = http.Request.Headers[Complete].ToString();
        if (complete is not ("?0" or "?1" or ""))
            return Problem(StatusCodes.Status400BadRequest, $"{Complete} is ?1 with the last piece and ?0 with others.");
        if (await upload.FindAsync(r.Person.Account!.Value, id, cancel) is not { } found)
            return Gone();
        // A day may lie between the pieces: the role may have ended, or the record have gone to another mechanism.
        if (await FileOwners.FindAsync(owners, r, found.OwnerKind, found.OwnerId, cancel) is not { } owner || !r.May(FilesAccess.Upload, owner.Subject))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        r.Reads.LetGo();
        AllowBody(http, settings);
        if (found.FileId is null && found.Refusal is null)
        {
            var outcome = await upload.AppendAsync(found, offset, http.Request.Body, cancel);
            Tell(http, found);
            switch (outcome)
            {
                case AppendOutcome.OutOfPlace:
                    return Problem(StatusCodes.Status409Conflict, string.Create(CultureInfo.InvariantCulture, $"The upload has come to byte {found.Received}: send from there on."));
                case AppendOutcome.Busy:
                    return Problem(StatusCodes.Status409Conflict, "Another piece of this upload is just coming in: ask how far it has come, then go on.");
                case AppendOutcome.TooMuch:
                    return Problem(StatusCodes.Status400BadRequest, string.Create(CultureInfo.InvariantCulture, $"There is more than the {found.Length} bytes that were announced: begin again."));
                case AppendOutcome.BrokenOff:
                    return Results.StatusCode(StatusCodes.Status400BadRequest);
            }
        }
        return complete == "?1" ? await FinishAsync(found, http, r, upload, keeping, cancel) : Told(http, found);
    }

    private static async Task<IResult> FinishAsync(OpenUpload found, HttpContext http, Reading r, Upload upload, FileKeeping keeping, CancellationToken cancel)
    {
        var (file, refusal) = await upload.FinishAsync(found, cancel);
        Tell(http, found);
        if (refusal is not null)
            return Problem(StatusCodes.Status422UnprocessableEntity, refusal.In(r.L));
        if (file is null)
            return Problem(StatusCodes.Status409Conflict, string.Create(CultureInfo.InvariantCulture, $"Of {found.Length} bytes {found.Received} have come: send the others."));
        keeping.Wake();
        return Results.Ok(new UploadedFile(file.Id, FileAddress.Of(file.Id, file.Name), file.Version));
    }

    private static async Task<IResult> DropAsync(Guid id, HttpContext http, Reading r, Upload upload, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await IsOursAsync(http, antiforgery))
            return Foreign();
        if (await upload.FindAsync(r.Person.Account!.Value, id, cancel) is not { } found)
            return Gone();
        await upload.DropAsync(found, cancel);
        return Results.NoContent();
    }

    /// <summary>The token stands in a header. In a form, which is not what is sent here, the framework would look for it, and stumble over whatever that form holds.</summary>
    private static async Task<bool> IsOursAsync(HttpContext http, IAntiforgery antiforgery) =>
        !http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http);

    /// <summary>A file is longer than anything else that is sent here.</summary>
    public static void AllowBody(HttpContext http, FileSettings settings)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = settings.LargestBytes + (1 << 20);
    }

    private static void Tell(HttpContext http, OpenUpload upload)
    {
        http.Response.Headers[Offset] = upload.Received.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[Complete] = upload.FileId is null ? "?0" : "?1";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static IResult Told(HttpContext http, OpenUpload upload)
    {
        Tell(http, upload);
        return Results.NoContent();
    }

    private static int StatusOf(UploadFault fault) => fault switch
    {
        UploadFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        UploadFault.TooManyOpen or UploadFault.TooManyThisHour => StatusCodes.Status429TooManyRequests,
        UploadFault.TooManyOfRecord => StatusCodes.Status409Conflict,
        UploadFault.UnknownType => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status400BadRequest,
    };

    private static IResult Gone() => Problem(StatusCodes.Status404NotFound, "There is no such upload, or its time is over: begin again.");

    private static IResult Foreign() => Problem(StatusCodes.Status400BadRequest, "The request does not come from a page of this house, or the page is too old: load it anew.");

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
