namespace Concord.Commands;

/// <summary>Why a verb failed: the one line that its operator reads, with what to do.</summary>
internal sealed class FailedException(string reason) : Exception(reason);
