using Concord.Desk.Editing;
using Concord.Desk.Finding;
using Concord.Desk.Languages;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Partners;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Desk;

/// <summary>The editorial desk: how records of every kind are written, translated, reviewed and published.</summary>
public static class DeskModule
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<StoreModel, DeskTables>()
        .AddActs(DeskAccess.Acts)
        .AddSingleton(new DeskSection("/desk", Strings.Key("Desk"), DeskAccess.SeeDrafts))
        .AddSingleton<RecordDoor, EditDoor>()
        .AddSingleton<RecordDoor, ArchiveDoor>()
        .AddSingleton<FileOwners, DraftOwners>()
        .AddSingleton<RequestsUnderWay>()
        .AddKeyActs(DeskAccess.KeyActs)
        .AddSingleton<ScheduledPublishing>()
        .AddHostedService(provider => provider.GetRequiredService<ScheduledPublishing>())
        .AddLanguageDesk();

    /// <summary>The addresses of the desk that are no pages.</summary>
    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        routes.MapFind();
        routes.MapPartners();
        routes.MapLanguageFiles();
    }
}
