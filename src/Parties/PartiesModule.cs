using Concord.Kernel.Access;
using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Parties.Accounts;
using Concord.Parties.Cities;
using Concord.Parties.Keys;
using Concord.Parties.Mechanisms;
using Concord.Parties.Organizations;
using Concord.Parties.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Parties;

/// <summary>Parties: mechanisms, organizations and cities; accounts and memberships.</summary>
public static class PartiesModule
{
    public static IServiceCollection AddParties(this IServiceCollection services) => services
        .AddSingleton<StoreModel, PartiesTables>()
        .AddActs(PartiesAccess.Acts)
        .AddSingleton(new DeskSection("/people", Strings.Key("People"), PartiesAccess.SeePeople))
        .AddSingleton(new DeskSection("/keys", Strings.Key("Partner keys"), PartiesAccess.SeeKeys))
        .AddSingleton<KeyThrottle>()
        .AddSingleton<KeyNotices>().AddSingleton(KeyNotices.Made).AddSingleton(KeyNotices.EndsSoon).AddSingleton(KeyNotices.Ended)
        .AddSingleton<KeyReminders>().AddHostedService(provider => provider.GetRequiredService<KeyReminders>())
        .AddSingleton(new DeskSection("/people/invite", Strings.Key("Invite somebody"), PartiesAccess.InvitePeople, Unless: PartiesAccess.SeePeople))
        .AddAccounts()
        .AddSingleton<KnownPeople, PeopleOfAccounts>()
        .AddPrivacy()
        .AddSingleton(new TrailPlace("accounts", Strings.Key("Account"), "/people/{0}"))
        .AddSingleton(new TrailPlace("keys", Strings.Key("Partner key"), "/keys/{0}"))
        .AddActWords(
            new ActWord(PartiesAccess.SignIn, Strings.Key("Signed in to work")),
            new ActWord(PartiesAccess.Accept, Strings.Key("Accepted an invitation")),
            new ActWord(PartiesAccess.FailToSignIn, Strings.Key("Failed to sign in")),
            new ActWord(PartiesAccess.SignOut, Strings.Key("Signed out")),
            new ActWord(PartiesAccess.EndSession, Strings.Key("Ended a session")),
            new ActWord(PartiesAccess.SendLink, Strings.Key("A link was sent by mail")),
            new ActWord(PartiesAccess.ChangePerson, Strings.Key("Changed name or language")),
            new ActWord(PartiesAccess.ChangePassword, Strings.Key("Changed the password")),
            new ActWord(PartiesAccess.ChangeSecondStep, Strings.Key("Changed the second step")),
            new ActWord(PartiesAccess.ChangePasskeys, Strings.Key("Changed the passkeys")),
            new ActWord(PartiesAccess.LinkHouse, Strings.Key("Linked the sign-in of another organization")),
            new ActWord(PartiesAccess.UnlinkHouse, Strings.Key("Took off the sign-in of another organization")),
            new ActWord(PartiesAccess.AllowHouse, Strings.Key("Allowed the sign-in of another organization again")),
            new ActWord(PartiesAccess.SeePeople, Strings.Key("Looked at personal data")),
            new ActWord(PartiesAccess.InvitePeople, Strings.Key("Invited somebody")),
            new ActWord(PartiesAccess.CloseAccounts, Strings.Key("Closed an account or opened it again")),
            new ActWord(PartiesAccess.End, Strings.Key("Ended a role")),
            new ActWord(PartiesAccess.MakeKeys, Strings.Key("Made a partner key")),
            new ActWord(PartiesAccess.EndKeys, Strings.Key("Ended a partner key")))
        .AddActWords([.. Roles.All.Select(role => new ActWord(PartiesAccess.Grant(role), Strings.Key("Gave a role")))])
        .AddLetter("accounts.invitation", Strings.Key("Invitation"), "/Parties/Accounts/Invitations/InvitationLetter.cshtml", InvitationLetter.Sample)
        .AddLetter("accounts.new-password", Strings.Key("Link to a new password"), "/Parties/Accounts/Passwords/NewPasswordLetter.cshtml", NewPasswordLetter.Sample)
        .AddLetter("accounts.sign-in", Strings.Key("Link to sign in"), "/Parties/Accounts/Links/SignInLetter.cshtml", SignInLetter.Sample)
        .AddLetter("accounts.changed", Strings.Key("Change of an account"), "/Parties/Accounts/AccountChangedLetter.cshtml", AccountChangedLetter.Sample)
        .AddLetter("accounts.new-role", Strings.Key("New role"), "/Parties/Memberships/NewRoleLetter.cshtml", NewRoleLetter.Sample)
        .AddSingleton<RecordModel, MechanismModel>()
        .AddSingleton<RecordModel, OrganizationModel>()
        .AddSingleton<RecordModel, CityModel>();

    /// <summary>Takes the answers of other houses that signed somebody in; they come to no page.</summary>
    public static IApplicationBuilder UseOtherHouses(this IApplicationBuilder app) => app.UseAuthentication();

    /// <summary>The addresses of accounts that are no pages.</summary>
    public static void MapParties(this IEndpointRouteBuilder routes) => routes.MapPersonalData();

    /// <summary>Has everything that follows know who asks.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) => app.Use(PartnerKeys.Recognise).Use(Sessions.Recognise);
}
