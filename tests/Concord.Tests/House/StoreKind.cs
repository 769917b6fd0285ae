using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Concord.Tests.House;

/// <summary>The two databases that the house runs on.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs a theory on both databases. Where there is no PostgreSQL the test is reported as skipped; where nothing may be skipped
/// (<c>CI=true</c>) it runs and fails.
/// </summary>
/// <param name="values">Values of one further parameter: the theory runs with each of them.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothStoresAttribute(params object[] values) : DataAttribute
{
    public object[] Values { get; } = values;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new((IReadOnlyCollection<ITheoryDataRow>)
    [
        .. from store in Enum.GetValues<StoreKind>()
           from arguments in Values.Length == 0 ? [[store]] : Values.Select(value => new[] { store, value })
           select new TheoryDataRow(arguments) { Skip = store == StoreKind.Postgres ? PostgresServer.WhyNot : null },
    ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
