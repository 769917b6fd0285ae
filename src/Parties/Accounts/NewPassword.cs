using Concord.Kernel.Web;

namespace Concord.Parties.Accounts;

/// <summary>What is said to somebody whose new password is refused.</summary>
internal static class NewPassword
{
    /// <summary>The sentence; null where the password is good.</summary>
    public static string? Fault(Reading r, string password, string name, string mail) => GuessablePasswords.Why(password, name, mail) switch
    {
        null => null,
        PasswordFault.Short => r.L["The password is too short. Write at least twelve characters."],
        PasswordFault.Long => r.L["The password is too long. Write at most 128 characters."],
        _ => r.L["This password is easily guessed. Add a few words that do not belong together."],
    };
}
