using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http.Extensions;

namespace Concord.Serving;

/// <summary>One address for each page: under the name that the operator gives the site, and without a slash at its end.</summary>
internal static class Addresses
{
    /// <summary>
    /// Where the installation has a public address, whatever names this site (the sitemap, links between languages, the next stretch of a list, calendars)
    /// uses that address; without one, the address that the request used.
    /// </summary>
    public static void UsePublicUrl(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Installation>().Url is not { } url)
        {
            // HTTP/1.0 need not name a host, and 1.1 may name an empty one: what is sent must name this site all the same.
            app.Use((http, next) =>
            {
                if (!http.Request.Host.HasValue)
                    http.Request.Host = new HostString("localhost");
                return next(http);
            });
            return;
        }
        var host = url.IsDefaultPort ? new HostString(url.IdnHost) : new HostString(url.IdnHost, url.Port);
        app.Use((http, next) =>
        {
            (http.Request.Scheme, http.Request.Host) = (url.Scheme, host);
            return next(http);
        });
    }

    /// <summary>Leads from an address with a slash at its end to the one without.</summary>
    public static Task LeadToOne(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        // A path of two slashes would lead to another site. The page that browses the API has addresses of its own.
        if (request.Path.Value is not [_, .., '/'] path || path.StartsWith("//", StringComparison.Ordinal) || request.Path.StartsWithSegments("/api/reference")
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return next(http);
        http.Response.Redirect(UriHelper.BuildRelative(request.PathBase, path.TrimEnd('/'), request.QueryString), permanent: true);
        return Task.CompletedTask;
    }
}
