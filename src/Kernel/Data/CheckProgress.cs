namespace Concord.Kernel.Data;

/// <summary>How far a check of the store is.</summary>
/// <param name="What">The part that is being gone through, in English.</param>
/// <param name="Done">So much of it is done.</param>
/// <param name="Total">So much there is, in the same unit; what is added meanwhile does not count.</param>
public readonly record struct CheckProgress(string What, long Done, long Total);
