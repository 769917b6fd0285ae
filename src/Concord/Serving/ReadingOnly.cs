using Microsoft.AspNetCore.Routing.Patterns;

namespace Concord.Serving;

/// <summary>Everything here is only read; the choice of colours is the one thing that readers send.</summary>
internal static class ReadingOnly
{
    private const string Choice = "/theme";

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

    /// <summary>Has every address looked up as if to be read, so that a missing one is missing whatever the method.</summary>
    public static Task LookUp(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value != Choice)
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    /// <summary>Lets reads through. Whatever answers GET also answers HEAD; the server drops the body by itself.</summary>
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is RouteEndpoint endpoint && !IsWrittenAs(endpoint.RoutePattern, http.Request.Path.Value!))
            http.SetEndpoint(null);
        var isChoice = http.Request.Path.Value == Choice;
        var method = http.Features.Get<Asked>()!.Method;
        if (isChoice ? HttpMethods.IsPost(method) && http.Request.HasFormContentType : HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return next(http);
        if (isChoice && HttpMethods.IsPost(method))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }
        if (!isChoice && http.GetEndpoint() is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        // The pattern is known; only the store could say whether the id is, and a request that reads nothing is not worth a read of it.
        http.Response.StatusCode = HttpMethods.IsOptions(method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = isChoice ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
        return Task.CompletedTask;
    }

    /// <summary>Routes ignore case; addresses do not, so that each page has only one.</summary>
    private static bool IsWrittenAs(RoutePattern pattern, string path) =>
        !path.AsSpan().ContainsAnyInRange('A', 'Z')
        || pattern.PathSegments.Zip(path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            .All(part => part.First.Parts.OfType<RoutePatternLiteralPart>().All(literal => part.Second.Contains(literal.Content, StringComparison.Ordinal)));

    private sealed record Asked(string Method);
}
