using System.Text.Json.Nodes;
using Concord.Desk.Languages;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Access;
using Concord.Kernel.Files;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Desk.Editing;

/// <summary>
/// What somebody may do to a draft, or to a record of which there is none yet. What it changes must be theirs, and what it is to become too: nobody brings a record
/// into their reach by writing so.
/// </summary>
/// <param name="by">Who, with what they may.</param>
/// <param name="model">The model of the kind.</param>
/// <param name="draft">The draft; null where none has begun.</param>
/// <param name="recordId">The record that is changed; null for a new one.</param>
/// <param name="standing">What that record stated when the draft began.</param>
internal sealed class DraftRights(PersonRights by, RecordModel model, Draft? draft, string? recordId, JsonObject standing)
{
    private readonly Subject stands = Belonging.Of(model, standing, recordId);
    private readonly Subject becomes = draft is null ? Belonging.Of(model, standing, recordId) : Belonging.Read(draft.Belongs);

    /// <summary>The rights of whoever asks for a page.</summary>
    public static DraftRights Of(Reading r, Draft draft, JsonObject standing) => Of(r.Rights, r.Models, draft, standing);

    public static DraftRights Of(PersonRights by, RecordModels models, Draft draft, JsonObject standing) =>
        new(by, models[draft.Kind], draft, draft.IsNew ? null : draft.RecordId, standing);

    /// <summary>Whoever may see the one or the other sees the draft; whoever began it always does.</summary>
    public bool MaySee => IsOwn || by.May(DeskAccess.SeeDrafts, becomes) || (recordId is not null && by.May(DeskAccess.SeeDrafts, stands));

    public bool MayComment => MaySee && (by.May(DeskAccess.Comment, becomes) || IsOwn);

    /// <summary>Whether the files that wait with the draft are open to them.</summary>
    public bool MaySeeFiles => by.May(FilesAccess.SeeAll, becomes);

    /// <summary>Whether they may translate its texts into a language.</summary>
    public bool MayTranslate(string language) =>
        by.May(LanguageAccess.Translate, becomes with { Language = language }) && (recordId is null || by.May(LanguageAccess.Translate, stands with { Language = language }));

    public bool MaySendBack => May(DeskAccess.ReviewRecords);

    public bool MayWrite => MayMake(becomes);

    /// <summary>Whether publishing is theirs to decide, apart from <see cref="Beyond"/>.</summary>
    public bool MayPublish => May(DeskAccess.PublishRecords);

    /// <summary>Mechanisms that the record would come to or leave, and languages that would change, without being theirs: ids and tags. While there are any, somebody else publishes.</summary>
    public (IReadOnlyList<string> Mechanisms, IReadOnlyList<string> Languages) Beyond() =>
        ([.. Alone(becomes, stands).Concat(Alone(stands, becomes)).Where(one => !by.May(DeskAccess.PublishRecords, one)).SelectMany(one => one.Mechanisms)],
        [.. Foreign(DeskAccess.PublishRecords, standing, draft is null ? standing : Drafts.Read(draft.Body)).Select(text => text.Language)]);

    /// <summary>Whether they may write at all that it become something: the record is theirs, and stays so.</summary>
    public bool MayMake(Subject wanted) => IsTheirs && MayAs(DeskAccess.DraftRecords, wanted);

    /// <summary>Whether the record that is changed is theirs; a new one is, to whoever writes records at all.</summary>
    public bool IsTheirs => recordId is null ? by.MayAnywhere(DeskAccess.DraftRecords) : by.May(DeskAccess.DraftRecords, stands);

    /// <summary>Whether they may write texts in a language, where the record is to belong to <paramref name="wanted"/>.</summary>
    public bool MayWriteIn(string language, Subject wanted) => MayIn(DeskAccess.DraftRecords, language, wanted);

    /// <summary>Texts that differ between two states of the document in languages that they do not write in.</summary>
    public IReadOnlyList<ChangedText> Foreign(JsonObject from, JsonObject to) => Foreign(DeskAccess.DraftRecords, from, to);

    private bool IsOwn => draft is null ? recordId is null : draft.CreatedBy == by.Person.Account;

    private bool May(string act) => (recordId is null || by.May(act, stands)) && by.May(act, becomes);

    /// <summary>A new record that does not say yet whose it is, is its writer's.</summary>
    private bool MayAs(string act, Subject wanted) => by.May(act, wanted) || (recordId is null && IsOwn && wanted.Mechanisms.IsEmpty && by.MayAnywhere(act));

    private bool MayIn(string act, string language, Subject wanted) =>
        (recordId is null || by.May(act, stands with { Language = language })) && MayAs(act, wanted with { Language = language });

    private List<ChangedText> Foreign(string act, JsonObject from, JsonObject to)
    {
        var wanted = Belonging.Of(model, to, recordId);
        return [.. ChangedTexts.Between(model, from, to).Where(text => !MayIn(act, text.Language, wanted))];
    }

    /// <summary>The first as it belongs to each mechanism that the second does not belong to.</summary>
    private static IEnumerable<Subject> Alone(Subject one, Subject other) => one.Mechanisms.Except(other.Mechanisms).Select(mechanism => one with { Mechanisms = [mechanism] });
}
