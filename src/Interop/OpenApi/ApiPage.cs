using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Concord.Interop.Api;
using Microsoft.AspNetCore.Http;

namespace Concord.Interop.OpenApi;

/// <summary>
/// The page to browse the description. It is ours and not the one that comes with the browsing script: it stands at the address without
/// a slash at its end, and says without any script where everything is.
/// </summary>
internal static class ApiPage
{
    public static IResult Show(HttpContext http)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        // The script makes its styles while it runs; no page but this one is allowed that.
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(Html(nonce), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static string Html(string nonce) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Data and interfaces – Concord</title>
        <link rel="icon" href="/_content/Concord.Kernel/mark.svg" type="image/svg+xml">
        </head>
        <body>
        <main id="reference">
        <h1>Data and interfaces</h1>
        <ul>
        <li><a href="/openapi/v1.json">Description of the interfaces (OpenAPI)</a></li>
        <li><a href="{{WholeRecord.Path}}">The whole record in one file</a> (ZIP with ten JSON files)</li>
        <li>Records as JSON:
        <a href="/api/v1/mechanisms">mechanisms</a>,
        <a href="/api/v1/organizations">organizations</a>,
        <a href="/api/v1/instruments">instruments</a>,
        <a href="/api/v1/events">events</a>,
        <a href="/api/v1/projects">projects</a>,
        <a href="/api/v1/practices">practices</a>,
        <a href="/api/v1/cities">cities</a></li>
        <li><a href="/events.ics">Calendar of events</a></li>
        <li><a href="/en/feed.atom">News feed</a></li>
        <li><a href="/en">The cooperation record for readers</a></li>
        </ul>
        </main>
        <script src="{{ApiDescription.ScriptFolder}}/scalar.js" nonce="{{nonce}}"></script>
        <script nonce="{{nonce}}">
        const page = document.getElementById('reference');
        if (window.Scalar) {
          page.replaceChildren();
          Scalar.createApiReference(page, {
            url: '/openapi/v1.json', withDefaultFonts: false, telemetry: false, proxyUrl: '', hideClientButton: true,
            showDeveloperTools: 'never', agent: { disabled: true }, mcp: { disabled: true }
          });
        }
        </script>
        </body>
        </html>
        """;
}
