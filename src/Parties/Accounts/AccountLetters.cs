using Concord.Kernel.Mail;

namespace Concord.Parties.Accounts;

/// <summary>Invites somebody to an account.</summary>
/// <param name="Secret">Of the link that opens it.</param>
/// <param name="By">Name of who invites.</param>
internal sealed record InvitationLetter(string Secret, string By) : Letter
{
    public static InvitationLetter Sample { get; } = new(new string('x', 43), "Aigerim Sadykova");
}

/// <summary>Has somebody choose a new password.</summary>
/// <param name="Secret">Of the link to the page where it is chosen.</param>
internal sealed record NewPasswordLetter(string Secret) : Letter
{
    public static NewPasswordLetter Sample { get; } = new(new string('x', 43));
}
