using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>Which mechanisms have their records published by somebody who has not written on the draft.</summary>
[May(DeskAccess.SetRules)]
public sealed class RulesPageModel : ConcordPage
{
    /// <summary>The mechanisms that the person settles this for.</summary>
    public IReadOnlyList<(string Id, string Name, bool NeedsSecondPair)> Mechanisms { get; private set; } = [];

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
            foreach (var (id, _, needs) in Mechanisms.Where(mechanism => mechanism.NeedsSecondPair != wanted.Contains(mechanism.Id)))
            {
                if (await R.Db.Set<DeskRule>().FirstOrDefaultAsync(rule => rule.Mechanism == id, cancel) is { } rule)
                    (rule.NeedsSecondPair, rule.ChangedBy, rule.ChangedAt) = (!needs, by, R.Now);
                else
                    R.Db.Add(new DeskRule { Mechanism = id, NeedsSecondPair = !needs, ChangedBy = by, ChangedAt = R.Now });
                await R.Db.SaveChangesAsync(cancel);
                await AuditTrail.NoteAsync(R.Db, new AuditNote(R.Now, Actor.Of(by), DeskAccess.SetRules, "mechanisms/" + id) { Details = new() { ["second_pair"] = !needs } }, cancel);
            }
            await transaction.CommitAsync(cancel);
        }
        return Redirect(R.Href("/desk/rules?saved=1"));
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        HasForms = IsDesk = true;
        IsIndexed = false;
        Title = R.L["Second pair of eyes"];
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        var needs = await R.Db.Set<DeskRule>().AsNoTracking().Where(rule => rule.NeedsSecondPair).Select(rule => rule.Mechanism).ToListAsync(cancel);
        var all = await R.Db.Records.AsNoTracking().Where(record => record.Kind == RecordKind.Mechanism).Select(record => new { record.Id, record.Caption }).ToListAsync(cancel);
        Mechanisms = [.. all.Where(mechanism => R.May(DeskAccess.SetRules, new Subject { Mechanisms = [mechanism.Id] }))
            .Select(mechanism => (mechanism.Id, mechanism.Caption.In(R.Language.Tag).Text, needs.Contains(mechanism.Id))).OrderBy(mechanism => mechanism.Text, R.Language.Order)];
    }
}
