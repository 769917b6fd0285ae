using Concord.Kernel.Access;

namespace Concord.Kernel.Notices;

/// <summary>Who may do what with notices.</summary>
internal static class NoticeAccess
{
    public const string Choose = "notices.choose";

    public const string End = "notices.end";

    public static readonly Act[] Acts =
    [
        Act.ForOneself(Choose, "Choose how one is told of what concerns one's work."),
        Act.ForAnyone(End, "End notices by the link that stands in each of their mails."),
    ];
}
