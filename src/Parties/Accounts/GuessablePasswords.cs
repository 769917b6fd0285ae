using Microsoft.AspNetCore.Identity;

namespace Concord.Parties.Accounts;

/// <summary>
/// Refuses passwords that stand in lists of common ones or are made of them, of the person's own name or of patterns (NIST SP 800-63B, 3.1.1.2).
/// The estimate is zxcvbn's; what it gives less than three of four falls to a patient guesser.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int Safe = 3;

    // The estimate looks at all ways to cut a text into words; of a long one the beginning must be good enough.
    private const int Looked = 40;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Why(password ?? "", user.Name, user.Email ?? "") is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "Guessable" }));

    /// <summary>Why a password is refused; null where it is not.</summary>
    public static PasswordFault? Why(string password, string name, string mail)
    {
        if (password.Length < Shortest)
            return PasswordFault.Short;
        if (password.Length > Longest)
            return PasswordFault.Long;
        var own = name.Split(' ').Concat(mail.Split('@', '.')).Where(word => word.Length > 2).Append("concord");
        return Zxcvbn.Zxcvbn.MatchPassword(password.Length > Looked ? password[..Looked] : password, own).Score < Safe ? PasswordFault.Guessable : null;
    }
}

/// <summary>Why a password is refused.</summary>
internal enum PasswordFault
{
    Short,
    Long,
    Guessable,
}
