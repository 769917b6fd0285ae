using System.Buffers.Text;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Own;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.Passkeys;

/// <summary>The passkeys of one's own account. They stand beside the password and never in its place, so whoever loses the device comes in as before.</summary>
[May(PartiesAccess.OwnAccount)]
public sealed class PasskeysPageModel : ConcordPage
{
    public const int LongestName = 60;

    private const int Most = 20;

    public Account Account { get; private set; } = null!;

    public IReadOnlyList<(string Name, string Id, Instant Added)> Passkeys { get; private set; } = [];

    /// <summary>What the browser is asked for, as JSON (WebAuthn, PublicKeyCredentialCreationOptionsJSON).</summary>
    public string Options { get; private set; } = "";

    /// <summary>What is asked for before a passkey is added or removed.</summary>
    public OwnerProof Asked { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync([FromServices] UserManager<Account> accounts, [FromServices] IPasskeyHandler<Account> handler, [FromServices] PasskeyRequest request,
        [FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(accounts, handler, request, db, cancel);

    public async Task<IActionResult> OnPostAddAsync(string? name, string? password, string? credential, [FromServices] UserManager<Account> accounts,
        [FromServices] IPasskeyHandler<Account> handler, [FromServices] PasskeyRequest request, [FromServices] OwnerCheck owner, [FromServices] MailQueue mails,
        [FromServices] ConcordDb db, CancellationToken cancel)
    {
        var expected = request.Take(HttpContext);
        await ShowAsync(accounts, handler, request, db, cancel);
        if (name?.Trim() is not { Length: > 0 and <= LongestName } written)
            Faults.Add(new FormFault("name", R.L["Write a name for the passkey, at most {0} characters.", LongestName]));
        else if (await owner.FaultAsync(R, HttpContext, db, Account, password, "password", cancel) is { } fault)
            Faults.Add(fault);
        else if (Passkeys.Count >= Most || expected is null || string.IsNullOrEmpty(credential)
            || await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = HttpContext, CredentialJson = credential, AttestationState = expected })
                is not { Succeeded: true, Passkey: { } passkey, UserEntity.Id: var id } || id != Account.Id.ToString())
            Faults.Add(new FormFault("name", R.L["No passkey was made. Try again, or go on with the password."]));
        else
        {
            passkey.Name = written;
            await db.DoAsync(Note("added"), async () =>
            {
                Certain(await accounts.AddOrUpdatePasskeyAsync(Account, passkey));
                await AccountMails.ChangedAsync(db, mails, Account, AccountChange.PasskeyAdded, R.Now, cancel);
            }, cancel);
            await ShowAsync(accounts, handler, request, db, cancel);
            Done = R.L["The passkey is added: you can sign in with it."];
            return Page();
        }
        return Again();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? passkey, string? confirm, [FromServices] OwnerCheck owner, [FromServices] UserManager<Account> accounts, [FromServices] IPasskeyHandler<Account> handler,
        [FromServices] PasskeyRequest request, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(accounts, handler, request, db, cancel);
        if (!Passkeys.Any(own => own.Id == passkey))
            return Page();
        if (await owner.FaultAsync(R, HttpContext, db, Account, confirm, "confirm", cancel) is { } fault)
        {
            Faults.Add(fault);
            return Again();
        }
        await db.DoAsync(Note("removed"), async () =>
        {
            Certain(await accounts.RemovePasskeyAsync(Account, Base64Url.DecodeFromChars(passkey)));
            await Sessions.EndOthersAsync(db, Account.Id, Sessions.IdOf(Request), cancel);
        }, cancel);
        await ShowAsync(accounts, handler, request, db, cancel);
        Done = R.L["The passkey is removed: it opens nothing any more."];
        return Page();
    }

    private static void Certain(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    private AuditNote Note(string what) => new(R.Now, Actor.Of(Account.Id), PartiesAccess.ChangePasskeys, "accounts/" + Account.Id) { Details = new() { ["what"] = what } };

    private async Task ShowAsync(UserManager<Account> accounts, IPasskeyHandler<Account> handler, PasskeyRequest request, ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["Passkeys"], true, true, false);
        Crumbs.Clear();
        Crumbs.Add((R.L["My account"], R.Href("/account")));
        Account = await db.Set<Account>().SingleAsync(account => account.Id == R.Person.Account, cancel);
        Passkeys = [.. (await accounts.GetPasskeysAsync(Account)).Select(key => (key.Name ?? "", Base64Url.EncodeToString(key.CredentialId), Instant.FromDateTimeOffset(key.CreatedAt))).OrderBy(key => key.Item3)];
        Asked = await OwnerCheck.AskedAsync(db, Request, Account, R.Now, cancel);
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = Account.Id.ToString(), Name = Account.Email!, DisplayName = Account.Name }, HttpContext);
        Options = made.CreationOptionsJson;
        request.Keep(HttpContext, made.AttestationState);
    }
}
