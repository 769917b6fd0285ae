using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using static Concord.Kernel.Access.Role;

namespace Concord.Desk;

/// <summary>Who may do what at the editorial desk. What a record belongs to is said by <see cref="Kernel.Records.Belonging"/>.</summary>
internal static class DeskAccess
{
    /// <summary>Seeing drafts, and what waits at the desk.</summary>
    public const string SeeDrafts = "drafts.see";

    public const string Comment = "drafts.comment";

    /// <summary>Writing drafts of new records and of changes, and asking for review.</summary>
    public const string DraftRecords = "records.draft";

    /// <summary>Sending a draft back to its writer.</summary>
    public const string ReviewRecords = "records.review";

    public const string PublishRecords = "records.publish";

    /// <summary>The way in for programs; what each key may do there, the acts above say.</summary>
    public const string WriteByKey = "records.write-by-key";

    public const string ArchiveRecords = "records.archive";

    /// <summary>The opposite; the same people may, and on the same page.</summary>
    public const string TakeUpRecords = "records.take-up";

    /// <summary>What the trail calls it where somebody asks that a record be archived, or taken up again, and another does it; who may, may ask.</summary>
    public const string AskArchiving = "records.archive.ask";

    /// <summary>What a key may be given. What it drafts is in review at once.</summary>
    public static readonly KeyAct[] KeyActs =
    [
        new(DraftRecords, Strings.Key("Write records that somebody of the mechanism publishes")),
        new(PublishRecords, Strings.Key("Publish what it writes at once, where no second pair of eyes is asked for")),
        new(ArchiveRecords, Strings.Key("Archive records")),
    ];

    /// <summary>Settling how a mechanism's records are published.</summary>
    public const string SetRules = "desk.set-rules";

    public static readonly Act[] Acts =
    [
        new Act(SeeDrafts, "See drafts, their changes and the comments on them.").ByAll(Administrator, Auditor).ByOwn(Secretariat, Editor, Translator, FocalPoint),
        new Act(Comment, "Comment on a draft.").ByAll(Administrator).ByOwn(Secretariat, Editor, Translator, FocalPoint),
        new Act(DraftRecords, "Write a draft of a new record or of a change, and ask for its review.").ByAll(Administrator).ByOwn(Secretariat, Editor, FocalPoint),
        new Act(ReviewRecords, "Send a draft back to its writer.").ByAll(Administrator).ByOwn(Secretariat, Editor),
        new Act(PublishRecords, "Publish a draft, now or at a set hour.").ByAll(Administrator).ByOwn(Secretariat, Editor),
        Act.ForKeys(WriteByKey, "Write records by the API, as a program of a partner organization."),
        new Act(ArchiveRecords, "Archive a record: it leaves lists, search and feeds, and stays at its address.").ByAll(Administrator).ByOwn(Secretariat, Editor),
        new Act(TakeUpRecords, "Take a record out of the archive.").ByAll(Administrator).ByOwn(Secretariat, Editor),
        new Act(SetRules, "Settle whether a mechanism's records need a second pair of eyes.").ByAll(Administrator).ByOwn(Secretariat),
    ];
}
