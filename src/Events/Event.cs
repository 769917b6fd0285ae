using System.Text.Json.Serialization;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using NodaTime;

namespace Concord.Events.Contracts;

/// <summary>A forum, ministers' meeting, committee, seminar, webinar or workshop, announced or held.</summary>
public sealed record Event : RecordDocument
{
    public required LocalizedText Title { get; init; }

    [Coded("events.kind")]
    public required string Kind { get; init; }

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    /// <summary>The series that it is an edition of; a space of ids of its own, labelled as <c>events.series</c>.</summary>
    [Coded("events.series")]
    public string? Series { get; init; }

    /// <summary>Ordinal number of the edition, where a source states it.</summary>
    public int? Edition { get; init; }

    public PartialDate? Start { get; init; }

    [NotBefore(nameof(Start))]
    public PartialDate? End { get; init; }

    /// <summary>On the clocks of <c>time_zone</c>.</summary>
    [JsonConverter(typeof(MinuteOfDayJsonConverter))]
    public LocalTime? StartTime { get; init; }

    [Coded("events.date_precision")]
    public string? DatePrecision { get; init; }

    public LocalizedText? DateNote { get; init; }

    public Venue? Venue { get; init; }

    [TimeZone]
    public string? TimeZone { get; init; }

    [Coded("events.format")]
    public string? Format { get; init; }

    [LanguageTag]
    public IReadOnlyList<string> WorkingLanguages { get; init; } = [];

    [Coded("events.interpretation")]
    public string? Interpretation { get; init; }

    public LocalizedText? Theme { get; init; }

    [Topic]
    public IReadOnlyList<string> Topics { get; init; } = [];

    public LocalizedText? Purpose { get; init; }

    public IReadOnlyList<LocalizedText> Objectives { get; init; } = [];

    public IReadOnlyList<LocalizedText> TargetAudience { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.HostedBy)]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.OrganizedBy)]
    public IReadOnlyList<string> Organizers { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.SupportedBy)]
    public IReadOnlyList<string> Supporters { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.AttendedBy)]
    public IReadOnlyList<string> ParticipantsOrgs { get; init; } = [];

    [Country]
    public IReadOnlyList<string> ParticipantCountries { get; init; } = [];

    [Coded("events.participant_counts")]
    public IReadOnlyDictionary<string, int> ParticipantCounts { get; init; } = new Dictionary<string, int>();

    public Attendance? Attendance { get; init; }

    public IReadOnlyList<Session> Sessions { get; init; } = [];

    [Coded("events.session_count")]
    public IReadOnlyDictionary<string, int> SessionCount { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<Address> Addresses { get; init; } = [];

    public IReadOnlyList<EventOutcome> Outcomes { get; init; } = [];

    [Refers(RecordKind.Instrument, LinkKind.Considered)]
    public IReadOnlyList<string> Instruments { get; init; } = [];

    [Refers(RecordKind.Project, LinkKind.Discussed)]
    public IReadOnlyList<string> Projects { get; init; } = [];

    [Refers(RecordKind.Event, LinkKind.PartOf, Acyclic = true)]
    public string? ParentEvent { get; init; }

    [Refers(RecordKind.Event, LinkKind.Prepares, Acyclic = true)]
    public IReadOnlyList<string> Prepares { get; init; } = [];

    public LocalizedText? Note { get; init; }

    /// <summary>True when the date was announced as one that may change.</summary>
    [JsonIgnore]
    public bool IsTentative => DatePrecision == "tentative";

    public override LocalizedText Caption => Title;

    public override string CaptionPath => "title";
}

public sealed record Venue
{
    [Place]
    public string? Place { get; init; }

    [Country]
    public string? Country { get; init; }

    /// <summary>Name of the building.</summary>
    public LocalizedText? Site { get; init; }
}

/// <summary>Participants as the source states them.</summary>
public sealed record Attendance
{
    public int? Count { get; init; }

    /// <summary><c>about</c>, <c>nearly</c>, <c>more_than</c>, or <c>planned</c> for a number given before the event.</summary>
    [Coded("events.attendance.qualifier")]
    public string? Qualifier { get; init; }

    /// <summary>How many of them came from abroad.</summary>
    public int? Foreign { get; init; }
}

/// <summary>A part of the programme. It may lie outside the event's days: a visit the day after, a working level the day before.</summary>
public sealed record Session
{
    public LocalizedText? Title { get; init; }

    [Coded("events.sessions.kind")]
    public string? Kind { get; init; }

    public PartialDateTime? Start { get; init; }

    [NotBefore(nameof(Start))]
    public PartialDateTime? End { get; init; }
}

/// <summary>An address given at the event: whose it is, and who read it out.</summary>
public sealed record Address
{
    public Speaker? Author { get; init; }

    public Speaker? DeliveredBy { get; init; }

    [Coded("events.addresses.kind")]
    public string? Kind { get; init; }
}

public sealed record Speaker
{
    [Refers(RecordKind.Organization, LinkKind.AddressedBy)]
    public string? Organization { get; init; }

    public LocalizedText? Role { get; init; }
}

public sealed record EventOutcome
{
    [Coded("events.outcomes.kind")]
    public string? Kind { get; init; }

    public required LocalizedText Text { get; init; }
}
