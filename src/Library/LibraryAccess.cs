using Concord.Kernel.Access;

namespace Concord.Library;

/// <summary>Who may do what with subscriptions. News and publications are read like all of the record, and written at the desk.</summary>
internal static class LibraryAccess
{
    /// <summary>Asking to be told by mail of a mechanism, a series or a topic; confirming it, and ending it.</summary>
    public const string Subscribe = "library.subscribe";

    public static readonly Act[] Acts = [Act.ForAnyone(Subscribe, "Ask for mails about a mechanism, a series or a topic, confirm the address, and end them.")];
}
