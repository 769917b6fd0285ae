using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Privacy;

/// <summary>What the Kernel keeps of people, and how long anything is kept.</summary>
internal static class PersonalDataSetup
{
    public static IServiceCollection AddPersonalData(this IServiceCollection services) => services
        .AddSingleton<PersonalData, KeptOfNotices>().AddSingleton<PersonalData, KeptOfMails>().AddSingleton<PersonalData, KeptOfFiles>().AddSingleton<PersonalData, KeptInTrail>()
        .AddSingleton<DataFile>()
        .AddSingleton<RetentionRule, KeptMails>().AddSingleton<RetentionRule, RefusedAddresses>()
        .AddSingleton<Retention>()
        .AddHostedService<RetentionRounds>()
        .AddActWords(new ActWord(Retention.Act, Strings.Key("Deleted what was old enough")));
}
