using Concord.Desk.Languages.States;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Desk.Languages;

/// <summary>The language desk: what is owed in each language, and how translations are made, checked and exchanged.</summary>
internal static class LanguageDesk
{
    public static IServiceCollection AddLanguageDesk(this IServiceCollection services) => services
        .AddSingleton<StoreModel, LanguageTables>()
        .AddSingleton<RecordFollower, LanguageFollower>()
        .AddActs(LanguageAccess.Acts)
        .AddSingleton(new DeskSection("/desk/languages", Strings.Key("Translations"), LanguageAccess.SeeOwed));
}
