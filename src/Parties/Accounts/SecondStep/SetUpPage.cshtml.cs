using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Own;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>Where somebody turns the second step on and off, and makes recovery codes.</summary>
[May(PartiesAccess.OwnAccount)]
public sealed class SetUpPageModel(OwnerCheck owner, NewSecret secrets) : ConcordPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>What is asked for before anything is changed.</summary>
    public OwnerProof Asked { get; private set; }

    /// <summary>The key, sealed, for the form to bring back; until then it is kept nowhere.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The key to type in.</summary>
    public string Key { get; private set; } = "";

    public (string Path, int Side) Picture { get; private set; }

    /// <summary>Codes that were just made; this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(db, null, cancel);

    public async Task<IActionResult> OnPostOnAsync(string? code, string? password, string? secret, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        var shown = secrets.Open(secret, R.Person.Account!.Value);
        await ShowAsync(db, shown, cancel);
        if (Account.TwoFactorEnabled)
            return Page();
        if (shown is null)
            Faults.Add(new FormFault("code", R.L["The picture was shown too long ago. Have your app read the new one."]));
        else if (await owner.FaultAsync(R, HttpContext, db, Account, password, "password", cancel) is { } fault)
            Faults.Add(fault);
        else if (TimeCodes.StepOf(shown, code, R.Now) is not { } step)
            Faults.Add(new FormFault("code", R.L["This code does not fit, or it was used already. Write the one that the app shows now."]));
        else
            await ChangeAsync(db, mails, AccountChange.SecondStepOn, () => (Account.TwoFactorEnabled, Account.CodeSecret, Account.LastCodeStep) = (true, shown, step), withCodes: true, cancel);
        return Faults.Count > 0 ? Again() : Page();
    }

    public Task<IActionResult> OnPostCodesAsync(string? password, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel) =>
        ByOwnerAsync(password, db, () => ChangeAsync(db, mails, AccountChange.RecoveryCodes, () => { }, withCodes: true, cancel), cancel);

    public Task<IActionResult> OnPostOffAsync(string? password, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel) =>
        ByOwnerAsync(password, db, () => ChangeAsync(db, mails, AccountChange.SecondStepOff, () => (Account.TwoFactorEnabled, Account.CodeSecret, Account.LastCodeStep) = (false, null, 0), withCodes: false, cancel), cancel);

    private async Task<IActionResult> ByOwnerAsync(string? password, ConcordDb db, Func<Task> change, CancellationToken cancel)
    {
        await ShowAsync(db, null, cancel);
        if (!Account.TwoFactorEnabled)
            return Page();
        if (await owner.FaultAsync(R, HttpContext, db, Account, password, "password", cancel) is { } fault)
        {
            Faults.Add(fault);
            return Again();
        }
        await change();
        await ShowAsync(db, null, cancel);
        return Page();
    }

    private Task ChangeAsync(ConcordDb db, MailQueue mails, AccountChange what, Action change, bool withCodes, CancellationToken cancel) =>
        db.DoAsync(new AuditNote(R.Now, Actor.Of(Account.Id), PartiesAccess.ChangeSecondStep, "accounts/" + Account.Id) { Details = new() { ["what"] = what.ToString() } }, async () =>
        {
            change();
            if (withCodes)
                Codes = await RecoveryCodes.ReplaceAsync(db, Account.Id, cancel);
            else
                await db.Set<RecoveryCode>().Where(code => code.AccountId == Account.Id).ExecuteDeleteAsync(cancel);
            if (what != AccountChange.RecoveryCodes)
                await Sessions.EndOthersAsync(db, Account.Id, Sessions.IdOf(Request), cancel);
            await AccountMails.ChangedAsync(db, mails, Account, what, R.Now, cancel);
        }, cancel);

    /// <param name="db">The store.</param>
    /// <param name="secret">The key that the person has seen already; null for a new one.</param>
    /// <param name="cancel">Ends the wait.</param>
    private async Task ShowAsync(ConcordDb db, byte[]? secret, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["The second step"], true, true, false);
        Crumbs.Clear();
        Crumbs.Add((R.L["My account"], R.Href("/account")));
        Account = await db.Set<Account>().SingleAsync(account => account.Id == R.Person.Account, cancel);
        Asked = await OwnerCheck.AskedAsync(db, Request, Account, R.Now, cancel);
        if (Account.TwoFactorEnabled)
        {
            CodesLeft = await RecoveryCodes.LeftAsync(db, Account.Id, cancel);
            return;
        }
        secret ??= TimeCodes.NewSecret();
        (Secret, Key) = (secrets.Seal(secret, Account.Id), TimeCodes.Written(secret));
        Picture = TimeCodes.Picture(TimeCodes.Address(secret, Account.Email!));
    }
}
