using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>Which mechanisms have their records published by somebody who has not written on the draft. One sets the rule; two lift it.</summary>
[May(DeskAccess.SetRules)]
public sealed class RulesPageModel(KnownPeople people) : ConcordPage
{
    /// <summary>The mechanisms that the person settles this for.</summary>
    public IReadOnlyList<(string Id, string Name, bool NeedsSecondPair, string? LiftAsked)> Mechanisms { get; private set; } = [];

    public bool WasSaved { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        WasSaved = Request.Query["saved"] == "1";
        await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        var wanted = Request.Form["second"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var by = R.Person.Account!.Value;
        var transaction = await R.Db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            foreach (var (id, _, needs, _) in Mechanisms.Where(mechanism => mechanism.NeedsSecondPair != wanted.Contains(mechanism.Id)))
            {
                var rule = await R.Db.Set<DeskRule>().FirstOrDefaultAsync(rule => rule.Mechanism == id, cancel);
                if (rule is null)
                    R.Db.Add(rule = new DeskRule { Mechanism = id, NeedsSecondPair = false, ChangedBy = by, ChangedAt = R.Now });
                var details = needs && (rule.LiftAsked(R.Now) is not { } other || other == by) ? AskToLift(rule, by) : Settle(rule, !needs, by);
                await R.Db.SaveChangesAsync(cancel);
                await AuditTrail.NoteAsync(R.Db, new AuditNote(R.Now, Actor.Of(by), DeskAccess.SetRules, "mechanisms/" + id) { Details = details }, cancel);
            }
            await transaction.CommitAsync(cancel);
        }
        return Redirect(R.Href("/desk/rules?saved=1"));
    }

    /// <summary>Whoever could lift the rule alone could publish alone, and set it again.</summary>
    private JsonObject AskToLift(DeskRule rule, Guid by)
    {
        (rule.LiftAskedBy, rule.LiftAskedAt) = (by, R.Now);
        return new() { ["second_pair"] = true, ["lift_asked"] = true };
    }

    private JsonObject Settle(DeskRule rule, bool needs, Guid by)
    {
        (rule.NeedsSecondPair, rule.ChangedBy, rule.ChangedAt, rule.LiftAskedBy, rule.LiftAskedAt) = (needs, by, R.Now, null, null);
        return new() { ["second_pair"] = needs };
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        HasForms = IsDesk = true;
        IsIndexed = false;
        Title = R.L["Second pair of eyes"];
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        var needs = await R.Db.Set<DeskRule>().AsNoTracking().Where(rule => rule.NeedsSecondPair).ToDictionaryAsync(rule => rule.Mechanism, cancel);
        var names = await people.NamesAsync(R.Db, [.. needs.Values.Select(rule => rule.LiftAsked(R.Now)).OfType<Guid>()], cancel);
        var all = await R.Db.Records.AsNoTracking().Where(record => record.Kind == RecordKind.Mechanism).Select(record => new { record.Id, record.Caption }).ToListAsync(cancel);
        Mechanisms = [.. all.Where(mechanism => R.May(DeskAccess.SetRules, new Subject { Mechanisms = [mechanism.Id] }))
            .Select(mechanism => (mechanism.Id, mechanism.Caption.In(R.Language.Tag).Text, needs.ContainsKey(mechanism.Id), LiftAsked(needs.GetValueOrDefault(mechanism.Id)))).OrderBy(mechanism => mechanism.Text, R.Language.Order)];

        string? LiftAsked(DeskRule? rule) => rule?.LiftAsked(R.Now) is not { } by ? null
            : R.L["{0} asked that this be lifted. It is, if somebody else takes the tick out too before {1}.", names.GetValueOrDefault(by, R.L["deleted account"]), DraftWords.When(R, rule.LiftAskedAt!.Value + DeskRule.LiftWaits)];
    }
}
