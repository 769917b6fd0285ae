using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail.Letters;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Mail.Desk;

/// <summary>Every kind of mail in every language; and, for who may, the mails and addresses that wait for a decision.</summary>
[May(MailAccess.Preview)]
public sealed class MailsPageModel : ConcordPage
{
    public const int LongestAddress = 254, LongestReason = OutboxClaims.LongestAnswer;

    private const int Most = 100;

    public IReadOnlyList<LetterKind> Kinds { get; private set; } = [];

    public LetterKind Chosen { get; private set; } = null!;

    /// <summary>The language of the mail that is shown.</summary>
    public Language Reads { get; private set; } = Language.English;

    public WrittenLetter Letter { get; private set; } = null!;

    /// <summary>The address of the mail as a document of its own.</summary>
    public string AsShown => $"/desk/mails/{Chosen.Name}.html?in={Reads.Tag}";

    /// <summary>Whether the reader sees addresses, and decides about them.</summary>
    public bool MaySee { get; private set; }

    /// <summary>Whether the reader may stop mails to an address.</summary>
    public bool MayPark { get; private set; }

    public IReadOnlyList<OutboxMail> Unclear { get; private set; } = [];

    public IReadOnlyList<ParkedAddress> Parked { get; private set; } = [];

    /// <summary>What was written as an address to park; it stands in the form again where it was refused.</summary>
    public string? ToPark { get; private set; }

    /// <summary>And why.</summary>
    public string? Reason { get; private set; }

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

    /// <summary>Stops mails to an address: what comes back as a mail, hours later, no program reads.</summary>
    public async Task<IActionResult> OnPostParkAsync(string? address, string? reason, [FromServices] ConcordDb db, [FromServices] KnownPeople people, [FromServices] LetterKinds kinds,
        [FromServices] LetterWriter writer, CancellationToken cancel)
    {
        if (R.MechanismsOf(MailAccess.Park) is { Count: 0 })
            return NotAllowed();
        (ToPark, Reason) = (address?.Trim(), reason?.Trim());
        if (MailAddress.Read(ToPark) is not { } known)
            Faults.Add(new FormFault("address", R.L["Write one mail address, such as name@example.org."]));
        else if (Reason is { Length: > LongestReason } || Reason?.Any(char.IsControl) == true)
            Faults.Add(new FormFault("reason", R.L["Write one line of at most {0} characters.", LongestReason]));
        else if (!await MayParkAsync(db, people, known, cancel))
            Faults.Add(new FormFault("address", R.L["This address is that of somebody outside of your mechanism. Ask an administrator to park it."]));
        else
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            await using (transaction)
            {
                if (await MailQueue.ParkAsync(db, known, string.IsNullOrEmpty(Reason) ? "Mails came back." : Reason, R.Now, cancel))
                {
                    await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), MailAccess.Park, "mails/addresses"), cancel);
                    Done = R.L["Nothing is sent to {0} any more.", known.Text];
                }
                else
                    Done = R.L["{0} is parked already.", known.Text];
                await transaction.CommitAsync(cancel);
            }
            (ToPark, Reason) = (null, null);
        }
        await ShowAsync(db, kinds, writer, cancel);
        return Faults.Count > 0 ? Again() : Page();
    }

    /// <summary>What a mail is; its name where no module has such letters any more.</summary>
    public string KindOf(OutboxMail mail) => Kinds.FirstOrDefault(kind => kind.Name == mail.Letter) is { } kind ? R.L[kind.Title] : mail.Letter;

    /// <summary>Nobody keeps mails from people of another mechanism. Whose address has no account here is nobody's in particular.</summary>
    private async Task<bool> MayParkAsync(ConcordDb db, KnownPeople people, MailAddress address, CancellationToken cancel)
    {
        foreach (var account in await people.CalledAsync(db, address.Text, cancel))
            if (await people.FindAsync(db, account, R.Now, cancel) is { } person
                && !R.May(MailAccess.Park, new Subject { Mechanisms = [.. person.Held.Select(held => held.Scope.Mechanism).OfType<string>()] }))
                return false;
        return true;
    }

    private async Task ShowAsync(ConcordDb db, LetterKinds kinds, LetterWriter writer, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["Mails"], true, true, false);
        Kinds = [.. kinds.All];
        Chosen = kinds.Find(Request.Query["letter"].ToString()) ?? Kinds[0];
        Reads = Language.Find(Request.Query["in"]) ?? R.Language;
        Letter = await MailSamples.WriteAsync(writer, Chosen, Reads);
        (MaySee, MayPark) = (R.May(MailAccess.See, Subject.House), R.MechanismsOf(MailAccess.Park) is not { Count: 0 });
        if (!MaySee)
            return;
        Unclear = await db.Set<OutboxMail>().AsNoTracking().Where(mail => mail.State == MailState.Unclear).OrderBy(mail => mail.DueAt).Take(Most).ToListAsync(cancel);
        Parked = await MailQueue.ParkedAsync(db, Most, cancel);
        // Addresses are personal data, also those of subscribers: who has looked at them can be told.
        if (Unclear.Count + Parked.Count > 0)
            await db.DoAsync(new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), MailAccess.See, "mails") { Details = new() { ["shown"] = Unclear.Count + Parked.Count } }, () => Task.CompletedTask, cancel);
    }
}
