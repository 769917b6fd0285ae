using System.Globalization;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Desk.Editing;

/// <summary>Asks whether a record is to be archived, or taken up again, and says what that means.</summary>
[May(DeskAccess.ArchiveRecords)]
public sealed class ArchivePageModel(KnownPeople people, DeskNotices notices) : ConcordPage
{
    public StoredRecord Record { get; private set; } = null!;

    public bool IsArchived => Record.ArchivedAt is not null;

    public string Address => R.Href($"/desk/{Record.Kind.Plural()}/{Record.Id}/archive");

    /// <summary>The open draft that stands in the way; null for none.</summary>
    public string? DraftHref { get; private set; }

    /// <summary>Whether two must agree, for a mechanism of the record asks for a second pair of eyes.</summary>
    public bool TakesTwo { get; private set; }

    /// <summary>Who asked for it, and when; null where nobody did.</summary>
    public (string Name, NodaTime.Instant At, bool IsReader)? Asked { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string kind, [FromRoute] string id, CancellationToken cancel) => await FindAsync(kind, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string kind, [FromRoute] string id, CancellationToken cancel)
    {
        if (await FindAsync(kind, id, cancel) is { } refused)
            return refused;
        var form = await Request.ReadFormAsync(cancel);
        var to = form["to"].ToString();
        var subject = Belonging.Of(R.Models[Record.Kind], Record);
        if (to == "nothing")
        {
            await Archiving.DropAsync(R.Db, Record, subject, R.Person.Account!.Value, R.Now, cancel);
            return Redirect(Address);
        }
        if (to is not ("archived" or "listed") || !int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return Malformed(R.L["The form did not arrive whole. Go back and send it again."]);
        switch (await Archiving.RunAsync(R.Db, R.Models, id, version, to == "archived", R.Person.Account!.Value, R.Now, cancel))
        {
            case ArchivingFault.None:
                return Redirect(R.Href(Record.Kind, id));
            case ArchivingFault.SecondPair:
                if (Asked is null)
                    await Archiving.AskAsync(R.Db, notices, Record, subject, R.Person.Account!.Value, R.Now, cancel);
                return Redirect(Address);
            case ArchivingFault.HasDraft:
                Faults.Add(new FormFault("act", R.L["Somebody is writing on it: publish the draft or give it up first."]));
                break;
            default:
                Faults.Add(new FormFault("act", R.L["The record was changed meanwhile. This is how it stands now."]));
                break;
        }
        R.Db.ChangeTracker.Clear();
        await FindAsync(kind, id, cancel);
        return Again();
    }

    private async Task<IActionResult?> FindAsync(string kind, string id, CancellationToken cancel)
    {
        if (await R.Reads.FindAsync(RecordKinds.FromPlural(kind)!.Value, id, cancel) is not { } record)
            return NotThere();
        Record = record;
        if (!Archiving.May(R.Rights, Belonging.Of(R.Models[record.Kind], record)))
            return NotAllowed();
        (HasForms, IsDesk, IsIndexed) = (true, true, false);
        var name = record.Caption.In(R.Language.Tag).Text;
        Title = IsArchived ? R.L["Take out of the archive: {0}", name] : R.L["Archive: {0}", name];
        Crumbs.Clear();
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        Crumbs.Add((name, R.Href(record.Kind, id)));
        TakesTwo = await SecondPair.IsAskedAsync(R.Db, Belonging.Of(R.Models[record.Kind], record).Mechanisms, cancel);
        if (TakesTwo && await Archiving.AskedAsync(R.Db, record, cancel) is { } asked)
            Asked = ((await people.NamesAsync(R.Db, [asked.By], cancel)).GetValueOrDefault(asked.By, R.L["deleted account"]), asked.At, asked.By == R.Person.Account);
        DraftHref = await Drafts.OpenAsync(R.Db, id, cancel) is { } draft ? R.Href($"/desk/drafts/{draft.Id}") : null;
        return null;
    }
}
