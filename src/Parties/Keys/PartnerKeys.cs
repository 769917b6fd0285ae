using System.Globalization;
using System.Security.Cryptography;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using NodaTime;
using NodaTime.Text;

namespace Concord.Parties.Keys;

/// <summary>What a key is to be, as it was asked for and found right.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Organization">Id of the organization.</param>
/// <param name="Mechanisms">Ids of mechanisms.</param>
/// <param name="Acts">Names of acts.</param>
/// <param name="IsForOwnAlone">Whether it writes those records alone that name the organization.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
internal sealed record WantedKey(string Name, string Organization, IReadOnlyList<string> Mechanisms, IReadOnlyList<string> Acts, bool IsForOwnAlone, Instant ExpiresAt);

/// <summary>How keys are made, ended and recognised.</summary>
internal static class PartnerKeys
{
    /// <summary>A request writes that the key was used only when the last one is as long ago.</summary>
    public static readonly Duration Exactness = Duration.FromMinutes(5);

    private const string Scheme = "Bearer";

    /// <summary>Where keys are taken. Pages and everything else that people ask for pass them by.</summary>
    private static readonly PathString Api = new("/api/v1");

    private static readonly byte[] NoDigest = new byte[SHA256.HashSizeInBytes];

    /// <summary>Makes a key, with its note, and tells those whom it concerns.</summary>
    /// <returns>The key, which nobody can read again.</returns>
    public static async Task<(string Key, PartnerKey Made)> MakeAsync(ConcordDb db, KeyNotices notices, WantedKey wanted, Guid by, Instant now, CancellationToken cancel)
    {
        var key = KeyText.Make();
        var made = new PartnerKey
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Handle = KeyText.NameOf(key)!,
            Digest = KeyText.Digest(key),
            Name = wanted.Name,
            Organization = wanted.Organization,
            Mechanisms = string.Join(' ', wanted.Mechanisms),
            Acts = string.Join(' ', wanted.Acts),
            IsForOwnAlone = wanted.IsForOwnAlone,
            MadeBy = by,
            MadeAt = now,
            ExpiresAt = wanted.ExpiresAt,
            // Of a key that is made for a few days nobody is told a moment later that it ends.
            Reminders = KeyReminders.DueAt(now, wanted.ExpiresAt),
        };
        await db.DoAsync(Note(made, PartiesAccess.MakeKeys, Actor.Of(by), now), async () =>
        {
            db.Add(made);
            await notices.TellAsync(db, KeyNotices.Made, made, now, withMaker: true, cancel);
        }, cancel);
        return (key, made);
    }

    /// <summary>Ends a key now, with its note, and tells those whom it concerns. One that has ended already stays as it is.</summary>
    public static async Task EndAsync(ConcordDb db, KeyNotices notices, PartnerKey key, Guid by, Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            await EndInAsync(db, notices, key, Actor.Of(by), withMaker: true, now, cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>
    /// Ends the keys that an account has made and that are open, in the caller's transaction: nobody answers for them any more. A role that is over ends
    /// none, for a key is the mechanism's, and whoever works for it now sees it and may end it.
    /// </summary>
    public static async Task EndThoseOfAsync(ConcordDb db, KeyNotices notices, Guid maker, Actor by, Instant now, CancellationToken cancel)
    {
        foreach (var key in await OpenOf(db, maker, now).ToListAsync(cancel))
            await EndInAsync(db, notices, key, by, withMaker: false, now, cancel);
    }

    /// <summary>The keys that an account has made and that are open.</summary>
    public static IQueryable<PartnerKey> OpenOf(ConcordDb db, Guid maker, Instant now) =>
        db.Set<PartnerKey>().AsNoTracking().Where(key => key.MadeBy == maker && key.EndedAt == null && key.ExpiresAt > now).OrderBy(key => key.MadeAt);

    private static async Task EndInAsync(ConcordDb db, KeyNotices notices, PartnerKey key, Actor by, bool withMaker, Instant now, CancellationToken cancel)
    {
        // Of two who end it at once, one does.
        if (await db.Set<PartnerKey>().Where(one => one.Id == key.Id && one.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, now), cancel) == 0)
            return;
        await notices.TellAsync(db, KeyNotices.Ended, key, now, withMaker, cancel);
        await AuditTrail.NoteAsync(db, Note(key, PartiesAccess.EndKeys, by, now), cancel);
    }

    /// <summary>Recognises a program by the key that it sends. A key that opens nothing is refused in words, also where nobody would have to show one.</summary>
    public static async Task Recognise(HttpContext http, RequestDelegate next)
    {
        var sent = http.Request.Headers.Authorization;
        if (sent.Count == 0 || !http.Request.Path.StartsWithSegments(Api) || http.Features.Get<Person>() is not null)
        {
            await next(http);
            return;
        }
        var services = http.RequestServices;
        var (throttle, address) = (services.GetRequiredService<KeyThrottle>(), http.Connection.RemoteIpAddress);
        var l = services.GetRequiredService<Translations>().In(AcceptLanguage.Best(http.Request.Headers.AcceptLanguage));
        if (!throttle.Hears(address))
        {
            TooMany(http, KeyThrottle.Window, l["Too many wrong keys came from this network. Wait a quarter of an hour, then send the right one."]);
            return;
        }
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var db = services.GetRequiredService<ConcordDb>();
        if (sent is not [{ } header] || Read(header) is not { } key || await FindAsync(db, key, http.RequestAborted) is not { } found)
        {
            throttle.NoteFailure(address);
            Refuse(http, l["This is no key of this house. A key begins with concord_key_ and is sent as: Authorization: Bearer, a space, and the key."]);
            return;
        }
        if (!throttle.Takes(found.Id))
        {
            TooMany(http, KeyThrottle.Minute, l["This key has asked too often within a minute. Wait a minute, then go on more slowly."]);
            return;
        }
        if (!found.IsOpenAt(now))
        {
            Refuse(http, found.EndedAt is { } ended
                ? l["This key was ended ({0}). The secretariat of the mechanism makes a new one.", Day(ended)]
                : l["This key has run out ({0}). The secretariat of the mechanism makes a new one.", Day(found.ExpiresAt)]);
            return;
        }
        if (found.UsedAt is not { } used || now - used > Exactness)
            await db.Set<PartnerKey>().Where(one => one.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), http.RequestAborted);
        http.Features.Set(found.Person());
        await next(http);
    }

    /// <summary>
    /// The key that a text is. It is found by the part that names it, and then compared in a time that does not depend on how much of it is right; where none
    /// has that name, as much is done.
    /// </summary>
    public static async Task<PartnerKey?> FindAsync(ConcordDb db, string key, CancellationToken cancel)
    {
        if (KeyText.NameOf(key) is not { } name)
            return null;
        var digest = KeyText.Digest(key);
        var found = await db.Set<PartnerKey>().AsNoTracking().SingleOrDefaultAsync(one => one.Handle == name, cancel);
        return CryptographicOperations.FixedTimeEquals(digest, found?.Digest ?? NoDigest) ? found : null;
    }

    /// <summary>What stands behind the scheme, whose letters are large or small (RFC 9110, 11.1).</summary>
    private static string? Read(string header) =>
        header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim(' ') : null;

    private static void Refuse(HttpContext http, string sentence)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = Scheme + " realm=\"concord\", error=\"invalid_token\"";
        Say(http, sentence);
    }

    private static void TooMany(HttpContext http, TimeSpan wait, string sentence)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        Say(http, sentence);
    }

    private static void Say(HttpContext http, string sentence)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        http.Features.Set(new RequestFaults([sentence]));
    }

    private static LocalDate Day(Instant instant) => instant.InUtc().Date;

    private static AuditNote Note(PartnerKey key, string act, Actor by, Instant now) => new(now, by, act, $"keys/{key.Id:D}")
    {
        Details = new()
        {
            ["organization"] = key.Organization,
            ["mechanisms"] = key.Mechanisms,
            ["acts"] = key.Acts,
            ["own"] = key.IsForOwnAlone,
            ["until"] = InstantPattern.General.Format(key.ExpiresAt),
        },
        Concerns = AuditConcern.OfMechanisms(key.MechanismIds),
    };
}
