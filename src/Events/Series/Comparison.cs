using Concord.Events.Contracts;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Html;

namespace Concord.Events.Series;

/// <summary>Two editions side by side, line by line; a line that neither has is left out.</summary>
internal sealed class Comparison(Reading r, Event first, Event second)
{
    public Event First { get; } = first;

    public Event Second { get; } = second;

    /// <param name="Name">What is compared.</param>
    /// <param name="First">Of the first edition; empty where it is not recorded.</param>
    /// <param name="Second">Of the second.</param>
    /// <param name="IsSame">Both say the same.</param>
    public sealed record Line(string Name, IReadOnlyList<IHtmlContent> First, IReadOnlyList<IHtmlContent> Second, bool IsSame);

    public IReadOnlyList<Line> Lines => [.. All().Where(line => line.First.Count > 0 || line.Second.Count > 0)];

    private IEnumerable<Line> All()
    {
        yield return Words(r.L["Dates"], edition => r.F.When(edition.Start, edition.End));
        yield return Words(r.L["Edition"], edition => edition.Edition is { } number ? r.F.Ordinal(number) : null);
        yield return Words(r.L["Place"], edition => r.PlaceName(edition.Venue?.Place, edition.Venue?.Country));
        yield return Words(r.L["Form"], edition => edition.Format is { } form ? r.Label("events.format", form).Text : null);
        yield return Parts(r.L["Theme"], edition => edition.Theme is { } theme ? [(theme.ToString(), r.T(theme, edition, "theme"))] : []);
        yield return Parts(r.L["Hosts"], edition => edition.Hosts.Select(id => (id, r.Link(id))));
        yield return Parts(r.L["Organizers"], edition => edition.Organizers.Select(id => (id, r.Link(id))));
        yield return Words(r.L["Participants"], edition => edition.Attendance.Words(r));
        yield return Parts(r.L.In("event", "Programme"), Sessions);
        yield return Parts(r.L["Topics"], edition => edition.Topics.Select(topic => (topic, r.TopicLink(topic))));
        yield return Parts(r.L["Outcomes"],
            edition => edition.Outcomes.Select((outcome, i) => (outcome.Text.ToString(), r.T(outcome.Text, edition, $"outcomes.{i}.text"))));
        yield return Parts(r.L["Documents"], edition => edition.Instruments.Where(id => r.Name(id) is not null).Select(id => (id, r.Link(id))));
        yield return Parts(r.L["Projects"], edition => edition.Projects.Where(id => r.Name(id) is not null).Select(id => (id, r.Link(id))));
    }

    private IEnumerable<(string Key, IHtmlContent Shown)> Sessions(Event edition)
    {
        foreach (var (counted, number) in edition.SessionCount)
            yield return (counted + number, Text(r.L["{0}: {1}", r.Label("events.session_count", counted).Text, number]));
        for (var i = 0; i < edition.Sessions.Count; i++)
        {
            if (edition.Sessions[i].Title is { } title)
                yield return (title.ToString(), r.T(title, edition, $"sessions.{i}.title"));
            else if (edition.Sessions[i].Kind is { } kind)
                yield return (kind, Text(r.Label("events.sessions.kind", kind).Text));
        }
    }

    private Line Words(string name, Func<Event, string?> words) =>
        Parts(name, edition => words(edition) is { Length: > 0 } text ? [(text, Text(text))] : []);

    private Line Parts(string name, Func<Event, IEnumerable<(string Key, IHtmlContent Shown)>> parts)
    {
        var (left, right) = (parts(First).ToList(), parts(Second).ToList());
        var isSame = left.Count > 0 && left.Select(part => part.Key).Order(StringComparer.Ordinal)
            .SequenceEqual(right.Select(part => part.Key).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        return new Line(name, [.. left.Select(part => part.Shown)], [.. right.Select(part => part.Shown)], isSame);
    }

    private static IHtmlContent Text(string text) => new HtmlContentBuilder().Append(text);
}
