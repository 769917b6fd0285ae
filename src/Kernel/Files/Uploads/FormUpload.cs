using System.Text;
using Concord.Kernel.Access;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Concord.Kernel.Files.Uploads;

/// <summary>
/// A file from a plain form, without script. The form is read part by part as it comes, in its own order: first the words, then the file, which
/// goes straight to where uploads are gathered and is neither held in memory nor written twice.
/// </summary>
internal static class FormUpload
{
    private const int MostFields = 10, LongestField = 4096;

    public static void MapFormUpload(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/{lang:language}/files/{kind}/{id}/upload", TakeAsync).RequireMay(FilesAccess.Upload).ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(string kind, string id, HttpContext http, Reading r, Upload upload, FileKeeping keeping, IEnumerable<FileOwners> owners,
        FileSettings settings, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await FileOwners.FindAsync(owners, r, kind, id, cancel) is not { } owner)
            return Results.NotFound();
        if (!r.May(FilesAccess.Upload, owner.Subject))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        r.Reads.LetGo();
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var here = r.Href($"/files/{kind}/{id}");
        if (http.Request.ContentLength > settings.LargestBytes + (1 << 20))
            return Back(here, UploadFault.TooLarge);
        UploadAddresses.AllowBody(http, settings);
        var form = new MultipartReader(boundary, http.Request.Body) { BodyLengthLimit = null };
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var (section, isForm) = await NextAsync(form, cancel);
            if (!isForm)
                return Results.BadRequest();
            if (section is null)
                return Back(here, UploadFault.Empty);
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                return Results.BadRequest();
            if (disposition.IsFileDisposition() || disposition.FileNameStar.HasValue)
                return await IsOursAsync(http, antiforgery, fields) ? await TakeAsync(section, disposition) : Results.BadRequest();
            if (fields.Count == MostFields || await FieldAsync(section, cancel) is not { } value)
                return Results.BadRequest();
            fields[HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? ""] = value;
        }

        async Task<IResult> TakeAsync(MultipartSection section, ContentDispositionHeaderValue disposition)
        {
            var name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value;
            if (string.IsNullOrEmpty(name))
                return Back(here, UploadFault.Empty);
            // How long the file itself is, only its end says.
            var request = new UploadRequest(owner, name, settings.LargestBytes, fields.GetValueOrDefault("language"), fields.GetValueOrDefault("title"),
                Guid.TryParse(fields.GetValueOrDefault("document"), out var document) ? document : null);
            var (begun, fault) = await upload.BeginAsync(r.Person.Account!.Value, request, cancel);
            if (begun is null)
                return Back(here, fault);
            var outcome = await upload.AppendAsync(begun, 0, section.Body, cancel);
            if (outcome != AppendOutcome.Taken || begun.Received == 0)
            {
                await upload.DropAsync(begun, CancellationToken.None);
                return Back(here, outcome == AppendOutcome.TooMuch ? UploadFault.TooLarge : UploadFault.Empty);
            }
            begun.Length = begun.Received;
            await upload.FinishAsync(begun, cancel);
            keeping.Wake();
            return Results.LocalRedirect($"{here}?upload={begun.Id}");
        }
    }

    /// <summary>The next part, null after the last; false where what was sent is not a form.</summary>
    private static async Task<(MultipartSection? Section, bool IsForm)> NextAsync(MultipartReader form, CancellationToken cancel)
    {
        try
        {
            return (await form.ReadNextSectionAsync(cancel), true);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return (null, false);
        }
    }

    /// <summary>The token comes before the file, so that nothing of a form that is not ours is taken in.</summary>
    private static Task<bool> IsOursAsync(HttpContext http, IAntiforgery antiforgery, Dictionary<string, string> fields)
    {
        if (fields.TryGetValue("__RequestVerificationToken", out var token))
            http.Request.Headers["RequestVerificationToken"] = token;
        // The body is being read here; the framework looks for the token in a form otherwise.
        http.Request.ContentType = null;
        return antiforgery.IsRequestValidAsync(http);
    }

    /// <summary>A field of words; null where it is too long or not text.</summary>
    private static async Task<string?> FieldAsync(MultipartSection section, CancellationToken cancel)
    {
        var bytes = new byte[LongestField + 1];
        int length;
        try
        {
            length = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
        return length > LongestField || !System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)) ? null : Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static IResult Back(string here, UploadFault fault) => Results.LocalRedirect($"{here}?fault={fault}#upload");
}
