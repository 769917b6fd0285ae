using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Concord.Serving;

/// <summary>
/// Refuses a query whose escaped bytes are not UTF-8: the framework would leave the escapes as they are and search for them. And a body in UTF-7, which
/// can hide markup from whoever reads it as something else: the framework does not read it, and fails. And a path with a part of blanks, which the
/// framework takes for no part at all.
/// </summary>
internal static class RequestText
{
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentType is { } type && type.Contains("utf-7", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }
        // A body says nothing to who only reads (RFC 9110, 9.3.1); where it is a broken form, the framework would leave a page without all that it is given.
        if (http.Request.HasFormContentType && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
            http.Request.ContentType = null;
        if (HasBlankPart(http.Request.Path.Value))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        if (http.Request.QueryString.Value is not { } query || !query.Contains('%', StringComparison.Ordinal))
            return next(http);
        var bytes = Encoding.UTF8.GetBytes(query);
        if (Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private static bool HasBlankPart(ReadOnlySpan<char> path)
    {
        foreach (var part in path.Split('/'))
            if (path[part] is { IsEmpty: false } segment && segment.IsWhiteSpace())
                return true;
        return false;
    }
}

/// <summary>
/// Refuses a form in which the character zero stands. No keyboard has it and PostgreSQL keeps no text with it, so a search for it would be a fault there; the framework
/// refuses it where it is escaped and lets it through in the parts of a form with files.
/// </summary>
internal sealed class FormText : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        // Where a link alone ends what it names, what else is sent along counts for nothing.
        if (context.Filters.OfType<IgnoreAntiforgeryTokenAttribute>().Any() || await IsTextAsync(context.HttpContext.Request, context.HttpContext.RequestAborted))
            await next();
        else
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
    }

    private static async Task<bool> IsTextAsync(HttpRequest request, CancellationToken cancel)
    {
        // The page of a fault is shown whatever was wrong with the form.
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || Faults.IsAnswering(request.HttpContext))
            return true;
        try
        {
            return (await request.ReadFormAsync(cancel)).All(field => !field.Key.Contains('\0', StringComparison.Ordinal) && field.Value.All(value => value?.Contains('\0', StringComparison.Ordinal) != true));
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // It is no form, or breaks off.
            return false;
        }
    }
}
