using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Parties;

/// <summary>Who may do what with accounts and memberships.</summary>
internal static class PartiesAccess
{
    /// <summary>The way in: signing in and out, following an invitation, asking for a new password.</summary>
    public const string SignIn = "account.sign-in";

    /// <summary>One's own account.</summary>
    public const string OwnAccount = "account.keep";

    public const string SeePeople = "people.see";

    public const string InvitePeople = "people.invite";

    public const string CloseAccounts = "people.close";

    /// <summary>Keys of partner organizations.</summary>
    public const string SeeKeys = "keys.see", MakeKeys = "keys.make", EndKeys = "keys.end";

    /// <summary>Names under which the audit trail has what needs no right of its own.</summary>
    public const string Accept = "account.accept", FailToSignIn = "account.fail-to-sign-in", SignOut = "account.sign-out", EndSession = "account.end-session",
        SendLink = "account.send-link", ChangePerson = "account.change-person", ChangePassword = "account.change-password", ChangeSecondStep = "account.change-second-step",
        ChangePasskeys = "account.change-passkeys", LinkHouse = "account.link-house", UnlinkHouse = "account.unlink-house",
        AllowHouse = "account.allow-house";

    /// <summary>Name under which the audit trail has the end of a membership; whoever may give a role may end it.</summary>
    public const string End = "memberships.end";

    /// <summary>Giving a role, and ending it: an act for each role, done to the scope that the membership names.</summary>
    public static string Grant(Role role) => "memberships.grant-" + role switch
    {
        Administrator => "administrator",
        Secretariat => "secretariat",
        Editor => "editor",
        Translator => "translator",
        FocalPoint => "focal-point",
        Reporter => "reporter",
        ExchangeMember => "exchange-member",
        Interpreter => "interpreter",
        Participant => "participant",
        Auditor => "auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    public static readonly Act[] Acts =
    [
        Act.ForAnyone(SignIn, "Sign in and out, accept an invitation, ask for a new password."),
        Act.ForOneself(OwnAccount, "See and change one's own account, sessions and ways to sign in."),
        new Act(SeePeople, "See who has an account and which roles they hold.").ByAll(Administrator, Auditor).ByOwn(Secretariat),
        new Act(InvitePeople, "Invite somebody to an account.").ByAll(Administrator).ByOwn(Secretariat, FocalPoint),
        new Act(CloseAccounts, "Close an account and open it again.").ByAll(Administrator),
        new Act(SeeKeys, "See which keys partner organizations have, and when they were last used.").ByAll(Administrator, Auditor).ByOwn(Secretariat),
        new Act(MakeKeys, "Make a key for a partner organization.").ByAll(Administrator).ByOwn(Secretariat),
        new Act(EndKeys, "End the key of a partner organization.").ByAll(Administrator).ByOwn(Secretariat),
        new Act(Grant(Administrator), "Make somebody an administrator.").ByAll(Administrator),
        new Act(Grant(Auditor), "Make somebody an auditor.").ByAll(Administrator),
        new Act(Grant(Secretariat), "Give the secretariat of a mechanism.").ByAll(Administrator).ByOwn(Secretariat),
        .. new[] { Editor, Translator, FocalPoint, Reporter, ExchangeMember, Interpreter }.Select(role =>
            new Act(Grant(role), $"Give the role {role} within a mechanism.").ByAll(Administrator).ByOwn(Secretariat)),
        new Act(Grant(Participant), "Give the role Participant within a mechanism.").ByAll(Administrator).ByOwn(Secretariat, FocalPoint),
    ];
}
