using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Concord.Interop.OpenApi;

/// <summary>
/// The description as last generated. It goes through every type of the record and names values of the vocabulary and ids of records:
/// it is made anew when these have changed or the site is asked for by another name, and for nothing else that an address may carry.
/// </summary>
internal sealed class KeptDescription
{
    private Made? last;

    public async Task<IResult> ShowAsync(HttpContext http, Reading r, [FromKeyedServices("v1")] IOpenApiDocumentProvider description, CancellationToken cancel)
    {
        await r.BeginAsync(cancel);
        var origin = Origin.Of(http.Request);
        var of = origin + " " + r.State;
        if (last is not { } made || made.Of != of)
        {
            var document = await description.GetOpenApiDocumentAsync(cancel);
            document.Servers = [new OpenApiServer { Url = origin }];
            var text = new MemoryStream();
            await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, cancel);
            last = made = new Made(of, text.ToArray());
        }
        await r.LetGoAsync();
        return TypedResults.Bytes(made.Text, "application/json; charset=utf-8");
    }

    private sealed record Made(string Of, byte[] Text);
}
