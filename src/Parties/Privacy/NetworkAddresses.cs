using Concord.Kernel.Data;
using Concord.Kernel.Privacy;
using Concord.Parties.Accounts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Privacy;

/// <summary>The network address that a session began from: who is signed in still sees the browser and the moment.</summary>
internal sealed class NetworkAddresses : RetentionRule
{
    public override string Setting => "NetworkAddressDays";

    public override int Usual => 7;

    public override string Table => "parties_session";

    public override Task<int> RunAsync(ConcordDb db, Instant before, CancellationToken cancel) =>
        db.Set<Session>().Where(session => session.SignedInAt < before && session.Address != "").ExecuteUpdateAsync(set => set.SetProperty(session => session.Address, ""), cancel);
}
