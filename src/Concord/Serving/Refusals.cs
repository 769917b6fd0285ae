using System.Data.Common;
using System.Threading.RateLimiting;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Serving;

/// <summary>
/// Notes in the audit trail what a person or a partner's program was refused (403), before the answer goes out. Of one account or key, only so many
/// are noted within an hour: whoever tries all addresses fills no disk with it.
/// </summary>
internal sealed partial class Refusals(IServiceScopeFactory scopes, IClock clock, ILogger<Refusals> log) : IDisposable
{
    public const int MostAnHour = 60;

    private const int LongestPath = 500;

    private readonly PartitionedRateLimiter<Guid> notes = PartitionedRateLimiter.Create<Guid, Guid>(who =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAnHour, Window = TimeSpan.FromHours(1) }));

    public static Task Note(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<Person>() is { IsKnown: true } person)
        {
            // The path as it was asked: the page that tells of the refusal has another one.
            var (method, path) = (http.Request.Method, http.Request.Path.Value!);
            http.Response.OnStarting(() => http.Response.StatusCode == StatusCodes.Status403Forbidden
                ? http.RequestServices.GetRequiredService<Refusals>().NoteAsync(person, method, path)
                : Task.CompletedTask);
        }
        return next(http);
    }

    public void Dispose() => notes.Dispose();

    private async Task NoteAsync(Person person, string method, string path)
    {
        var (who, by, subject) = person.Key is { } key ? (key.Id, Actor.OfKey(key.Id), "keys/" + key.Id) : (person.Account!.Value, Actor.Of(person.Account.Value), "accounts/" + person.Account);
        using var lease = notes.AttemptAcquire(who);
        if (!lease.IsAcquired)
            return;
        var note = new AuditNote(clock.GetCurrentInstant(), by, KernelAccess.Refused, subject)
        {
            Details = new() { ["method"] = method, ["address"] = path.Length > LongestPath ? path[..LongestPath] : path },
        };
        var scope = scopes.CreateAsyncScope();
        await using (scope)
            try
            {
                await scope.ServiceProvider.GetRequiredService<ConcordDb>().DoAsync(note, () => Task.CompletedTask);
            }
            catch (DbException fault)
            {
                // The refusal itself stands, and its answer goes out.
                LogUnnoted(log, fault, subject, path);
            }
    }

    [LoggerMessage(LogLevel.Error, "{Subject} was refused {Path}, and the audit trail could not be written.")]
    private static partial void LogUnnoted(ILogger log, Exception fault, string subject, string path);
}
