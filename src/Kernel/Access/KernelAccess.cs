namespace Concord.Kernel.Access;

/// <summary>What may be done without regard to any module.</summary>
public static class KernelAccess
{
    /// <summary>The public record: its pages, feeds, calendars and the API. Answers to it alone are kept for other readers.</summary>
    public const string ReadRecord = "record.read";

    /// <summary>What belongs to the house itself: its styles and scripts, its health, the choice of colours.</summary>
    public const string UseHouse = "house.use";

    /// <summary>Name under which the audit trail has what somebody was refused.</summary>
    public const string Refused = "access.refused";

    internal static readonly Act[] Acts =
    [
        Act.ForAnyone(ReadRecord, "Read the public record."),
        Act.ForAnyone(UseHouse, "See the house's own files and its health, and choose colours."),
    ];
}
