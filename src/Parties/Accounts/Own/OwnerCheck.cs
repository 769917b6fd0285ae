using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Passwords;
using Concord.Parties.Accounts.SignIn;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.Own;

/// <summary>What somebody is asked for before the ways into their account are changed.</summary>
public enum OwnerProof
{
    /// <summary>The present password.</summary>
    Password,

    /// <summary>Nothing more: the account has no password, and its owner signed in a moment ago.</summary>
    SignedInLately,

    /// <summary>To sign in again: the account has no password, and the last sign-in is too long ago.</summary>
    SignInAgain,
}

/// <summary>
/// Has people show once more who they are before the ways into their account are changed: who finds a browser open, or has copied its cookie, must not be
/// able to keep the account. Who has a password writes it, and wrong ones count as at the sign-in. Who has none, because another house or a mailed link
/// signs them in, has to have come in within the last ten minutes.
/// </summary>
public sealed class OwnerCheck(PasswordCheck passwords, SignInThrottle throttle)
{
    /// <summary>For so long after a sign-in nothing more is asked of who has no password.</summary>
    public static readonly Duration Lately = Duration.FromMinutes(10);

    /// <summary>What the owner of an account is asked for in this browser.</summary>
    public static async Task<OwnerProof> AskedAsync(ConcordDb db, HttpRequest request, Account account, Instant now, CancellationToken cancel)
    {
        if (account.PasswordHash is not null)
            return OwnerProof.Password;
        var (session, since) = (Sessions.IdOf(request), now - Lately);
        return await db.Set<Session>().AnyAsync(open => open.Id == session && open.AccountId == account.Id && open.SignedInAt > since, cancel) ? OwnerProof.SignedInLately : OwnerProof.SignInAgain;
    }

    /// <summary>Why whoever asks is not taken for the owner, as a fault of a field; null where they are.</summary>
    public async Task<FormFault?> FaultAsync(Reading r, HttpContext http, ConcordDb db, Account account, string? password, string field, CancellationToken cancel) =>
        await AskedAsync(db, http.Request, account, r.Now, cancel) switch
        {
            OwnerProof.SignedInLately => null,
            OwnerProof.SignInAgain => new FormFault(field, Again(r)),
            _ => await PasswordFaultAsync(r, http, db, account, password, field, cancel),
        };

    /// <summary>Why a password is not taken for the account's, as a fault of a field; null where it is.</summary>
    public async Task<FormFault?> PasswordFaultAsync(Reading r, HttpContext http, ConcordDb db, Account account, string? password, string field, CancellationToken cancel)
    {
        var address = http.Connection.RemoteIpAddress;
        // The store's connection is not held while others are waited for.
        await r.LetGoAsync();
        using var turn = await throttle.TurnAsync(address, cancel);
        if (!turn.IsAcquired || !throttle.Allows(address))
            return new FormFault(field, r.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]);
        if (await passwords.OpensAsync(db, account, password, r.Now, cancel))
            return null;
        throttle.NoteFailure(address);
        return new FormFault(field, await Attempts.IsLockedAsync(db, account.Id, r.Now, cancel)
            ? r.L["The account is locked after too many attempts. It opens again after a quarter of an hour."]
            : r.L["This is not your present password."]);
    }

    internal static string Again(Reading r) => r.L["You have no password here, and you signed in more than ten minutes ago. Sign in again, then do this."];
}

/// <summary>How a form asks for it.</summary>
internal static class OwnerParts
{
    /// <summary>The field for the password, or what is said in its place; nothing where nothing more is asked for.</summary>
    /// <param name="page">The page; its faults name the field by <paramref name="name"/>.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="name">Name and id.</param>
    public static IHtmlContent AskOwner(this ConcordPage page, OwnerProof asked, string name) => asked switch
    {
        OwnerProof.Password => page.Field(name, page.R.L["Present password"], type: "password", complete: "current-password", most: GuessablePasswords.Longest),
        OwnerProof.SignInAgain => new HtmlContentBuilder().AppendHtml("<p class=\"notice\" id=\"").Append(name).AppendHtml("\">").Append(OwnerCheck.Again(page.R))
            .AppendHtml(" <a href=\"").Append(page.R.Href("/sign-in") + QueryString.Create("to", page.Request.Path.Value ?? "")).AppendHtml("\">").Append(page.R.L["Sign in"]).AppendHtml("</a></p>"),
        _ => HtmlString.Empty,
    };
}
