using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Notices;
using NodaTime;

namespace Concord.Parties.Keys;

/// <summary>
/// Tells people what becomes of partner keys, in the transaction of what happened: whoever made the key, and all who may end it. Whoever made it is told
/// that it was made as well, for it may have been somebody else at their browser.
/// </summary>
public sealed class KeyNotices(NoticeBoard board, KnownPeople people, AccessRules rules, Translations translations)
{
    internal static NoticeKind Made { get; } = new("keys.made", Strings.Key("A partner key is made"), Strings.Key("A partner key was made: {0}"));

    internal static NoticeKind EndsSoon { get; } = new("keys.ends-soon", Strings.Key("A partner key ends soon"), Strings.Key("A partner key ends soon: {0}"));

    internal static NoticeKind Ended { get; } = new("keys.ended", Strings.Key("A partner key is ended"), Strings.Key("A partner key was ended: {0}"));

    /// <summary>Tells of one key, in the caller's transaction.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="kind">What became of it.</param>
    /// <param name="key">The key.</param>
    /// <param name="now">When.</param>
    /// <param name="withMaker">Whether its maker is told; not who leaves the house.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task TellAsync(ConcordDb db, NoticeKind kind, PartnerKey key, Instant now, bool withMaker, CancellationToken cancel)
    {
        var entitled = (await people.HoldingAsync(db, [Role.Administrator, Role.Secretariat], key.MechanismIds, now, cancel))
            .Where(person => key.MechanismIds.Any(mechanism => rules.May(person, PartiesAccess.EndKeys, new Subject { Mechanisms = [mechanism] })));
        var told = entitled.Select(person => person.Account!.Value).Where(account => account != key.MadeBy);
        await board.TellAsync(db, new Notice(kind.Name, Words(key), "/keys/" + key.Id.ToString("D")), withMaker ? [key.MadeBy, .. told] : [.. told], cancel);
    }

    /// <summary>What the key is for and its last day, in every language.</summary>
    private LocalizedText Words(PartnerKey key) => new([.. from language in Language.All
                                                           let l = translations.In(language)
                                                           select new Worded(language.Tag, l["“{0}”, last day {1}", key.Name, l.Formats.Date(key.LastDay)])]);
}
