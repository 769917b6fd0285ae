using Concord.Kernel.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Concord.Serving;

/// <summary>
/// Keeps answers under their <see cref="AnswerTag"/>. A change of the record gives another name, as does a new day or the end of an event, so no
/// change is ever missed and nothing has to be thrown out. What depends on the hour beyond that is not kept (<see cref="TimeOfDay"/>).
/// </summary>
internal sealed class StateCachePolicy : IOutputCachePolicy
{
    // The names that were asked for lately, each in its place. What is asked for once is not kept: whoever walks through all
    // addresses would push out what everybody reads.
    private readonly string?[] asked = new string?[4096];

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        // Documents that are passed on as they are stored, uncompressed, cost less to make than to keep.
        if (http.Features.Get<AnswerTag>() is not { } tag
            || (http.Request.Path.StartsWithSegments("/api/v1") && StringValues.IsNullOrEmpty(http.Request.Headers.AcceptEncoding)))
            return ValueTask.CompletedTask;
        // A reader has no say in whether a kept answer is used.
        http.Request.Headers.CacheControl = default;
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = WasAsked(tag.Value);
        // Not locked: waiting readers would share the fate of the one they wait for, even when that one hangs up.
        context.AllowLocking = false;
        context.CacheVaryByRules.VaryByValues["tag"] = tag.Value;
        return ValueTask.CompletedTask;
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
        if (response.StatusCode != StatusCodes.Status200OK || context.HttpContext.Features.Get<TimeOfDay>() is not null
            || context.HttpContext.RequestAborted.IsCancellationRequested || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    private bool WasAsked(string tag)
    {
        ref var place = ref asked[(uint)tag.GetHashCode(StringComparison.Ordinal) % asked.Length];
        if (place == tag)
            return true;
        place = tag;
        return false;
    }
}
