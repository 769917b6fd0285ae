using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Concord.Interop.Api;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;

namespace Concord.Interop.OpenApi;

/// <summary>
/// The page to browse the description. It is ours and not the one that comes with the browsing script: it stands at the address without
/// a slash at its end, and says where everything is without any script, in the language of <c>lang</c>, else in the one that the browser
/// prefers. What the script shows is in English, as the description is.
/// </summary>
internal static class ApiPage
{
    public static IResult Show(HttpContext http, Reading r)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        // The script makes its styles while it runs; no page but this one is allowed that.
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLanguage = r.Language.Tag;
        return TypedResults.Text(Html(r, nonce), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static string Html(Reading r, string nonce) => $$"""
        <!DOCTYPE html>
        <html lang="{{r.Language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Said(r.L["Data and interfaces"])}} – Concord</title>
        <link rel="icon" href="/_content/Concord.Kernel/mark.svg" type="image/svg+xml">
        </head>
        <body>
        <main id="reference">
        <h1>{{Said(r.L["Data and interfaces"])}}</h1>
        <ul>
        <li><a href="/openapi/v1.json" hreflang="en">{{Said(r.L["Description of the interfaces (OpenAPI, in English)"])}}</a></li>
        <li><a href="{{WholeRecord.Path}}">{{Said(r.L["The whole record in one file"])}}</a></li>
        <li>{{Said(r.L["Records as JSON"])}}<ul>
        {{string.Concat(RecordKinds.All.Select(kind => $"<li><a href=\"{RecordApi.Path}/{kind.Plural()}\">{Said(KindWords.Many(kind, r.L))}</a></li>"))}}</ul></li>
        <li><a href="/events.ics?lang={{r.Language}}">{{Said(r.L["Calendar of events"])}}</a></li>
        <li><a href="{{r.Href("/feed.atom")}}">{{Said(r.L["News feed"])}}</a></li>
        <li><a href="{{r.Href("")}}">{{Said(r.L["The cooperation record"])}}</a></li>
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

    private static string Said(string words) => System.Net.WebUtility.HtmlEncode(words);
}
