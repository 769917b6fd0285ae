namespace Concord.Kernel.Web;

/// <summary>Set by an answer that shows the time of day: it is not kept, and a reader who has it must not be told that it still holds.</summary>
public sealed class TimeOfDay;
