using System.Collections.Immutable;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Parties.Memberships;

/// <summary>What somebody wrote who gives a role: texts as they came.</summary>
/// <param name="Role">Name of the role.</param>
/// <param name="Mechanism">Id of the mechanism.</param>
/// <param name="Party">Code of the country.</param>
/// <param name="Organization">Id of the organization.</param>
/// <param name="Projects">Ids of projects, between white space or commas.</param>
/// <param name="Languages">Tags of languages.</param>
/// <param name="Until">Last day; empty for no end.</param>
public sealed record GrantForm(string? Role, string? Mechanism, string? Party, string? Organization, string? Projects, string[]? Languages, string? Until);

/// <summary>A role that may be given.</summary>
internal sealed record Grant(Role Role, Scope Scope, Instant? Until);

/// <summary>How roles are given and ended, and who may.</summary>
internal static class Granting
{
    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

    /// <summary>Roles that the reader may give somewhere, in the order of the house.</summary>
    public static IEnumerable<Role> Givable(Reading r) => Roles.All.Where(role => r.MayAnywhere(PartiesAccess.Grant(role)));

    /// <summary>Whether the reader may give, and so also end, such a membership.</summary>
    public static bool May(Reading r, Role role, Scope scope) => r.May(PartiesAccess.Grant(role), SubjectOf(scope));

    /// <summary>What a membership belongs to, as far as it says who may give it.</summary>
    public static Subject SubjectOf(Scope scope) => new()
    {
        Mechanisms = One(scope.Mechanism),
        Parties = One(scope.Party),
        Organizations = One(scope.Organization),
        Projects = scope.Projects,
    };

    /// <summary>Reads a form. With faults, which stand in <paramref name="faults"/>, there is no grant.</summary>
    public static async Task<Grant?> ReadAsync(Reading r, GrantForm form, ICollection<FormFault> faults, CancellationToken cancel)
    {
        if (!Enum.TryParse<Role>(form.Role, out var role) || !Givable(r).Contains(role))
        {
            faults.Add(new FormFault("role", r.L["Choose a role that you may give."]));
            return null;
        }
        var takes = Roles.Takes(role);
        var scope = new Scope(
            Taken(ScopeParts.Mechanism, form.Mechanism), Taken(ScopeParts.Party, form.Party), Taken(ScopeParts.Organization, form.Organization),
            Taken(ScopeParts.Projects, form.Projects) is { } projects ? [.. projects.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct()] : [],
            takes.HasFlag(ScopeParts.Languages) ? [.. (form.Languages ?? []).Where(tag => !string.IsNullOrEmpty(tag)).Distinct()] : []);
        var missing = Roles.Needs(role) & ~Roles.Named(scope);
        foreach (var (part, field, sentence) in new[]
            {
                (ScopeParts.Mechanism, "mechanism", r.L["This role is one in a mechanism: choose which."]),
                (ScopeParts.Party, "party", r.L["This role speaks for a country: choose which."]),
                (ScopeParts.Organization, "organization", r.L["This role is one for an organization: write its id."]),
                (ScopeParts.Languages, "languages", r.L["A translator works in languages: choose at least one."]),
            })
            if (missing.HasFlag(part))
                faults.Add(new FormFault(field, sentence));
        await CheckIdsAsync(r, scope, faults, cancel);
        Instant? until = null;
        if (!string.IsNullOrWhiteSpace(form.Until))
        {
            if (Day.Parse(form.Until.Trim()).TryGetValue(default, out var last) && last >= r.Today && last.Year < 9000)
                until = last.PlusDays(1).AtMidnight().InUtc().ToInstant();
            else
                faults.Add(new FormFault("until", r.L["The last day must be a day from today on, such as {0}.", Day.Format(r.Today.PlusYears(1))]));
        }
        if (faults.Count == 0 && !May(r, role, scope))
            faults.Add(new FormFault("mechanism", r.L["You may give this role only within what you work for yourself."]));
        return faults.Count == 0 ? new Grant(role, scope, until) : null;

        string? Taken(ScopeParts part, string? text) => takes.HasFlag(part) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    /// <summary>Gives people a role in the caller's transaction, and tells those who have opened their account already.</summary>
    /// <returns>The notes that end the transaction. Who holds just this role already is given nothing, and has none.</returns>
    public static async Task<List<AuditNote>> GiveAsync(Reading r, ConcordDb db, MailQueue mails, IReadOnlyCollection<Account> accounts, Grant grant, CancellationToken cancel)
    {
        var by = r.Person.Account!.Value;
        var held = new List<Membership>();
        foreach (var chunk in accounts.Select(account => account.Id).Chunk(500))
            held.AddRange(await db.Set<Membership>().AsNoTracking().Where(other => chunk.Contains(other.AccountId) && other.Role == grant.Role && (other.EndsAt == null || other.EndsAt > r.Now)).ToListAsync(cancel));
        var holds = held.ToLookup(other => other.AccountId);
        var given = accounts.Select(account => (Account: account, Membership: Membership.Of(account.Id, grant.Role, grant.Scope, r.Now, grant.Until, by, r.Now)))
            .Where(one => !holds[one.Account.Id].Any(one.Membership.IsSameAs)).ToList();
        await db.InsertAsync(given.ConvertAll(one => one.Membership), cancel);
        if (given is [var first, ..])
        {
            LocalizedText[] where = [.. RoleWords.Ids(first.Membership).Select(id => r.Name(id)?.Caption).OfType<LocalizedText>()];
            await mails.PutAsync(db, [.. given.Where(one => one.Account is { EmailConfirmed: true, ClosedAt: null })
                .Select(one => new OutgoingMail(one.Account.Recipient(), new NewRoleLetter(grant.Role, where, r.Person.Name)))], cancel);
        }
        return given.ConvertAll(one => Note(one.Membership, PartiesAccess.Grant(grant.Role), by, r.Now));
    }

    /// <summary>Ends a membership now, with its note. One that has ended already stays as it is.</summary>
    /// <returns>False where it is the last that makes an administrator: then it stays too.</returns>
    public static async Task<bool> EndAsync(ConcordDb db, Membership membership, Guid by, Instant now, CancellationToken cancel)
    {
        if (!membership.Held.HoldsAt(now))
            return true;
        return await DoAsync(db, membership.Role == Role.Administrator, Note(membership, PartiesAccess.End, by, now), () => Task.FromResult(membership.EndsAt = now), cancel);
    }

    /// <summary>
    /// Does something in one transaction with its note. What takes an administrator away is done only if another one is left; else nothing is changed,
    /// and it says false.
    /// </summary>
    public static async Task<bool> DoAsync(ConcordDb db, bool takesAdministrator, AuditNote note, Func<Task> change, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            await change();
            await db.SaveChangesAsync(cancel);
            // The note first: its row makes two who end each other's role at once follow one another.
            await AuditTrail.NoteAsync(db, note, cancel);
            if (takesAdministrator && !await db.Set<Membership>().AnyAsync(held => held.Role == Role.Administrator && held.StartsAt <= note.At && (held.EndsAt == null || held.EndsAt > note.At)
                && db.Set<Account>().Any(account => account.Id == held.AccountId && account.ClosedAt == null), cancel))
                return false;
            await transaction.CommitAsync(cancel);
            return true;
        }
    }

    private static AuditNote Note(Membership membership, string act, Guid by, Instant now) => new(now, Actor.Of(by), act, "accounts/" + membership.AccountId)
    {
        Details = new() { ["membership"] = membership.Id.ToString(), ["role"] = membership.Role.ToString(), ["mechanism"] = membership.Mechanism, ["party"] = membership.Party, ["organization"] = membership.Organization },
        Concerns = AuditConcern.OfMechanisms(membership.Mechanism),
    };

    private static async Task CheckIdsAsync(Reading r, Scope scope, ICollection<FormFault> faults, CancellationToken cancel)
    {
        await r.LearnNamesAsync(new[] { scope.Mechanism, scope.Organization }.OfType<string>().Concat(scope.Projects).Where(id => id.Length <= 200), cancel);
        if (scope.Mechanism is { } mechanism && r.Name(mechanism)?.Kind != RecordKind.Mechanism)
            faults.Add(new FormFault("mechanism", r.L["There is no mechanism with the id “{0}”.", Short(mechanism)]));
        if (scope.Organization is { } organization && r.Name(organization)?.Kind != RecordKind.Organization)
            faults.Add(new FormFault("organization", r.L["There is no organization with the id “{0}”. The id stands in the address of its page.", Short(organization)]));
        foreach (var project in scope.Projects.Where(id => r.Name(id)?.Kind != RecordKind.Project))
            faults.Add(new FormFault("projects", r.L["There is no project with the id “{0}”. The id stands in the address of its page.", Short(project)]));
        if (scope.Party is { } party && r.Terms.Label("countries", party) is null)
            faults.Add(new FormFault("party", r.L["Choose one of the countries."]));
        foreach (var tag in scope.Languages.Where(tag => Language.Find(tag) is null))
            faults.Add(new FormFault("languages", r.L["Choose one of the languages."]));
    }

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;

    private static ImmutableArray<string> One(string? text) => text is null ? [] : [text];
}
