using Concord.Desk.Editing;
using Concord.Desk.Finding;
using Concord.Desk.Languages;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Partners;
using Concord.Kernel.Access;
using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Languages;
using Concord.Kernel.Privacy;
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
        .AddSingleton<SecondPairOfEyes, SecondPairForFiles>()
        .AddSingleton<RequestsUnderWay>()
        .AddKeyActs(DeskAccess.KeyActs)
        .AddSingleton(new TrailPlace("drafts", Strings.Key("Draft"), "/desk/drafts/{0}"))
        .AddActWords(
            new ActWord(DeskAccess.DraftRecords, Strings.Key("Wrote a draft or moved it on")),
            new ActWord(DeskAccess.ReviewRecords, Strings.Key("Sent a draft back")),
            new ActWord(DeskAccess.PublishRecords, Strings.Key("Published a record")),
            new ActWord(DeskAccess.ArchiveRecords, Strings.Key("Archived a record")),
            new ActWord(DeskAccess.TakeUpRecords, Strings.Key("Took a record out of the archive")),
            new ActWord(DeskAccess.AskArchiving, Strings.Key("Asked that a record be archived or taken out of the archive, or took that back")),
            new ActWord(LanguageAccess.Assign, Strings.Key("Settled who translates what by when")),
            new ActWord(DeskAccess.SetRules, Strings.Key("Settled how records are published")),
            new ActWord(LanguageAccess.Check, Strings.Key("Looked a translation over")))
        .AddSingleton<PersonalData, KeptOfDrafts>().AddSingleton<RetentionRule, OldDrafts>()
        .AddSingleton<DeskNotices>()
        .AddSingleton(DeskNotices.ReviewAsked).AddSingleton(DeskNotices.SentBack).AddSingleton(DeskNotices.Published)
        .AddSingleton(DeskNotices.Commented).AddSingleton(DeskNotices.Owed)
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
