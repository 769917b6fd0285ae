namespace Concord.Kernel.Backups;

/// <summary>What is wrong with a backup: nothing of it was restored.</summary>
/// <param name="part">The part, <c>-</c> where it cannot be named.</param>
/// <param name="message">A sentence.</param>
public sealed class BackupFaultException(string part, string message) : Exception(message)
{
    /// <summary>The part of the archive; <c>-</c> for the archive as a whole.</summary>
    public string Part { get; } = part;
}
