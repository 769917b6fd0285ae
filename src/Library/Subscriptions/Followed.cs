using System.Text;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;

namespace Concord.Library.Subscriptions;

/// <summary>A mechanism, a series or a topic that can be followed.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
internal sealed record Followed(FollowedKind Kind, string Id, LocalizedText Name)
{
    /// <summary>The parameter that names it: <c>mechanism</c>.</summary>
    public string Parameter => ParameterOf(Kind);

    /// <summary>Its page, below the language.</summary>
    public string Path => Kind switch
    {
        FollowedKind.Mechanism => "/mechanisms/" + Id,
        FollowedKind.Series => "/series/" + Id,
        _ => "/events?topic=" + Id,
    };

    public static string ParameterOf(FollowedKind kind) => kind switch
    {
        FollowedKind.Mechanism => "mechanism",
        FollowedKind.Series => "series",
        _ => "topic",
    };

    /// <summary>Finds what is named; null where there is nothing of the sort.</summary>
    public static async Task<Followed?> FindAsync(Reading r, FollowedKind kind, string id, CancellationToken cancel)
    {
        if (!JsonText.IsId(Encoding.UTF8.GetBytes(id)))
            return null;
        if (kind == FollowedKind.Topic)
            return r.Terms.Topic(id) is { } topic ? new Followed(kind, id, topic.Label) : null;
        if (kind == FollowedKind.Series)
            return r.Count(RecordKind.Event, "series", id) > 0 ? new Followed(kind, id, r.Terms.Label("events.series", id) ?? new LocalizedText([new Worded("en", id)])) : null;
        await r.LearnNamesAsync([id], cancel);
        return r.Name(id) is { Kind: RecordKind.Mechanism } mechanism ? new Followed(kind, id, mechanism.Caption) : null;
    }
}
