using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Parties.Memberships;
using Concord.Parties.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>
/// Who is signed in where. It stands in the store, so that a session can be seen and ended from elsewhere, and holds on every node.
/// </summary>
internal static class Sessions
{
    /// <summary>A request writes that it was here only when the last one is as long ago.</summary>
    public static readonly Duration Exactness = Duration.FromMinutes(5);

    /// <summary>A session that nobody uses ends after as long.</summary>
    public static readonly Duration Idle = Duration.FromHours(12);

    /// <summary>A session ends after as long however much it is used.</summary>
    public static readonly Duration Longest = Duration.FromDays(14);

    /// <summary>How long the second step may take.</summary>
    public static readonly Duration HalfWay = Duration.FromMinutes(10);

    private static readonly Detour AskConsent = new("/account/consent", PrivacyAccess.Own);

    /// <summary>Recognises the person by the cookie, for everything that follows. Without one, or with one that opens nothing, it is a reader like any other.</summary>
    public static async Task Recognise(HttpContext http, RequestDelegate next)
    {
        if (Key(http.Request) is { } key && http.Features.Get<Person>() is null)
        {
            var now = http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
            var db = http.RequestServices.GetRequiredService<ConcordDb>();
            if (await FindAsync(db, Digest(key), now, http.RequestAborted) is [{ } session, ..] rows)
            {
                await NoteUseAsync(db, session, now, http.RequestAborted);
                var held = rows.Select(row => row.Membership).OfType<Membership>().Select(membership => membership.Held);
                http.Features.Set(new Person(session.AccountId, session.Name, [.. held]) { First = session.HasAgreed ? null : AskConsent });
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.AccountId.ToString())], "session"));
            }
        }
        await next(http);
    }

    /// <summary>Begins a session under a new key; one that the browser had before ends, so that nobody can have prepared it.</summary>
    public static async Task BeginAsync(ConcordDb db, HttpContext http, Guid account, SignInMethod method, bool isComplete, Instant now, CancellationToken cancel)
    {
        await EndAsync(db, http, cancel);
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var agent = http.Request.Headers.UserAgent.ToString();
        db.Add(new Session
        {
            Id = Digest(key),
            AccountId = account,
            Method = method,
            IsComplete = isComplete,
            SignedInAt = now,
            SeenAt = now,
            EndsAt = now + (isComplete ? Idle : HalfWay),
            Agent = agent.Length > Session.LongestAgent ? agent[..Session.LongestAgent] : agent,
            Address = http.Connection.RemoteIpAddress?.ToString() ?? "",
        });
        await db.SaveChangesAsync(cancel);
        http.Response.Cookies.Append(Cookie(http.Request), key, Options(http.Request));
    }

    /// <summary>Ends the session of this browser, if it has one.</summary>
    public static async Task EndAsync(ConcordDb db, HttpContext http, CancellationToken cancel)
    {
        if (Key(http.Request) is not { } key)
            return;
        var id = Digest(key);
        await db.Set<Session>().Where(session => session.Id == id).ExecuteDeleteAsync(cancel);
        http.Response.Cookies.Delete(Cookie(http.Request), Options(http.Request));
    }

    /// <summary>Ends all sessions of an account but one, in the caller's transaction: whoever came in by what has changed is out.</summary>
    public static Task EndOthersAsync(ConcordDb db, Guid account, byte[]? keep, CancellationToken cancel) =>
        db.Set<Session>().Where(session => session.AccountId == account && session.Id != keep).ExecuteDeleteAsync(cancel);

    /// <summary>The account that has passed the first step in this browser and not yet the second; null for none.</summary>
    public static async Task<Guid?> HalfWayAsync(ConcordDb db, HttpContext http, Instant now, CancellationToken cancel) =>
        Key(http.Request) is { } key ? await Open(db, Digest(key), now, isComplete: false).Select(open => (Guid?)open.Account.Id).SingleOrDefaultAsync(cancel) : null;

    /// <summary>The id of this browser's session; null without one.</summary>
    public static byte[]? IdOf(HttpRequest request) => Key(request) is { } key ? Digest(key) : null;

    /// <summary>The session once for each role that is held now, or once with none; empty where the key opens nothing. One question, for every request of a person asks it.</summary>
    private static Task<List<Found>> FindAsync(ConcordDb db, byte[] id, Instant now, CancellationToken cancel) =>
        (from open in Open(db, id, now, isComplete: true)
         from membership in db.Set<Membership>().Where(one => one.AccountId == open.Account.Id && one.StartsAt <= now && (one.EndsAt == null || one.EndsAt > now)).DefaultIfEmpty()
         select new Found(open.Session.Id, open.Account.Id, open.Account.Name, open.Session.SignedInAt, open.Session.SeenAt,
             db.Set<Consent>().Any(given => given.AccountId == open.Account.Id && given.Version >= (db.Set<ConsentText>().Max(text => (int?)text.Version) ?? ConsentText.Shipped)),
             membership)).AsNoTracking().ToListAsync(cancel);

    private static IQueryable<OpenSession> Open(ConcordDb db, byte[] id, Instant now, bool isComplete) =>
        from session in db.Set<Session>()
        join account in db.Set<Account>() on session.AccountId equals account.Id
        where session.Id == id && session.EndsAt > now && session.IsComplete == isComplete && account.ClosedAt == null
        select new OpenSession { Session = session, Account = account };

    private static async Task NoteUseAsync(ConcordDb db, Found found, Instant now, CancellationToken cancel)
    {
        if (now - found.SeenAt <= Exactness)
            return;
        var end = Instant.Min(now + Idle, found.SignedInAt + Longest);
        await db.Set<Session>().Where(session => session.Id == found.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now).SetProperty(session => session.EndsAt, end), cancel);
    }

    private static string Cookie(HttpRequest request) => HostCookie.Name(request, "session");

    private static string? Key(HttpRequest request) => request.Cookies[Cookie(request)] is { Length: 43 } key ? key : null;

    private static CookieOptions Options(HttpRequest request) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/", IsEssential = true };

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    private sealed class OpenSession
    {
        public required Session Session { get; init; }

        public required Account Account { get; init; }
    }

    private sealed record Found(byte[] Id, Guid AccountId, string Name, Instant SignedInAt, Instant SeenAt, bool HasAgreed, Membership? Membership);
}
