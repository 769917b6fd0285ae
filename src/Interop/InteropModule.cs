using Concord.Interop.Api;
using Concord.Interop.Calendar;
using Concord.Interop.Feed;
using Concord.Interop.OpenApi;
using Concord.Interop.SchemaOrg;
using Concord.Interop.Sitemap;
using Concord.Kernel.Access;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Interop;

/// <summary>The record in the forms of other systems: the bundle, the API, calendars, feeds, schema.org.</summary>
public static class InteropModule
{
    public static IServiceCollection AddInterop(this IServiceCollection services) => services
        .AddSingleton<ILinkedData, LinkedData>()
        .AddApiDescription();

    public static IEndpointRouteBuilder MapInterop(this IEndpointRouteBuilder routes)
    {
        IEndpointRouteBuilder open = routes.MapGroup("").RequireMay(KernelAccess.ReadRecord);
        open.MapRecordApi();
        open.MapWholeRecord();
        open.MapApiDescription();
        open.MapCalendars();
        open.MapFeed();
        open.MapSitemap();
        return routes;
    }
}
