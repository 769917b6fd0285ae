using Concord.Kernel.Access;
using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Privacy;
using Concord.Kernel.Records;
using Concord.Library.News;
using Concord.Library.Publications;
using Concord.Library.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Library;

/// <summary>Library: what is told of the cooperation (news), what it brings out (publications), and who is told of it by mail.</summary>
public static class LibraryModule
{
    public static IServiceCollection AddLibrary(this IServiceCollection services) => services
        .AddSingleton<RecordModel, NewsItemModel>()
        .AddSingleton<RecordModel, PublicationModel>()
        .AddActs(LibraryAccess.Acts)
        .AddSingleton<StoreModel, SubscriptionTables>()
        .AddSingleton<PersonalData, KeptOfSubscriptions>()
        .AddSingleton(new TrailPlace("subscriptions", Strings.Key("Subscription")))
        .AddActWords(new ActWord(LibraryAccess.Subscribe, Strings.Key("Confirmed or ended a subscription")))
        .AddSingleton<SubscribeThrottle>()
        .AddSingleton<Telling>()
        .AddHostedService<TellingWorker>()
        .AddLetter("library.confirmation", Strings.Key("Question whether a subscription is meant"), "/Library/Subscriptions/ConfirmationLetter.cshtml", ConfirmationLetter.Sample)
        .AddLetter("library.news", Strings.Key("News to subscribers"), "/Library/Subscriptions/NewsOfRecordLetter.cshtml", NewsOfRecordLetter.Sample);
}
