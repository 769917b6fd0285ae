using Concord.Desk.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Desk;

/// <summary>The editorial desk: how records of every kind are written, translated, reviewed and published.</summary>
public static class DeskModule
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services.AddLanguageDesk();
}
