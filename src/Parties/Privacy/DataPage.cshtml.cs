using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Privacy;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Privacy;

/// <summary>What the house keeps of whoever looks: what it is, what was agreed to, taking it away, asking for its deletion.</summary>
[May(PrivacyAccess.Own)]
public sealed class DataPageModel(DataFile file, DeletionNotices notices) : ConcordPage
{
    public IReadOnlyList<PersonalData> Kept => file.Kept;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Consent> Agreed { get; private set; } = [];

    public Instant? AskedAt { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(db, cancel);

    public async Task<IActionResult> OnPostDeleteAsync(string? address, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        var account = await ShowAsync(db, cancel);
        if (MailAddress.Read(address)?.Key != MailAddress.Read(account.Email)?.Key)
        {
            Faults.Add(new FormFault("address", R.L["This is not the address of your account. Write it as it stands under My account."]));
            return Again();
        }
        if (AskedAt is null)
            await db.DoAsync(Note(account.Id, "asked"), async () =>
            {
                account.DeletionAskedAt = R.Now;
                await notices.TellAsync(db, account.Id, R.Now, cancel);
            }, cancel);
        await ShowAsync(db, cancel);
        Done = R.L["Your request is noted; the administrators are told."];
        return Page();
    }

    public async Task<IActionResult> OnPostKeepAsync([FromServices] ConcordDb db, CancellationToken cancel)
    {
        var account = await ShowAsync(db, cancel);
        if (AskedAt is not null)
            await db.DoAsync(Note(account.Id, "taken back"), () => Task.FromResult(account.DeletionAskedAt = null), cancel);
        await ShowAsync(db, cancel);
        Done = R.L["The request is taken back."];
        return Page();
    }

    private AuditNote Note(Guid account, string deletion) => new(R.Now, Actor.Of(account), PrivacyAccess.Own, "accounts/" + account) { Details = new() { ["deletion"] = deletion } };

    private async Task<Account> ShowAsync(ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["My data"], true, true, false);
        Crumbs.Clear();
        Crumbs.Add((R.L["My account"], R.Href("/account")));
        var account = await db.Set<Account>().SingleAsync(account => account.Id == R.Person.Account, cancel);
        AskedAt = account.DeletionAskedAt;
        Agreed = await db.Set<Consent>().AsNoTracking().Where(given => given.AccountId == account.Id).OrderByDescending(given => given.Version).ToListAsync(cancel);
        return account;
    }
}
