using Concord.Desk.Languages.Sheets;
using Concord.Desk.Languages.Texts;
using Concord.Desk.Languages.Xliff;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Concord.Desk.Languages.Incoming;

/// <summary>The files that a translator works on elsewhere.</summary>
internal static class LanguageFiles
{
    public static void MapLanguageFiles(this IEndpointRouteBuilder routes)
    {
        const string Record = "/{lang:language}/desk/languages/{target}/{kind:kind}/{id}";
        routes.MapGet(Record + "/file.xlf", GetXliff).RequireMay(LanguageAccess.SeeOwed).ExcludeFromDescription();
        routes.MapGet(Record + "/file.xlsx", GetSheet).RequireMay(LanguageAccess.SeeOwed).ExcludeFromDescription();
    }

    private static Task<IResult> GetXliff(string target, string kind, string id, string? from, Reading r, HttpContext http, CancellationToken cancel) =>
        FileAsync(target, kind, id, from, r, XliffWriter.MediaType, ".xlf", (outgoing, stream) => XliffWriter.Write(outgoing, stream, new Uri(Origin.Of(http.Request))), cancel);

    private static Task<IResult> GetSheet(string target, string kind, string id, string? from, Reading r, CancellationToken cancel) =>
        FileAsync(target, kind, id, from, r, SheetWriter.MediaType, ".xlsx", (outgoing, stream) => SheetWriter.Write(outgoing, stream, r.L), cancel);

    private static async Task<IResult> FileAsync(
        string target, string kind, string id, string? from, Reading r, string type, string ending, Action<Outgoing, Stream> write, CancellationToken cancel)
    {
        if (Language.Find(target) is not { } language || await TextsOfRecord.FindAsync(r.Db, r.Models, RecordKinds.FromPlural(kind)!.Value, id, cancel) is not { } record)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        if (!record.IsOpenTo(subject => r.May(LanguageAccess.SeeOwed, subject), language: null))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (Outgoing.Of([record], language.Tag, Language.Find(from)?.Tag, isOwedOnly: false) is not { } outgoing)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var file = new MemoryStream();
        write(outgoing, file);
        return Results.File(file.ToArray(), type, outgoing.Name + ending);
    }
}
