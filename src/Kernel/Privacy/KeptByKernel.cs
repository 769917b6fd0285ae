using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Concord.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Kernel.Privacy;

/// <summary>What the audit trail says that a person did, and that was done to the account.</summary>
internal sealed class KeptInTrail : PersonalData
{
    public override string Name => "audit_trail";

    public override string Title => Strings.Key("What you did, and what was done to your account");

    public override string Stays => Strings.Key("The audit trail stays, under the number of the account: that nothing was changed behind the back of the house is proven by the whole of it, and it holds no names.");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        var account = "accounts/" + person.Account.ToString("D");
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.AccountId == person.Account || entry.Subject == account).OrderBy(entry => entry.No)
            .AsAsyncEnumerable().WithCancellation(cancel))
            yield return new JsonObject
            {
                ["no"] = entry.No,
                ["at"] = Text(entry.At),
                // Who else acted is another person's affair.
                ["by"] = entry.AccountId == person.Account ? "you" : entry.AccountId is null ? entry.By : "another account",
                ["act"] = entry.Act,
                ["subject"] = entry.Subject,
            };
    }

    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) => Task.CompletedTask;

    internal static string Text(Instant instant) => InstantPattern.General.Format(instant);
}

/// <summary>How a person wants to be told, and what is still to be told.</summary>
internal sealed class KeptOfNotices : PersonalData
{
    public override string Name => "notices";

    public override string Title => Strings.Key("How you are told, and what waits to be told");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var wish in await db.Set<NoticePreference>().AsNoTracking().Where(wish => wish.AccountId == person.Account).OrderBy(wish => wish.Kind).ToListAsync(cancel))
            yield return new JsonObject { ["kind"] = wish.Kind, ["wish"] = wish.Wish.ToString() };
        foreach (var notice in await db.Set<WaitingNotice>().AsNoTracking().Where(notice => notice.AccountId == person.Account).OrderBy(notice => notice.MadeAt).ToListAsync(cancel))
            yield return new JsonObject { ["kind"] = notice.Kind, ["path"] = notice.Path, ["made_at"] = KeptInTrail.Text(notice.MadeAt) };
    }

    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) => NoticeBoard.ForgetAsync(db, person.Account, cancel);
}

/// <summary>Mails to a person, and that the address refuses mail.</summary>
internal sealed class KeptOfMails : PersonalData
{
    public override string Name => "mails";

    public override string Title => Strings.Key("Mails to you");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        // What a mail says may open the account; that it went, and where, is what is kept of the person.
        foreach (var mail in await (await MailsAsync(db, person, cancel)).AsNoTracking().OrderBy(mail => mail.Id).ToListAsync(cancel))
            yield return new JsonObject
            {
                ["kind"] = mail.Letter,
                ["address"] = mail.Address,
                ["language"] = mail.Language,
                ["made_at"] = KeptInTrail.Text(mail.MadeAt),
                ["state"] = mail.State.ToString(),
                ["answer"] = mail.Answer,
            };
        foreach (var parked in await db.Set<ParkedAddress>().AsNoTracking().Where(parked => parked.Address == person.Address).ToListAsync(cancel))
            yield return new JsonObject { ["refuses_mail_since"] = KeptInTrail.Text(parked.Since), ["answer"] = parked.Answer };
    }

    /// <summary>What waits does not go out. What is being handed over at this moment is seen to its end, and goes with the mails that were sent.</summary>
    public override async Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel)
    {
        await (await MailsAsync(db, person, cancel)).Where(mail => mail.State != MailState.Sending).ExecuteDeleteAsync(cancel);
        await db.Set<ParkedAddress>().Where(parked => parked.Address == person.Address).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Mails to the account, and those that know the address alone: what comes by a subscription.</summary>
    private static async Task<IQueryable<OutboxMail>> MailsAsync(ConcordDb db, DataSubject person, CancellationToken cancel)
    {
        // Compared here: SQLite lowers the letters of ASCII alone.
        var written = (await db.Set<OutboxMail>().Where(mail => mail.AccountId == null).Select(mail => mail.Address).Distinct().ToListAsync(cancel))
            .FindAll(address => person.Address is not null && MailAddress.Read(address)?.Key == person.Address);
        return db.Set<OutboxMail>().Where(mail => mail.AccountId == person.Account || (mail.AccountId == null && written.Contains(mail.Address)));
    }
}

/// <summary>Files that a person uploaded.</summary>
internal sealed class KeptOfFiles : PersonalData
{
    public override string Name => "files";

    public override string Title => Strings.Key("Files that you uploaded");

    public override string Stays => Strings.Key("Files stay with the record that they belong to, under the number of the account that uploaded them.");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in await db.Set<StoredFile>().AsNoTracking().Where(file => file.UploadedBy == person.Account).OrderBy(file => file.Id).ToListAsync(cancel))
            yield return new JsonObject { ["name"] = file.Name, ["belongs_to"] = file.OwnerKind + "/" + file.OwnerId, ["uploaded_at"] = KeptInTrail.Text(file.UploadedAt) };
        foreach (var upload in await db.Set<OpenUpload>().AsNoTracking().Where(upload => upload.Account == person.Account).OrderBy(upload => upload.Id).ToListAsync(cancel))
            yield return new JsonObject { ["name"] = upload.Name, ["belongs_to"] = upload.OwnerKind + "/" + upload.OwnerId, ["begun_at"] = KeptInTrail.Text(upload.BegunAt) };
    }

    /// <summary>An upload that was begun is swept away with others that nobody goes on with, within a day.</summary>
    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) =>
        db.Set<OpenUpload>().Where(upload => upload.Account == person.Account).ExecuteUpdateAsync(set => set.SetProperty(upload => upload.ExpiresAt, now), cancel);
}
