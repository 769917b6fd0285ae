using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>Invites somebody to an account.</summary>
/// <param name="Secret">Of the link that opens it.</param>
/// <param name="By">Name of who invites.</param>
internal sealed record InvitationLetter(string Secret, string By) : Letter
{
    public static InvitationLetter Sample { get; } = new(new string('x', 43), "Aigerim Sadykova");
}

/// <summary>Signs a participant in.</summary>
/// <param name="Secret">Of the link to the page where it is confirmed.</param>
internal sealed record SignInLetter(string Secret) : Letter
{
    public static SignInLetter Sample { get; } = new(new string('x', 43));
}

/// <summary>Has somebody choose a new password.</summary>
/// <param name="Secret">Of the link to the page where it is chosen.</param>
internal sealed record NewPasswordLetter(string Secret) : Letter
{
    public static NewPasswordLetter Sample { get; } = new(new string('x', 43));
}

/// <summary>What was changed about how an account is opened. The numbers are stored with mails that wait.</summary>
internal enum AccountChange : byte
{
    Password = 1,
    SecondStepOn = 2,
    SecondStepOff = 3,
    RecoveryCodes = 4,
    PasskeyAdded = 5,
    HouseLinked = 6,
    HouseUnlinked = 7,
}

/// <summary>Tells somebody that how their account is opened was changed: whoever did not do it learns of it.</summary>
/// <param name="What">What was changed.</param>
/// <param name="At">When.</param>
internal sealed record AccountChangedLetter(AccountChange What, Instant At) : Letter
{
    public static AccountChangedLetter Sample { get; } = new(AccountChange.Password, Instant.FromUtc(2026, 11, 23, 8, 30));

    /// <summary>What was changed, in a sentence; English, the key of its translations.</summary>
    public string Sentence() => What switch
    {
        AccountChange.Password => Strings.Key("Your password for Concord was changed"),
        AccountChange.SecondStepOn => Strings.Key("The second step of your sign-in was turned on"),
        AccountChange.SecondStepOff => Strings.Key("The second step of your sign-in was turned off"),
        AccountChange.RecoveryCodes => Strings.Key("New recovery codes were made for your account"),
        AccountChange.PasskeyAdded => Strings.Key("A passkey was added to your account"),
        AccountChange.HouseLinked => Strings.Key("Your account can now be opened from another organization"),
        AccountChange.HouseUnlinked => Strings.Key("Your account can no longer be opened from another organization"),
        _ => throw new InvalidOperationException($"{What} is no change of an account."),
    };
}

/// <summary>Tells somebody who has an account that a role was given to them.</summary>
/// <param name="Role">Which.</param>
/// <param name="Within">Names of the mechanism, organization and projects that it is for; none for a role that holds everywhere.</param>
/// <param name="By">Name of who gave it.</param>
internal sealed record NewRoleLetter(Role Role, IReadOnlyList<LocalizedText> Within, string By) : Letter
{
    public static NewRoleLetter Sample { get; } = new(Role.Translator,
        [new LocalizedText(new("en", "Example Environmental Cooperation"), new("zh", "示例环境合作"), new("ru", "Пример экологического сотрудничества"), new("ko", "예시 환경협력"))], "Aigerim Sadykova");
}
