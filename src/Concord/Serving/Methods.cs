using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Concord.Serving;

/// <summary>
/// Which methods an address answers. A page answers GET, and POST where it has something to send; the framework would show any page whatever the
/// method.
/// </summary>
internal static class Methods
{
    /// <summary>Remembers the method of the request, for everything that follows and for the metrics at the end.</summary>
    public static async Task Remember(HttpContext http, RequestDelegate next)
    {
        var method = http.Request.Method;
        http.Features.Set(new Asked(method));
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = method;
        }
    }

    /// <summary>
    /// Finds the address. What the framework finds for one method alone is not enough: it takes an address for one that refuses the method when only
    /// its shape is known, and a method that nobody knows for no address at all. So an address that is not found is looked for as one to read, then
    /// as one to send to.
    /// </summary>
    public static void UseLookUp(this WebApplication app)
    {
        app.Use((http, next) => LookUpAs(IsSending(http.Request.Method) ? http.Request.Method : HttpMethods.Get, http, next));
        app.UseRouting();
        app.Use((http, next) => LookUpAs(HttpMethods.Get, http, next));
        app.UseRouting();
        app.Use((http, next) => LookUpAs(HttpMethods.Post, http, next));
        app.UseRouting();
    }

    private static Task LookUpAs(string method, HttpContext http, RequestDelegate next)
    {
        if (!Faults.IsAnswering(http) && http.GetEndpoint() is not RouteEndpoint)
        {
            http.SetEndpoint(null);
            http.Request.Method = method;
        }
        return next(http);
    }

    /// <summary>Lets the methods through that an address answers. Whatever answers GET also answers HEAD; the server drops the body by itself.</summary>
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        var method = http.Features.Get<Asked>()!.Method;
        if (http.GetEndpoint() is not RouteEndpoint endpoint || !IsWrittenAs(endpoint.RoutePattern, http.Request.Path.Value!))
        {
            http.SetEndpoint(null);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        if (Allowed(endpoint).Contains(method, StringComparer.OrdinalIgnoreCase))
            return next(http);
        var allowed = AllowedAtAll(http, endpoint);
        // Only the store could say whether the id is known, and a request that does nothing is not worth a read of it.
        http.Response.StatusCode = HttpMethods.IsOptions(method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Options));
        return Task.CompletedTask;
    }

    /// <summary>What reads a thing and what writes it may be different ends of one address.</summary>
    private static IReadOnlyList<string> AllowedAtAll(HttpContext http, RouteEndpoint endpoint) =>
        [.. http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(other => other.RoutePattern.RawText == endpoint.RoutePattern.RawText).SelectMany(Allowed).Distinct(StringComparer.Ordinal)];

    private static string[] Allowed(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page)
            return page.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod)) ? ReadAndSend : Read;
        return endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods switch
        {
            null or { Count: 0 } => Read,
            var methods when methods.Contains(HttpMethods.Get) => [HttpMethods.Get, HttpMethods.Head, .. methods.Except(Read)],
            var methods => [.. methods],
        };
    }

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] ReadAndSend = [.. Read, HttpMethods.Post];

    private static bool IsSending(string method) =>
        HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method);

    /// <summary>Routes ignore case; addresses do not, so that each page has only one.</summary>
    private static bool IsWrittenAs(RoutePattern pattern, string path) =>
        !path.AsSpan().ContainsAnyInRange('A', 'Z')
        || pattern.PathSegments.Zip(path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            .All(part => part.First.Parts.OfType<RoutePatternLiteralPart>().All(literal => part.Second.Contains(literal.Content, StringComparison.Ordinal)));

    private sealed record Asked(string Method);
}
