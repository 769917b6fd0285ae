using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Parties.Memberships;

/// <summary>The mechanisms and countries among which somebody chooses who gives a role.</summary>
internal static class GrantChoices
{
    private const int Most = 500;

    public static async Task<(IReadOnlyList<(string Id, string Name)> Mechanisms, IReadOnlyList<(string Code, string Name)> Countries)> ReadAsync(Reading r, CancellationToken cancel)
    {
        var documents = await r.DocumentsAsync<Contracts.Mechanism>(r.FirstNumbers(RecordKind.Mechanism, Most), cancel);
        var mine = r.Person.Held.Any(held => held.Role == Role.Administrator) ? null : r.Person.Held.Select(held => held.Scope.Mechanism).ToHashSet(StringComparer.Ordinal);
        var mechanisms = documents.Where(mechanism => mine?.Contains(mechanism.Id) != false)
            .Select(mechanism => (mechanism.Id, Name: mechanism.Caption.In(r.Language.Tag).Text)).OrderBy(mechanism => mechanism.Name, r.Language.Order);
        var countries = documents.SelectMany(mechanism => mechanism.Members).Distinct().Select(code => (Code: code, Name: r.Country(code))).OrderBy(country => country.Name, r.Language.Order);
        return ([("", r.L["none"]), .. mechanisms], [("", r.L["none"]), .. countries]);
    }
}
