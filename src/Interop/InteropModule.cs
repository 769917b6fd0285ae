using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Interop;

/// <summary>The record in the forms of other systems: the bundle, the API, calendars, feeds, schema.org.</summary>
public static class InteropModule
{
    public static IServiceCollection AddInterop(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapInterop(this IEndpointRouteBuilder routes) => routes;
}
