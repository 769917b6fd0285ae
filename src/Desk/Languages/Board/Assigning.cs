using System.Text.Json.Nodes;
using Concord.Desk.Languages.States;
using Concord.Desk.Languages.Texts;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Languages.Board;

/// <summary>Who sees to what a record owes in a language, and until when.</summary>
/// <param name="To">Account of whoever translates; null for nobody in particular.</param>
/// <param name="DueOn">The last day; null for none.</param>
internal readonly record struct Assignment(Guid? To, LocalDate? DueOn);

/// <summary>Gives what is owed to people.</summary>
internal static class Assigning
{
    /// <summary>People who may translate into a language somewhere, by name: those who can be asked.</summary>
    /// <param name="r">Who gives.</param>
    /// <param name="people">Knows everybody.</param>
    /// <param name="language">Tag of the language.</param>
    /// <param name="mechanisms">Those for which whoever gives may give; null for all.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyList<Person>> TranslatorsAsync(Reading r, KnownPeople people, string language, IReadOnlyCollection<string>? mechanisms, CancellationToken cancel) =>
        [.. (await people.HoldingAsync(r.Db, [.. r.Rights.Rules[LanguageAccess.Translate].Allowed.Keys], mechanisms, r.Now, cancel))
            .Where(person => person.Held.Any(held => held.Scope.Languages.IsEmpty || held.Scope.Languages.Contains(language))).OrderBy(person => person.Name, r.Language.Order)];

    /// <summary>Whether somebody may translate a record into a language: nobody is given what would be refused to them.</summary>
    public static bool Suits(Reading r, Person translator, TextsOfRecord record, string language) =>
        record.IsOpenTo(subject => r.Rights.Rules.May(translator, LanguageAccess.Translate, subject), language);

    /// <summary>Gives a record to somebody, or takes it back. False where it owes nothing in the language any more.</summary>
    public static async Task<bool> GiveAsync(ConcordDb db, TextsOfRecord record, string language, Assignment given, Guid by, Instant now, CancellationToken cancel)
    {
        var id = record.Id;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await db.Set<OwedRecord>().Where(owed => owed.RecordId == id && owed.Language == language)
                .ExecuteUpdateAsync(set => set.SetProperty(owed => owed.AssignedTo, given.To).SetProperty(owed => owed.DueOn, given.DueOn), cancel) == 0)
                return false;
            await AuditTrail.NoteAsync(db, new AuditNote(now, Actor.Of(by), LanguageAccess.Assign, $"{record.Model.Kind.Plural()}/{id}")
            {
                Details = new JsonObject { ["language"] = language, ["to"] = given.To?.ToString("D"), ["due"] = given.DueOn?.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture) },
            }, cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
    }
}
