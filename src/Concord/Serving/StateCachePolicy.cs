using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Concord.Serving;

/// <summary>
/// Keeps answers under the state of the record that they were made from: its change number, the day, and which events are over. A change
/// of any of them is another key, so no change of the record is ever missed and nothing has to be thrown out; what depends on the hour alone
/// is a minute late at most.
/// </summary>
internal sealed class StateCachePolicy : IOutputCachePolicy
{
    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var encoding = EncodingOf(http.Request);
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || !IsKept(http, encoding))
            return;
        // The compression must choose what the answer is kept under: few forms instead of one per browser's list of encodings.
        http.Request.Headers.AcceptEncoding = encoding;
        // Whether an answer is at hand is nothing that a reader could ask for.
        http.Request.Headers.CacheControl = default;
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

    public async ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        Observing.Answers.Add(1, Observing.Kept);
        await context.HttpContext.RequestServices.GetRequiredService<Reading>().LetGoAsync();
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        Observing.Answers.Add(1, Observing.Made);
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || context.HttpContext.RequestAborted.IsCancellationRequested || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>The best of <c>br</c>, <c>gzip</c> and none that the request accepts (RFC 9110, 12.5.3).</summary>
    private static string EncodingOf(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts("br") ? "br" : Accepts("gzip") ? "gzip" : "";

        bool Accepts(string encoding) =>
            (accepted.FirstOrDefault(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                ?? accepted.FirstOrDefault(one => one.Value == "*")) is { } named && named.Quality is null or > 0;
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
