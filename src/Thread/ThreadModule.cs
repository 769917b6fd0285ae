using Concord.Thread.Map;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Thread;

/// <summary>What spans modules: the home page, the thread, search, the map, the timeline.</summary>
public static class ThreadModule
{
    public static IServiceCollection AddThread(this IServiceCollection services)
    {
        services.AddSingleton(provider => new LandOutline(Path.Combine(AppContext.BaseDirectory, "data", "geo"),
            OutlineSet.From(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<MapDrawing>();
        return services;
    }

    public static IEndpointRouteBuilder MapThread(this IEndpointRouteBuilder routes)
    {
        // Outlines that cannot be read, or that lack their disclaimer, stop the start and not a page.
        if (OutlineSet.From(routes.ServiceProvider.GetRequiredService<IConfiguration>()) is not null)
            routes.ServiceProvider.GetRequiredService<LandOutline>();
        return routes;
    }
}
