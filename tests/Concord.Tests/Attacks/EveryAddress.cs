using Concord.Kernel.Access;
using Concord.Tests.House;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Attacks;

/// <summary>An address as the routes of the house state it.</summary>
/// <param name="Pattern">The route.</param>
/// <param name="Method">A method that it answers to.</param>
/// <param name="Handler">Which of a page's handlers; null for the page itself and for what is no page.</param>
/// <param name="Act">The act that its door asks for.</param>
internal sealed record KnownAddress(RoutePattern Pattern, string Method, string? Handler, string Act)
{
    /// <summary>The end of the address that chooses the handler.</summary>
    public string Query => Handler is null ? "" : "?handler=" + Handler;

    /// <summary>The path, with a value for each of its parts.</summary>
    /// <param name="value">Given the name of a part, whether it is a number by its rule, and the path so far.</param>
    public string Path(Func<string, string, string> value)
    {
        var path = "";
        foreach (var segment in Pattern.PathSegments)
        {
            path += "/";
            foreach (var part in segment.Parts)
                path += part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart parameter => value(parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? "guid" : parameter.Name, path),
                    _ => "",
                };
        }
        return path.Length == 0 ? "/" : path;
    }

    public override string ToString() => $"{Method} /{Pattern.RawText!.TrimStart('/')}{(Handler is null ? "" : " " + Handler)}";
}

/// <summary>Finds every address of the house, so that a new one is attacked from the day it is there.</summary>
internal static class EveryAddress
{
    public static List<KnownAddress> Of(ASite site)
    {
        var loader = site.Services.GetRequiredService<PageLoader>();
        var found = new List<KnownAddress>();
        foreach (var endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            // The house's own files are one kind of address, and there are very many.
            if (endpoint.RoutePattern.RawText!.StartsWith("_content/", StringComparison.Ordinal) || endpoint.RoutePattern.RawText.StartsWith("_framework/", StringComparison.Ordinal))
                continue;
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = loader.LoadAsync(page, endpoint.Metadata).GetAwaiter().GetResult();
                var act = loaded.EndpointMetadata!.OfType<MayAttribute>().Last().Act;
                found.Add(new KnownAddress(endpoint.RoutePattern, "GET", null, act));
                found.AddRange(loaded.HandlerMethods.Where(handler => handler.HttpMethod is "Get" or "Post").Select(handler => new KnownAddress(endpoint.RoutePattern, handler.HttpMethod.ToUpperInvariant(), handler.Name?.ToLowerInvariant(), act)));
            }
            else
                found.AddRange((endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new KnownAddress(endpoint.RoutePattern, method, null, endpoint.Metadata.GetMetadata<MayAttribute>()!.Act)));
        }
        // Several routes may lead to one page: its order in the list is that of its name, so that a seed means the same tomorrow.
        return [.. found.DistinctBy(address => address.ToString()).OrderBy(address => address.ToString(), StringComparer.Ordinal)];
    }
}
