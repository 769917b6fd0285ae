using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using NodaTime;

namespace Concord.Events;

/// <summary>Where an event stands in time, on the clocks of its own zone.</summary>
internal enum EventState
{
    /// <summary>It has no date, or its month or year is running and more is not known.</summary>
    Unknown,

    Forthcoming,
    UnderWay,
    Past,
}

internal static class EventStates
{
    public static EventState StateAt(this Event document, Instant now)
    {
        if (Zones.IsPast(document.Start, document.End, document.TimeZone, now))
            return EventState.Past;
        if (Zones.StartsAt(document.Start, document.StartTime, document.TimeZone) is not { } start)
            return EventState.Unknown;
        if (now < start)
            return EventState.Forthcoming;
        return document.Start is { IsDay: true } ? EventState.UnderWay : EventState.Unknown;
    }

    /// <summary>The words of a state's tag, or null where nothing can be said.</summary>
    public static string? Words(this EventState state, Strings l) => state switch
    {
        EventState.Forthcoming => l["Forthcoming"],
        EventState.UnderWay => l.In("event", "Under way"),
        EventState.Past => l["Past"],
        _ => null,
    };
}

/// <summary>The number of participants as its source says it.</summary>
internal static class AttendanceWords
{
    /// <summary>"more than 350", "nearly 300", "180 planned"; null where no number is recorded.</summary>
    public static string? Words(this Attendance? attendance, Reading r)
    {
        if (attendance?.Count is not { } count)
            return null;
        return attendance.IsPlan()
            ? r.L["{0} planned", count]
            : r.Qualified(r.F.Number(count), "events.attendance.qualifier", attendance.Qualifier);
    }

    public static bool IsPlan(this Attendance? attendance) => attendance?.Qualifier == "planned";
}
