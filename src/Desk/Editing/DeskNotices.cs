using Concord.Desk.Languages;
using Concord.Desk.Languages.Board;
using Concord.Desk.Languages.States;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Notices;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>Tells people what concerns them of drafts: in the transaction of what happened, and never whoever did it.</summary>
public sealed class DeskNotices(NoticeBoard board, KnownPeople people, AccessRules rules, RecordModels models, Translations translations, IClock clock)
{
    internal static NoticeKind ReviewAsked { get; } = new("desk.review-asked", Strings.Key("A draft waits for your review"), Strings.Key("“{0}” waits for your review"));

    internal static NoticeKind SentBack { get; } = new("desk.sent-back", Strings.Key("A draft of yours is sent back"), Strings.Key("“{0}” was sent back to you"));

    internal static NoticeKind Published { get; } = new("desk.published", Strings.Key("A draft of yours is published"), Strings.Key("“{0}” was published"));

    internal static NoticeKind Commented { get; } = new("desk.commented", Strings.Key("Somebody comments on a draft of yours"), Strings.Key("A comment was written on “{0}”"), NoticeWish.Daily);

    internal static NoticeKind Owed { get; } = new("texts.owed", Strings.Key("A text is owed in one of your languages"), Strings.Key("“{0}” owes texts in one of your languages"), NoticeWish.Daily);

    /// <summary>
    /// Those who could publish a draft are asked to look at it. An administrator could everywhere, and is asked nowhere. Translators learn of texts that it lacks in their
    /// languages, so that they need not wait until it is published.
    /// </summary>
    internal async Task AskForReviewAsync(ConcordDb db, Draft draft, Guid by, CancellationToken cancel)
    {
        var subject = Belonging.Read(draft.Belongs);
        var holding = await people.HoldingAsync(db, [Role.Secretariat, Role.Editor], subject.Mechanisms, clock.GetCurrentInstant(), cancel);
        await TellTranslatorsAsync(db, draft, await OwedInAsync(db, draft, cancel), draft.IsNew ? draft.Id.ToString("D") : draft.RecordId!, by, cancel);
        await TellAsync(db, ReviewAsked, draft, holding.Where(person => rules.May(WithoutAdministration(person), DeskAccess.PublishRecords, subject)).Select(person => person.Account!.Value), by, cancel);
    }

    /// <summary>Those who could archive a record, or take it up again, are asked to look whether it is right.</summary>
    internal async Task AskForArchivingAsync(ConcordDb db, StoredRecord record, Subject subject, Guid by, CancellationToken cancel)
    {
        var holding = await people.HoldingAsync(db, [Role.Secretariat, Role.Editor], subject.Mechanisms, clock.GetCurrentInstant(), cancel);
        var others = holding.Where(person => person.Account != by && Archiving.May(new PersonRights(rules, WithoutAdministration(person)), subject)).Select(person => person.Account!.Value).ToList();
        if (others.Count > 0)
            await board.TellAsync(db, new Notice(ReviewAsked.Name, record.Caption, $"/desk/{record.Kind.Plural()}/{record.Id}/archive"), others, cancel);
    }

    /// <summary>Whoever began a draft, and whoever changed it last, learn what became of it.</summary>
    internal Task TellWritersAsync(ConcordDb db, NoticeKind kind, Draft draft, Guid? by, CancellationToken cancel) =>
        TellAsync(db, kind, draft, [draft.CreatedBy, draft.ChangedBy], by, cancel);

    /// <summary>Whoever wrote the draft, and whoever said something of it before.</summary>
    internal async Task TellOfCommentAsync(ConcordDb db, Draft draft, Guid? by, CancellationToken cancel)
    {
        var spoke = await db.Set<DraftComment>().Where(comment => comment.DraftId == draft.Id && comment.By != null).Select(comment => comment.By!.Value).Distinct().ToListAsync(cancel);
        await TellAsync(db, Commented, draft, [draft.CreatedBy, draft.ChangedBy, .. spoke], by, cancel);
    }

    /// <summary>
    /// A draft that waited for its hour was changed, and is in review again: whoever set the hour is asked to look, and a remark of the house says so on the draft, in
    /// every language, for nobody in particular reads it. The caller saves.
    /// </summary>
    internal async Task TellOfLostHourAsync(ConcordDb db, Draft draft, Guid by, Instant now, CancellationToken cancel)
    {
        await TellAsync(db, ReviewAsked, draft, [draft.PublishedBy!.Value], by, cancel);
        db.Add(new DraftComment
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            DraftId = draft.Id,
            By = null,
            At = now,
            Text = string.Join('\n', Language.All.Select(language => translations.In(language))
                .Select(l => l["The draft was changed while it waited for its hour. It is in review again, and is not published until somebody publishes it anew."])),
        });
    }

    /// <summary>How much a record owes in each language.</summary>
    internal static Task<Dictionary<string, int>> OwedAsync(ConcordDb db, string recordId, CancellationToken cancel) =>
        db.Set<OwedRecord>().AsNoTracking().Where(owed => owed.RecordId == recordId).ToDictionaryAsync(owed => owed.Language, owed => owed.Missing + owed.Stale, cancel);

    /// <summary>Translators of the languages in which the record owes more than before its publication.</summary>
    internal async Task TellOfOwedAsync(ConcordDb db, Draft draft, string recordId, IReadOnlyDictionary<string, int> before, Guid by, CancellationToken cancel)
    {
        var more = (await OwedAsync(db, recordId, cancel)).Where(owed => owed.Value > before.GetValueOrDefault(owed.Key)).Select(owed => owed.Key).ToList();
        await TellTranslatorsAsync(db, draft, more, recordId, by, cancel);
    }

    /// <summary>Languages in which a draft lacks more texts than the record that it changes.</summary>
    private async Task<IReadOnlyList<string>> OwedInAsync(ConcordDb db, Draft draft, CancellationToken cancel)
    {
        var record = draft.IsNew ? null : draft.RecordId;
        var before = await db.Set<OwedRecord>().AsNoTracking().Where(owed => owed.RecordId == record).ToDictionaryAsync(owed => owed.Language, owed => owed.Missing, cancel);
        return [.. NewRecords.Missing(models[draft.Kind], draft).Where(missing => missing.Value > before.GetValueOrDefault(missing.Key)).Select(missing => missing.Key)];
    }

    private async Task TellTranslatorsAsync(ConcordDb db, Draft draft, IReadOnlyList<string> languages, string id, Guid by, CancellationToken cancel)
    {
        if (languages.Count == 0)
            return;
        var subject = Belonging.Read(draft.Belongs);
        var holding = await people.HoldingAsync(db, [Role.Translator], subject.Mechanisms, clock.GetCurrentInstant(), cancel);
        foreach (var language in languages)
            await TellAsync(db, Owed, draft, holding.Where(person => rules.May(AsTranslator(person), LanguageAccess.Translate, subject with { Language = language })).Select(person => person.Account!.Value), by,
                cancel, $"/desk/languages/{language}/{draft.Kind.Plural()}/{id}");
    }

    private Task TellAsync(ConcordDb db, NoticeKind kind, Draft draft, IEnumerable<Guid> accounts, Guid? by, CancellationToken cancel, string? path = null)
    {
        var others = accounts.Where(account => account != by).Distinct().ToList();
        return others.Count == 0 ? Task.CompletedTask
            : board.TellAsync(db, new Notice(kind.Name, draft.Caption ?? Nameless(), path ?? $"/desk/drafts/{draft.Id:D}"), others, cancel);
    }

    private static Person WithoutAdministration(Person person) => person with { Held = [.. person.Held.Where(held => held.Role != Role.Administrator)] };

    private static Person AsTranslator(Person person) => person with { Held = [.. person.Held.Where(held => held.Role == Role.Translator)] };

    /// <summary>What a draft is called that has no name in any language yet.</summary>
    private LocalizedText Nameless() => new([.. Language.All.Select(language => new Worded(language.Tag, translations.In(language)["without a name yet"]))]);
}
