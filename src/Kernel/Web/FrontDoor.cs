using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Concord.Kernel.Web;

/// <summary>The bare address: a reader who has not chosen a language is led to the home page in the one that the browser prefers.</summary>
public static class FrontDoor
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFrontDoor(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/", Reading, (HttpContext http) =>
        {
            // Not a lasting redirect: the same browser may prefer another language tomorrow.
            http.Response.Headers.Vary = "Accept-Language";
            return Results.Redirect("/" + AcceptLanguage.Best(http.Request.Headers.AcceptLanguage).Tag);
        }).ExcludeFromDescription().RequireMay(KernelAccess.UseHouse);

    /// <summary>Where browsers and feed readers look for a site's icon without asking a page; ours is a drawing, kept elsewhere.</summary>
    public static void MapMark(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/favicon.ico", Reading, () => Results.Redirect("/_content/Concord.Kernel/mark.svg", permanent: true)).ExcludeFromDescription().RequireMay(KernelAccess.UseHouse);
}
