using Concord.Kernel.Access;
using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Languages;
using Concord.Kernel.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Parties.Privacy;

/// <summary>How the house treats personal data: what it says of it, who agreed, taking them away, deleting them.</summary>
internal static class PrivacySetup
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddActs(PrivacyAccess.Acts)
        .AddSingleton<PersonalData, KeptOfAccount>().AddSingleton<PersonalData, KeptOfRoles>().AddSingleton<PersonalData, KeptOfSessions>().AddSingleton<PersonalData, KeptOfConsents>()
        .AddSingleton<RetentionRule, NetworkAddresses>()
        .AddSingleton<Forgetting>()
        .AddSingleton<DeletionNotices>().AddSingleton(DeletionNotices.Asked)
        .AddSingleton(new TrailPlace("privacy", Strings.Key("Text on personal data"), "/privacy"))
        .AddActWords(
            new ActWord(PrivacyAccess.Own, Strings.Key("Decided about their own data")),
            new ActWord(PrivacyAccess.Write, Strings.Key("Wrote a version of the text on personal data")),
            new ActWord(PrivacyAccess.Export, Strings.Key("Took personal data away")),
            new ActWord(PrivacyAccess.Forget, Strings.Key("Deleted personal data")));
}
