using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Kernel.Mail;

/// <summary>Who may do what with mails.</summary>
internal static class MailAccess
{
    public const string Preview = "mail.preview";

    public const string Settle = "mail.settle";

    public static readonly Act[] Acts =
    [
        new Act(Preview, "See how each kind of mail reads in each language.").ByAll(Administrator, Auditor).ByOwn(Secretariat, Editor, Translator),
        new Act(Settle, "See which mails and addresses wait for a decision, and decide.").ByAll(Administrator),
    ];
}
