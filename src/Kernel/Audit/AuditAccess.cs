using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Kernel.Audit;

/// <summary>Who may read the audit trail. Nobody may change it.</summary>
public static class AuditAccess
{
    /// <summary>Reading the trail, on the page and as a file. Of a mechanism: the entries that concern it.</summary>
    public const string See = "audit.see";

    internal static readonly Act[] Acts = [new Act(See, "Read the audit trail and take it away as a file.").ByAll(Administrator, Auditor).ByOwn(Secretariat)];
}
