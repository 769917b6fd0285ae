using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Concord.Serving;

/// <summary>
/// Keeps answers under the state of the record that they were made from: its change number, the day, and which events are over. A change
/// of any of them is another key, so nothing stale is ever served and nothing has to be thrown out.
/// </summary>
internal sealed class StateCachePolicy : IOutputCachePolicy
{
    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        // Few forms instead of one per browser's list of encodings.
        var encoding = http.Request.Headers.AcceptEncoding.ToString() is var accepted && accepted.Contains("br", StringComparison.Ordinal) ? "br"
            : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "";
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || !IsKept(http, encoding))
            return;
        var reading = http.RequestServices.GetRequiredService<Reading>();
        await reading.BeginAsync(cancellation);
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        // Not locked: waiting readers would share the fate of the one they wait for, also when that one hangs up.
        context.AllowLocking = false;
        context.CacheVaryByRules.QueryKeys = "*";
        var varies = context.CacheVaryByRules.VaryByValues;
        varies["state"] = reading.State;
        varies["language"] = reading.Language.Tag;
        varies["theme"] = Theme.Of(http.Request);
        varies["encoding"] = encoding;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        Observing.Answers.Add(1, Observing.Kept);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        Observing.Answers.Add(1, Observing.Made);
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || context.HttpContext.RequestAborted.IsCancellationRequested || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Pages and the answers to programs; not health, styles or what carries a nonce. Documents that are passed on as they are stored,
    /// uncompressed, cost less to make than to keep.
    /// </summary>
    private static bool IsKept(HttpContext http, string encoding) =>
        http.GetEndpoint() is not null
        && http.Request.Path is var path
        && (Language.Find(path.Value!.Split('/', 3)[1]) is not null
            || (Faults.IsOfTheRecord(path) && path != "/api" && (encoding.Length > 0 || !path.StartsWithSegments("/api/v1"))));
}
