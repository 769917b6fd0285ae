using Concord.Kernel.Access;
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
using Microsoft.AspNetCore.Builder;
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
        .AddAccounts()
        .AddSingleton<KnownPeople, PeopleOfAccounts>()
        .AddLetter("accounts.invitation", "/Parties/Accounts/Invitations/InvitationLetter.cshtml", InvitationLetter.Sample)
        .AddLetter("accounts.new-password", "/Parties/Accounts/Passwords/NewPasswordLetter.cshtml", NewPasswordLetter.Sample)
        .AddLetter("accounts.sign-in", "/Parties/Accounts/Links/SignInLetter.cshtml", SignInLetter.Sample)
        .AddLetter("accounts.changed", "/Parties/Accounts/AccountChangedLetter.cshtml", AccountChangedLetter.Sample)
        .AddLetter("accounts.new-role", "/Parties/Memberships/NewRoleLetter.cshtml", NewRoleLetter.Sample)
        .AddSingleton<RecordModel, MechanismModel>()
        .AddSingleton<RecordModel, OrganizationModel>()
        .AddSingleton<RecordModel, CityModel>();

    /// <summary>Takes the answers of other houses that signed somebody in; they come to no page.</summary>
    public static IApplicationBuilder UseOtherHouses(this IApplicationBuilder app) => app.UseAuthentication();

    /// <summary>Has everything that follows know who asks.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) => app.Use(PartnerKeys.Recognise).Use(Sessions.Recognise);
}
