using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Passwords;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>Where somebody turns the second step on and off, and makes recovery codes.</summary>
[May(PartiesAccess.OwnAccount)]
public sealed class SetUpPageModel : ConcordPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>The key to type in.</summary>
    public string Key { get; private set; } = "";

    public (string Path, int Side) Picture { get; private set; }

    /// <summary>Codes that were just made; this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(db, cancel);

    public async Task<IActionResult> OnPostOnAsync(string? code, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (Account.TwoFactorEnabled)
            return Page();
        if (TimeCodes.StepOf(Account.CodeSecret!, code, R.Now) is not { } step)
        {
            Faults.Add(new FormFault("code", R.L["This code does not fit, or it was used already. Write the one that the app shows now."]));
            return Again();
        }
        await ChangeAsync(db, mails, AccountChange.SecondStepOn, () => (Account.TwoFactorEnabled, Account.LastCodeStep) = (true, step), withCodes: true, cancel);
        return Page();
    }

    public Task<IActionResult> OnPostCodesAsync(string? password, [FromServices] PasswordCheck passwords, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel) =>
        WithPasswordAsync(password, passwords, db, () => ChangeAsync(db, mails, AccountChange.RecoveryCodes, () => { }, withCodes: true, cancel), cancel);

    public Task<IActionResult> OnPostOffAsync(string? password, [FromServices] PasswordCheck passwords, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel) =>
        WithPasswordAsync(password, passwords, db, () => ChangeAsync(db, mails, AccountChange.SecondStepOff, () => (Account.TwoFactorEnabled, Account.CodeSecret, Account.LastCodeStep) = (false, null, 0), withCodes: false, cancel), cancel);

    /// <summary>Who finds a browser open must not be able to take the account over.</summary>
    private async Task<IActionResult> WithPasswordAsync(string? password, PasswordCheck passwords, ConcordDb db, Func<Task> change, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (!Account.TwoFactorEnabled)
            return Page();
        // The store's connection is not held while others are waited for.
        await R.LetGoAsync();
        if (!await passwords.OpensAsync(db, Account, password, R.Now, cancel))
        {
            Faults.Add(new FormFault("password", R.L["This is not your present password."]));
            return Again();
        }
        await change();
        await ShowAsync(db, cancel);
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
            await AccountMails.ChangedAsync(db, mails, Account, what, R.Now, cancel);
        }, cancel);

    private async Task ShowAsync(ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["The second step"], true, true, false);
        Crumbs.Clear();
        Crumbs.Add((R.L["My account"], R.Href("/account")));
        Account = await db.Set<Account>().SingleAsync(account => account.Id == R.Person.Account, cancel);
        if (Account.TwoFactorEnabled)
        {
            CodesLeft = await RecoveryCodes.LeftAsync(db, Account.Id, cancel);
            return;
        }
        if (Account.CodeSecret is null)
        {
            Account.CodeSecret = TimeCodes.NewSecret();
            await db.SaveChangesAsync(cancel);
        }
        Key = TimeCodes.Written(Account.CodeSecret);
        Picture = TimeCodes.Picture(TimeCodes.Address(Account.CodeSecret, Account.Email!));
    }
}
