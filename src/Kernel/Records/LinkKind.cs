namespace Concord.Kernel.Records;

/// <summary>
/// What one record has to do with another. A link runs from the record that states it to the one it names, or back where the field says so:
/// an instrument <see cref="Implements"/> another, a project <see cref="CarriesOut"/> an instrument.
/// </summary>
public enum LinkKind : byte
{
    /// <summary>Any record within a mechanism.</summary>
    Within = 1,

    /// <summary>An instrument adopted at an event.</summary>
    AdoptedAt = 2,

    /// <summary>An instrument endorsed at an event.</summary>
    EndorsedAt = 3,

    /// <summary>An instrument that carries another one out.</summary>
    Implements = 4,

    /// <summary>An instrument that follows another one in time.</summary>
    Succeeds = 5,

    /// <summary>An instrument signed by an organization.</summary>
    SignedBy = 6,

    /// <summary>An event that had an instrument on its agenda.</summary>
    Considered = 7,

    /// <summary>An event that discussed a project.</summary>
    Discussed = 8,

    /// <summary>An event held as a part of another.</summary>
    PartOf = 9,

    /// <summary>An event that prepares another.</summary>
    Prepares = 10,

    HostedBy = 11,
    OrganizedBy = 12,
    SupportedBy = 13,
    AttendedBy = 14,

    /// <summary>An event at which an organization's address was given.</summary>
    AddressedBy = 15,

    /// <summary>A project that carries out an instrument.</summary>
    CarriesOut = 16,

    LedBy = 17,
    PartneredBy = 18,
    FundedBy = 19,

    /// <summary>A project reported at an event.</summary>
    ReportedAt = 20,

    /// <summary>A project or practice in a city.</summary>
    LocatedIn = 21,

    ProvidedBy = 22,

    /// <summary>A practice that a project brought about.</summary>
    ResultsFrom = 23,

    /// <summary>A practice presented at an event.</summary>
    PresentedAt = 24,

    /// <summary>An organization under another.</summary>
    SubordinateTo = 25,

    HasSecretariat = 26,
    HasCentre = 27,
    HasSupport = 28,
    HasMember = 29,

    /// <summary>A city in a mechanism's programme or a project.</summary>
    TakesPartIn = 30,

    /// <summary>A news item that tells of an event, an instrument, a project or another record.</summary>
    TellsOf = 31,

    /// <summary>A publication about an instrument, an organization, a practice or a city.</summary>
    DealsWith = 32,

    /// <summary>A publication that an organization brought out.</summary>
    PublishedBy = 33,

    /// <summary>A publication that an organization wrote.</summary>
    WrittenBy = 34,
}
