using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Concord.Kernel.Access;

namespace Concord.Desk.Finding;

/// <summary>Where the script of a form asks for what matches what is typed; the language is that of <c>lang</c>.</summary>
internal static class FindAddress
{
    public static void MapFind(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/find", FindAsync).ExcludeFromDescription().RequireMay(DeskAccess.DraftRecords);

    private static async Task<IResult> FindAsync(HttpContext http, Reading r, string? kind, string? q, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        await r.BeginAsync(cancel);
        return TypedResults.Json(await Finder.FindAsync(r, kind ?? "", q ?? "", cancel));
    }
}
