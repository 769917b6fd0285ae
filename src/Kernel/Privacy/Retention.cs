using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Concord.Kernel.Privacy;

/// <summary>Something that is not kept for good. Modules register theirs; how long it is kept is a setting, in days.</summary>
public abstract class RetentionRule
{
    /// <summary>Its name under <c>Retention</c> in the settings: <c>MailDays</c>.</summary>
    public abstract string Setting { get; }

    /// <summary>Days, where nothing is set.</summary>
    public abstract int Usual { get; }

    /// <summary>The table that it looks into: where it is empty there is nothing to do.</summary>
    public abstract string Table { get; }

    /// <summary>Deletes what ended before an instant, in the caller's transaction; returns how much it was.</summary>
    public abstract Task<int> RunAsync(ConcordDb db, Instant before, CancellationToken cancel);
}

/// <summary>Deletes what has been kept long enough, rule by rule, and notes how much it was.</summary>
public sealed class Retention(IEnumerable<RetentionRule> rules, IConfiguration configuration, IClock clock)
{
    /// <summary>Name under which the trail has it; the house does it.</summary>
    public const string Act = "house.retention";

    private const int MostDays = 36_500;

    private readonly (RetentionRule Rule, int Days)[] rules = [.. rules.OrderBy(rule => rule.Setting, StringComparer.Ordinal).Select(rule => (rule, DaysOf(rule, configuration)))];

    /// <summary>The rules with their days; 0 for what is kept for good.</summary>
    public IReadOnlyList<(RetentionRule Rule, int Days)> Rules => rules;

    /// <summary>One round: each rule in a transaction of its own, with its note. Any number of nodes may do so.</summary>
    /// <returns>How much was deleted, by the name of the setting.</returns>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(ConcordDb db, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        var deleted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (rule, days) in rules)
        {
            if (days == 0)
                continue;
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            await using (transaction)
            {
                var count = await rule.RunAsync(db, now - Duration.FromDays(days), cancel);
                if (count == 0)
                    continue;
                await AuditTrail.NoteAsync(db, new AuditNote(now, Actor.House, Act, "house/retention")
                {
                    Details = new JsonObject { ["rule"] = rule.Setting, ["days"] = days, ["deleted"] = count },
                }, cancel);
                await transaction.CommitAsync(cancel);
                deleted[rule.Setting] = count;
            }
        }
        return deleted;
    }

    private static int DaysOf(RetentionRule rule, IConfiguration configuration) => configuration["Retention:" + rule.Setting] switch
    {
        null or "" => rule.Usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays => days,
        var text => throw new InvalidDataException($"Retention__{rule.Setting} is \"{text}\": write a whole number of days, or 0 to keep for good."),
    };
}

/// <summary>Mails that were sent, refused or withheld. What waits for a person's decision stays.</summary>
internal sealed class KeptMails : RetentionRule
{
    public override string Setting => "MailDays";

    public override int Usual => 90;

    public override string Table => "outbox_mail";

    public override Task<int> RunAsync(ConcordDb db, Instant before, CancellationToken cancel) =>
        db.Set<OutboxMail>().Where(mail => mail.EndedAt < before && mail.State != MailState.Unclear).ExecuteDeleteAsync(cancel);
}

/// <summary>Addresses that refuse mail: what the host said of them. One that still refuses says so again at the next mail.</summary>
internal sealed class RefusedAddresses : RetentionRule
{
    public override string Setting => "RefusedAddressDays";

    public override int Usual => 365;

    public override string Table => "outbox_address";

    public override Task<int> RunAsync(ConcordDb db, Instant before, CancellationToken cancel) =>
        db.Set<ParkedAddress>().Where(address => address.Since < before).ExecuteDeleteAsync(cancel);
}
