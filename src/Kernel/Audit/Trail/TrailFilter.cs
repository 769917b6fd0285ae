using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Audit.Trail;

/// <summary>Which entries of the trail a reader asks for, within those that the reader may see.</summary>
/// <param name="Person">A name, a mail address or the number of an account, or one of the words for who acts without one; null for anybody.</param>
/// <param name="About">A subject, the id of a record, or the address of its page; null for anything.</param>
/// <param name="Act">Name of an act; null for any.</param>
/// <param name="From">First day (UTC).</param>
/// <param name="To">Last day (UTC).</param>
public sealed record TrailFilter(string? Person, string? About, string? Act, LocalDate? From, LocalDate? To)
{
    private static readonly string[] Words = [Actor.Import.Word, Actor.CommandLine.Word, Actor.House.Word, Actor.Reader.Word];

    /// <summary>The accounts and keys that are asked for; null where no person is named.</summary>
    public async Task<IReadOnlyList<Guid>?> AccountsAsync(ConcordDb db, KnownPeople people, CancellationToken cancel) =>
        Person is null || Words.Contains(Person) ? null : Guid.TryParse(Person, out var account) ? [account] : await people.CalledAsync(db, Person, cancel);

    /// <summary>The entries, in no order yet.</summary>
    /// <param name="r">Who asks; what they may not see is left out.</param>
    /// <param name="accounts">What <see cref="AccountsAsync"/> gave.</param>
    public IQueryable<AuditEntry> Entries(Reading r, IReadOnlyList<Guid>? accounts)
    {
        var db = r.Db;
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (r.MechanismsOf(AuditAccess.See) is { } mechanisms)
            entries = Concerning(db, entries, [.. mechanisms.Select(id => RecordKind.Mechanism.Plural() + "/" + id)]);
        if (accounts is not null)
            entries = entries.Where(entry => entry.AccountId != null && accounts.Contains(entry.AccountId.Value));
        else if (Person is not null)
            entries = entries.Where(entry => entry.By == Person);
        if (About is not null)
            entries = Concerning(db, entries, Subjects(About));
        if (Act is not null)
            entries = entries.Where(entry => entry.Act == Act);
        if (From is { } first)
        {
            var from = first.AtMidnight().InUtc().ToInstant();
            entries = entries.Where(entry => entry.At >= from);
        }
        if (To is { } last)
        {
            var until = last.PlusDays(1).AtMidnight().InUtc().ToInstant();
            entries = entries.Where(entry => entry.At < until);
        }
        return entries;
    }

    /// <summary>Entries about something, or found under it.</summary>
    private static IQueryable<AuditEntry> Concerning(ConcordDb db, IQueryable<AuditEntry> entries, IReadOnlyCollection<string> what)
    {
        var found = db.Set<AuditEntry>().Where(entry => what.Contains(entry.Subject)).Select(entry => entry.No)
            .Union(db.Set<AuditConcern>().Where(concern => what.Contains(concern.What)).Select(concern => concern.No));
        return entries.Where(entry => found.Contains(entry.No));
    }

    /// <summary>The subjects that a reader can mean: as it is written, the last two parts of an address, or a record of any kind with that id.</summary>
    internal static IReadOnlyCollection<string> Subjects(string about)
    {
        var parts = about.Split(['?', '#'])[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] => [about],
            [var only] => [only, .. RecordKinds.All.Select(kind => kind.Plural() + "/" + only)],
            [.., var kind, var id, "history"] => [kind + "/" + id],
            [.., var kind, var id] => [kind + "/" + id],
        };
    }
}
