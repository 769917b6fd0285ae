using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Thread;

/// <summary>What spans modules: the home page, the thread, search, the map, the timeline.</summary>
public static class ThreadModule
{
    public static IServiceCollection AddThread(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapThread(this IEndpointRouteBuilder routes) => routes;
}
