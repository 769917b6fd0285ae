using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Microsoft.AspNetCore.Http.Extensions;

namespace Concord.Serving;

/// <summary>
/// Lets in whom the rule of an address lets in. An address without a rule is closed: a page whose author forgot to say who may see it is seen by
/// nobody.
/// </summary>
internal static class Doorkeeper
{
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not { } endpoint)
            return next(http);
        var person = http.Features.Get<Person>() ?? Person.Anyone;
        if (endpoint.Metadata.GetMetadata<MayAttribute>() is { } door
            && http.RequestServices.GetRequiredService<AccessRules>() is var rules && rules.MayAnywhere(person, door.Act))
        {
            // Only where a page is opened: what somebody has filled in already is not lost.
            if (person.First is { } first && first.Act != door.Act && !rules[door.Act].IsForAnyone && HttpMethods.IsGet(http.Request.Method) && !Faults.IsForMachines(http.Request.Path))
            {
                http.Response.Redirect(LeadingBack(http.Request, first.Path));
                return Task.CompletedTask;
            }
            // What one person sees is nobody else's, nor the next one's at the same machine.
            if (person.IsKnown || door.Act is not (KernelAccess.ReadRecord or KernelAccess.UseHouse))
                http.Response.Headers.CacheControl = "no-cache, no-store";
            return next(http);
        }
        if (person.IsKnown || Faults.IsForMachines(http.Request.Path) || !HttpMethods.IsGet(http.Request.Method))
            http.Response.StatusCode = person.IsKnown ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        else
            http.Response.Redirect(LeadingBack(http.Request, "/sign-in"));
        // Whoever refuses says by what one is let in (RFC 9110, 15.5.2); only the API takes anything but the form of the sign-in page.
        if (http.Response.StatusCode == StatusCodes.Status401Unauthorized && http.Request.Path.StartsWithSegments("/api"))
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"concord\"";
        return Task.CompletedTask;
    }

    /// <summary>Another page, which leads back.</summary>
    private static string LeadingBack(HttpRequest asked, string path)
    {
        var language = Language.Find(asked.Path.Value!.Split('/', 3)[1]) ?? AcceptLanguage.Best(asked.Headers.AcceptLanguage);
        return UriHelper.BuildRelative(asked.PathBase, $"/{language.Tag}{path}", QueryString.Create("to", asked.Path + asked.QueryString));
    }
}
