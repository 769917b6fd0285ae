namespace Concord.Kernel.Web;

/// <summary>Set by an answer that shows the time of day, or that the hour will change: it is not cached, and a reader who has it must never be told that it is still current.</summary>
public sealed class TimeOfDay;
