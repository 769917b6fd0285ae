using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Library.Subscriptions;

/// <summary>What the address of an account has subscribed to.</summary>
internal sealed class KeptOfSubscriptions : PersonalData
{
    public override string Name => "subscriptions";

    public override string Title => Strings.Key("Subscriptions of your mail address");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var subscription in await Of(db, person).AsNoTracking().OrderBy(one => one.AskedAt).ToListAsync(cancel))
            yield return new JsonObject
            {
                ["follows"] = Followed.ParameterOf(subscription.Followed) + "/" + subscription.FollowedId,
                ["rhythm"] = subscription.Rhythm.ToString(),
                ["language"] = subscription.Language,
                ["asked_at"] = InstantPattern.General.Format(subscription.AskedAt),
                ["confirmed_at"] = subscription.ConfirmedAt is { } at ? InstantPattern.General.Format(at) : null,
            };
    }

    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) => Of(db, person).ExecuteDeleteAsync(cancel);

    private static IQueryable<Subscription> Of(ConcordDb db, DataSubject person) => db.Set<Subscription>().Where(one => one.AddressKey == person.Address);
}
