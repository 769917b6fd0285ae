using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail.Letters;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Mail.Desk;

/// <summary>Every kind of mail in every language; and, for who may, the mails and addresses that wait for a decision.</summary>
[May(MailAccess.Preview)]
public sealed class MailsPageModel : ConcordPage
{
    private const int Most = 100;

    public IReadOnlyList<LetterKind> Kinds { get; private set; } = [];

    public LetterKind Chosen { get; private set; } = null!;

    /// <summary>The language of the mail that is shown.</summary>
    public Language Reads { get; private set; } = Language.English;

    public WrittenLetter Letter { get; private set; } = null!;

    /// <summary>The address of the mail as a document of its own.</summary>
    public string AsShown => $"/desk/mails/{Chosen.Name}.html?in={Reads.Tag}";

    public bool MaySettle { get; private set; }

    public IReadOnlyList<OutboxMail> Unclear { get; private set; } = [];

    public IReadOnlyList<ParkedAddress> Parked { get; private set; } = [];

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync([FromServices] ConcordDb db, [FromServices] LetterKinds kinds, [FromServices] LetterWriter writer, CancellationToken cancel) =>
        ShowAsync(db, kinds, writer, cancel);

    /// <summary>Has an unclear mail sent again, or leaves it as sent.</summary>
    public async Task<IActionResult> OnPostSettleAsync(Guid id, bool again, [FromServices] ConcordDb db, [FromServices] MailQueue queue, [FromServices] LetterKinds kinds,
        [FromServices] LetterWriter writer, CancellationToken cancel)
    {
        if (!R.May(MailAccess.Settle, Subject.House))
            return NotAllowed();
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await queue.SettleAsync(db, id, again, cancel))
            {
                await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), MailAccess.Settle, "mails/" + id.ToString("D"))
                {
                    Details = new System.Text.Json.Nodes.JsonObject { ["again"] = again },
                }, cancel);
                Done = again ? R.L["The mail is sent again."] : R.L["The mail counts as sent."];
            }
            else
                Done = R.L["Somebody has decided about this mail already."];
            await transaction.CommitAsync(cancel);
        }
        await ShowAsync(db, kinds, writer, cancel);
        return Page();
    }

    /// <summary>Lets an address receive again.</summary>
    public async Task<IActionResult> OnPostFreeAsync(string? address, [FromServices] ConcordDb db, [FromServices] LetterKinds kinds, [FromServices] LetterWriter writer, CancellationToken cancel)
    {
        if (!R.May(MailAccess.Settle, Subject.House))
            return NotAllowed();
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (MailAddress.Read(address) is { } known && await MailQueue.FreeAsync(db, known, cancel))
            {
                // The trail outlives the address: it does not hold it.
                await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), MailAccess.Settle, "mails/addresses"), cancel);
                Done = R.L["The address is free again."];
            }
            else
                Done = R.L["This address refuses no mail."];
            await transaction.CommitAsync(cancel);
        }
        await ShowAsync(db, kinds, writer, cancel);
        return Page();
    }

    private async Task ShowAsync(ConcordDb db, LetterKinds kinds, LetterWriter writer, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["Mails"], true, true, false);
        Kinds = [.. kinds.All];
        Chosen = kinds.Find(Request.Query["letter"].ToString()) ?? Kinds[0];
        Reads = Language.Find(Request.Query["in"]) ?? R.Language;
        Letter = await MailSamples.WriteAsync(writer, Chosen, Reads);
        MaySettle = R.May(MailAccess.Settle, Subject.House);
        if (!MaySettle)
            return;
        Unclear = await db.Set<OutboxMail>().AsNoTracking().Where(mail => mail.State == MailState.Unclear).OrderBy(mail => mail.DueAt).Take(Most).ToListAsync(cancel);
        Parked = await MailQueue.ParkedAsync(db, Most, cancel);
    }
}
