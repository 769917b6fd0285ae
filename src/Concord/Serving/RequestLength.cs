using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Concord.Serving;

/// <summary>
/// Refuses, in words, addresses and headers that are too long. The server by itself would hang up with a bare number, so its own limits are four
/// times as high; beyond those it still does.
/// </summary>
internal static class RequestLength
{
    private const int LongestAddress = 8 * 1024;
    private const int LongestHeaders = 32 * 1024;
    private const int Room = 4;

    public static void LeaveRoom(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = Room * LongestAddress;
        limits.MaxRequestHeadersTotalSize = Room * LongestHeaders;
    }

    public static Task Check(HttpContext http, RequestDelegate next)
    {
        var status = LengthOfAddress(http.Request) > LongestAddress ? StatusCodes.Status414UriTooLong
            : LengthOfHeaders(http.Request) > LongestHeaders ? StatusCodes.Status431RequestHeaderFieldsTooLarge : StatusCodes.Status200OK;
        if (status == StatusCodes.Status200OK)
            return next(http);
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static int LengthOfAddress(HttpRequest request) => (request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0);

    private static int LengthOfHeaders(HttpRequest request)
    {
        var length = 0;
        foreach (var (name, values) in request.Headers)
            foreach (var value in values)
                length += name.Length + (value?.Length ?? 0);
        return length;
    }
}
