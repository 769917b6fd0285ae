using Concord.Kernel.Access;
using Concord.Kernel.Data;

namespace Concord.Kernel.Files;

/// <summary>Says where nobody alone makes something public; the module that keeps the rule fills it. Where none does, everybody may alone.</summary>
public abstract class SecondPairOfEyes
{
    /// <summary>Whether it is asked for something: then whoever uploaded a file does not publish it.</summary>
    public abstract Task<bool> IsAskedAsync(ConcordDb db, Subject subject, CancellationToken cancel);
}
