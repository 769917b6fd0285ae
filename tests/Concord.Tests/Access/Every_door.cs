using Concord.Kernel.Access;
using Concord.Serving;
using Concord.Tests.House;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Access;

/// <summary>Every address of the house has a rule that says who may; one without is closed.</summary>
public sealed class Every_door
{
    [Fact]
    public async Task Every_address_states_an_act_that_a_module_has()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var known = site.Services.GetRequiredService<AccessRules>().Acts.Select(act => act.Name).ToHashSet(StringComparer.Ordinal);
        var addresses = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(addresses.Count > 50, "the addresses of the house were not found");
        Nothing.In(addresses.Where(address => DoorOf(site, address) is not { } act || !known.Contains(act)).Select(address => $"{address.RoutePattern.RawText} {address.DisplayName}"));
    }

    [Theory]
    [InlineData("GET", "/ko/about", 302, "/ko/sign-in?to=%2Fko%2Fabout%3Fq%3D1")]
    [InlineData("POST", "/ko/about", 401, null)]
    [InlineData("GET", "/api/v1/secrets", 401, null)]
    public async Task An_address_without_a_rule_is_closed(string method, string path, int status, string? leadsTo)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = (method, path, new QueryString("?q=1"));
        http.SetEndpoint(new Endpoint(null, EndpointMetadataCollection.Empty, "forgotten"));
        await Doorkeeper.Check(http, _ => throw new InvalidOperationException("It was let in."));
        Assert.Equal((status, leadsTo), (http.Response.StatusCode, (string?)http.Response.Headers.Location));
        http.Features.Set(new Person(Guid.NewGuid(), "Somebody", [new HeldRole(Role.Administrator, Scope.Everywhere, default, null)]));
        await Doorkeeper.Check(http, _ => throw new InvalidOperationException("It was let in."));
        Assert.Equal(403, http.Response.StatusCode);
    }

    /// <summary>The rule of an address; that of a page stands on its model, which the framework looks at when it is first asked for.</summary>
    private static string? DoorOf(ASite site, RouteEndpoint address)
    {
        if (address.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            return address.Metadata.GetMetadata<MayAttribute>()?.Act;
        var loader = site.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>();
        return loader.LoadAsync(page, address.Metadata).GetAwaiter().GetResult().EndpointMetadata?.OfType<MayAttribute>().LastOrDefault()?.Act;
    }
}
