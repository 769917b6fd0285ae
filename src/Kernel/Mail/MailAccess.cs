using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Kernel.Mail;

/// <summary>Who may do what with mails.</summary>
internal static class MailAccess
{
    public const string Preview = "mail.preview";

    public const string See = "mail.see";

    public const string Settle = "mail.settle";

    public const string Park = "mail.park";

    public static readonly Act[] Acts =
    [
        new Act(Preview, "See how each kind of mail reads in each language.").ByAll(Administrator, Auditor).ByOwn(Secretariat, Editor, Translator),
        new Act(See, "See which mails wait for a decision, and which addresses receive nothing.").ByAll(Administrator),
        new Act(Settle, "Decide about a mail that may have arrived or not, and free an address.").ByAll(Administrator),
        // Of a mechanism: addresses of people who work in it, and those of nobody who has an account.
        new Act(Park, "Stop mails to an address from which they come back.").ByAll(Administrator).ByOwn(Secretariat),
    ];
}
