using Concord.Kernel.Records;
using Concord.Parties.Cities;
using Concord.Parties.Mechanisms;
using Concord.Parties.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Parties;

/// <summary>Parties: mechanisms, organizations and cities.</summary>
public static class PartiesModule
{
    public static IServiceCollection AddParties(this IServiceCollection services) => services
        .AddSingleton<RecordModel, MechanismModel>()
        .AddSingleton<RecordModel, OrganizationModel>()
        .AddSingleton<RecordModel, CityModel>();
}
