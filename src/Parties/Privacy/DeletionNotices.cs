using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Notices;
using NodaTime;

namespace Concord.Parties.Privacy;

/// <summary>Tells the administrators that somebody asks for the deletion of their data. By the number alone: a name would stay behind in their mails.</summary>
public sealed class DeletionNotices(NoticeBoard board, KnownPeople people)
{
    internal static NoticeKind Asked { get; } = new("privacy.deletion-asked", Strings.Key("Somebody asks for the deletion of their data"), Strings.Key("The deletion of the data of account {0} is asked for"));

    internal async Task TellAsync(ConcordDb db, Guid account, Instant now, CancellationToken cancel)
    {
        var administrators = await people.HoldingAsync(db, [Role.Administrator], null, now, cancel);
        await board.TellAsync(db, new Notice(Asked.Name, new LocalizedText([new Worded("en", account.ToString("N")[^8..])]), "/people/" + account), [.. administrators.Select(person => person.Account!.Value)], cancel);
    }
}
