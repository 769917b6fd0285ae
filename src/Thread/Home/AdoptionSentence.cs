using Concord.Events.Contracts;
using Concord.Instruments.Contracts;
using Concord.Kernel.Time;
using Concord.Kernel.Web;

namespace Concord.Thread.Home;

/// <summary>When and where a document was adopted or, failing that, endorsed.</summary>
/// <param name="Document">The document.</param>
/// <param name="On">Its own date of adoption, else the last day of the event that decided on it.</param>
/// <param name="At">The event that decided on it, where recorded.</param>
/// <param name="IsEndorsed">It was endorsed; an adoption is not recorded.</param>
internal sealed record AdoptionSentence(Instrument Document, PartialDate On, Event? At, bool IsEndorsed)
{
    /// <summary>The adoption of a document, or null where none is recorded: a draft under consultation, or a period alone.</summary>
    public static AdoptionSentence? Of(Instrument document, IReadOnlyDictionary<string, Event> events)
    {
        if (document.Status is "under_consultation" or "recommended_by_ministers")
            return null;
        var adoptedAt = document.AdoptedAt is { } adopting ? events.GetValueOrDefault(adopting) : null;
        var endorsedAt = document.EndorsedAt is { } endorsing ? events.GetValueOrDefault(endorsing) : null;
        var on = document.AdoptedOn ?? adoptedAt?.End ?? adoptedAt?.Start ?? (document.AdoptedYear is { } year ? new PartialDate(year) : null);
        if (on is { } date)
            return new AdoptionSentence(document, date, adoptedAt, IsEndorsed: false);
        return (endorsedAt?.End ?? endorsedAt?.Start) is { } endorsed ? new AdoptionSentence(document, endorsed, endorsedAt, IsEndorsed: true) : null;
    }

    /// <summary><c>Adopted 17 September 2021, Dushanbe, Tajikistan</c>.</summary>
    public string In(Reading r)
    {
        var place = r.PlaceName(Document.AdoptedPlace?.Place ?? At?.Venue?.Place, Document.AdoptedPlace?.Country ?? At?.Venue?.Country);
        var date = r.F.Date(On);
        return (IsEndorsed, place) switch
        {
            (false, null) => r.L["Adopted {0}", date],
            (false, _) => r.L["Adopted {0}, {1}", date, place],
            (true, null) => r.L["Endorsed {0}", date],
            (true, _) => r.L["Endorsed {0}, {1}", date, place],
        };
    }
}
