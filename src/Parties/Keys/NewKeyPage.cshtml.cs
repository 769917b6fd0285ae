using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Memberships;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace Concord.Parties.Keys;

/// <summary>What somebody wrote who makes a key: texts as they came.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Organization">Id of the organization.</param>
/// <param name="Mechanisms">Ids of mechanisms.</param>
/// <param name="Acts">Names of acts.</param>
/// <param name="Own">Whether it writes those records alone that name the organization.</param>
/// <param name="Until">Last day.</param>
public sealed record KeyForm(string? Name, string? Organization, string[]? Mechanisms, string[]? Acts, string? Own, string? Until);

/// <summary>Where somebody entitled makes a key for a partner organization. It is shown once, in answer to the form.</summary>
[May(PartiesAccess.MakeKeys)]
public sealed class NewKeyPageModel(IEnumerable<KeyAct> acts) : ConcordPage
{
    /// <summary>A key that is forgotten is to end by itself before long.</summary>
    private static readonly Period Longest = Period.FromYears(2);

    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

    /// <summary>What is in the form: at first what is asked for mostly.</summary>
    public KeyForm Form { get; private set; } = null!;

    public IReadOnlyList<(string Id, string Name)> Mechanisms { get; private set; } = [];

    public IReadOnlyList<KeyAct> Acts { get; private set; } = [];

    /// <summary>The key, once it is made; it stands nowhere else.</summary>
    public string? Key { get; private set; }

    public PartnerKey? Made { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await BeginAsync(cancel);
        Form = new KeyForm(null, null, Mechanisms is [var only] ? [only.Id] : [], [.. Acts.Take(1).Select(act => act.Act)], "1", Day.Format(R.Today.PlusYears(1)));
    }

    public async Task<IActionResult> OnPostAsync(KeyForm form, [FromServices] KeyNotices notices, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        Form = form;
        if (await ReadAsync(form, cancel) is not { } wanted)
            return Again();
        (Key, Made) = await PartnerKeys.MakeAsync(db, notices, wanted, R.Person.Account!.Value, R.Now, cancel);
        Title = R.L["The key is made"];
        return Page();
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (R.L["Make a key"], true, true, false);
        Crumbs.Add((R.L["Partner keys"], R.Href("/keys")));
        var (mechanisms, _) = await GrantChoices.ReadAsync(R, cancel);
        Mechanisms = [.. mechanisms.Where(mechanism => mechanism.Id.Length > 0 && R.May(PartiesAccess.MakeKeys, new Subject { Mechanisms = [mechanism.Id] }))];
        Acts = [.. acts.Where(act => R.MayAnywhere(act.Act))];
    }

    private async Task<WantedKey?> ReadAsync(KeyForm form, CancellationToken cancel)
    {
        if (form.Name?.Trim() is not { Length: > 0 and <= PartnerKey.LongestName } name || name.Any(char.IsControl))
            Faults.Add(new FormFault("name", R.L["Write what the key is for, at most 200 characters."]));
        var organization = form.Organization?.Trim() ?? "";
        if (organization.Length is 0 or > 200 || !await IsOrganizationAsync(organization, cancel))
            Faults.Add(new FormFault("organization", R.L["There is no organization with the id “{0}”. The id stands in the address of its page.", organization.Length > 80 ? organization[..80] : organization]));
        List<string> mechanisms = [.. (form.Mechanisms ?? []).Distinct(StringComparer.Ordinal)];
        if (mechanisms.Count == 0 || !mechanisms.TrueForAll(id => Mechanisms.Any(mechanism => mechanism.Id == id)))
            Faults.Add(new FormFault("mechanisms", R.L["Choose at least one mechanism that you work for."]));
        List<string> chosen = [.. (form.Acts ?? []).Distinct(StringComparer.Ordinal)];
        if (chosen.Count == 0 || !chosen.TrueForAll(id => Acts.Any(act => act.Act == id)))
            Faults.Add(new FormFault("acts", R.L["Choose at least one thing that the key may do."]));
        var isDay = Day.Parse(form.Until?.Trim() ?? "").TryGetValue(default, out var last) && last >= R.Today && last <= R.Today + Longest;
        if (!isDay)
            Faults.Add(new FormFault("until", R.L["The last day must lie between today and two years from now, such as {0}.", Day.Format(R.Today.PlusYears(1))]));
        if (Faults.Count == 0 && !KeyRights.MayMake(R, mechanisms, chosen, organization))
            Faults.Add(new FormFault("acts", R.L["You may give a key only what you may do yourself in each of its mechanisms."]));
        return Faults.Count > 0 ? null
            : new WantedKey(form.Name!.Trim(), organization, mechanisms, chosen, form.Own != "0", last.PlusDays(1).AtMidnight().InUtc().ToInstant());
    }

    private async Task<bool> IsOrganizationAsync(string id, CancellationToken cancel)
    {
        await R.LearnNamesAsync([id], cancel);
        return R.Name(id)?.Kind == RecordKind.Organization;
    }
}
