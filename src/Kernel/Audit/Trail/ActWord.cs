using System.Collections.Frozen;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Audit.Trail;

/// <summary>What an act is called where it was done. Modules register those of their acts that they note.</summary>
/// <param name="Act"><see cref="AuditEntry.Act"/>.</param>
/// <param name="Text">What was done; English, marked by <see cref="Strings.Key"/>: <c>Published a record</c>.</param>
public sealed record ActWord(string Act, string Text);

/// <summary>Where the subjects of one kind are looked at, so that an entry leads there.</summary>
/// <param name="Prefix">First part of <see cref="AuditEntry.Subject"/>: <c>drafts</c>.</param>
/// <param name="Name">What such a thing is; English, marked by <see cref="Strings.Key"/>: <c>Draft</c>.</param>
/// <param name="Path">Its page below the language, the rest of the subject at <c>{0}</c>: <c>/desk/drafts/{0}</c>; null where it has none.</param>
public sealed record TrailPlace(string Prefix, string Name, string? Path = null);

/// <summary>How entries are put into words.</summary>
public sealed class TrailWords(IEnumerable<ActWord> acts, IEnumerable<TrailPlace> places)
{
    private readonly FrozenDictionary<string, string> acts = acts.ToFrozenDictionary(word => word.Act, word => word.Text, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, TrailPlace> places = places.ToFrozenDictionary(place => place.Prefix, StringComparer.Ordinal);

    /// <summary>All acts that have words, in the order of the reader's words.</summary>
    public IEnumerable<(string Act, string Text)> Acts(Strings l) =>
        acts.Select(act => (act.Key, Text: l[act.Value])).OrderBy(act => act.Text, l.Language.Order).ThenBy(act => act.Key, StringComparer.Ordinal);

    /// <summary>What was done; an act without words by its name.</summary>
    public string Act(string act, Strings l) => acts.TryGetValue(act, out var text) ? l[text] : act;

    /// <summary>Where a subject is looked at; null for a kind that no module has named.</summary>
    public TrailPlace? Place(string prefix) => places.GetValueOrDefault(prefix);
}

/// <summary>How modules say what their acts and subjects are called.</summary>
public static class TrailSetup
{
    /// <summary>Adds words for acts that a module notes.</summary>
    public static IServiceCollection AddActWords(this IServiceCollection services, params ReadOnlySpan<ActWord> words)
    {
        foreach (var word in words)
            services.AddSingleton(word);
        return services;
    }

    internal static IServiceCollection AddTrail(this IServiceCollection services) => services
        .AddSingleton<TrailWords>()
        .AddSingleton<ChainChecks>()
        .AddSingleton(new DeskSection("/desk/trail", Strings.Key("Audit trail"), AuditAccess.See))
        .AddSingleton(new TrailPlace("trail", Strings.Key("Audit trail"), "/desk/trail"))
        .AddSingleton(new TrailPlace("record", Strings.Key("The record as a whole")))
        .AddSingleton(new TrailPlace("house", Strings.Key("The house")))
        .AddSingleton(new TrailPlace("files", Strings.Key("File")))
        .AddSingleton(new TrailPlace("mails", Strings.Key("Mail"), "/desk/mails"))
        .AddActWords(
            new ActWord(AuditAccess.See, Strings.Key("Read the audit trail")),
            new ActWord(Access.KernelAccess.Refused, Strings.Key("Was refused")),
            new ActWord("records.import", Strings.Key("Imported")),
            new ActWord("house.backup", Strings.Key("Made a backup")),
            new ActWord("house.restore", Strings.Key("Restored the store from a backup")),
            new ActWord(Files.FilesAccess.Upload, Strings.Key("Uploaded a file")),
            new ActWord(Files.FilesAccess.Publish, Strings.Key("Published a file or took it back")),
            new ActWord(Mail.MailAccess.See, Strings.Key("Looked at mail addresses")),
            new ActWord(Mail.MailAccess.Park, Strings.Key("Parked a mail address")),
            new ActWord(Mail.MailAccess.Settle, Strings.Key("Decided about a mail")));
}
