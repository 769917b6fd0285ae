using Microsoft.Net.Http.Headers;

namespace Concord.Serving;

/// <summary>
/// Lets pages of other sites read what is meant for programs, whatever the answer is: the record is public and asks for no key, so no
/// reader's rights go with it. What is asked with a key, or sent, is for programs alone: a key has no place in a page.
/// </summary>
internal static class OpenToPrograms
{
    public static Task Add(HttpContext http, RequestDelegate next)
    {
        if (!Faults.IsOfTheRecord(http.Request.Path) || http.Request.Headers.Authorization.Count > 0 || !IsReading(http.Request.Method))
            return next(http);
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "ETag, Retry-After";
            return Task.CompletedTask;
        }, http.Response);
        return IsPreflight(http.Request) ? Allow(http.Response) : next(http);
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>A browser asks first whether a page of another site may send conditions along.</summary>
    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    private static Task Allow(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowMethods = "GET, HEAD";
        response.Headers.AccessControlAllowHeaders = "If-None-Match, If-Modified-Since";
        response.Headers.AccessControlMaxAge = "86400";
        return Task.CompletedTask;
    }
}
