using System.Net;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Concord.Serving;

/// <summary>
/// Which proxies are believed when they say who asks, and whether by TLS (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>). Whoever is not named is taken for the
/// reader: else everybody who reaches the port would choose an address, and pass by every throttle.
/// </summary>
internal static partial class Proxies
{
    /// <summary>Addresses and networks (CIDR), separated by spaces or commas.</summary>
    private const string Trusted = "Proxies:Trusted";

    /// <summary>The framework's setting, by which a proxy on the same machine is believed.</summary>
    private const string Enabled = "ForwardedHeaders_Enabled";

    private static readonly List<IPNetwork> SameMachine = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    public static void AddProxies(this IServiceCollection services) =>
        // The framework's own setting believes everybody; what is named here comes after it.
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IConfiguration>((options, configuration) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // As many proxies one behind the other as there are: the first that is not named is the reader.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in Read(configuration[Trusted]) is { Count: > 0 } named ? named : SameMachine)
                options.KnownIPNetworks.Add(network);
        });

    public static void UseProxies(this WebApplication app)
    {
        var (isNamed, isEnabled) = (Read(app.Configuration[Trusted]).Count > 0, app.Configuration.GetValue<bool>(Enabled));
        if (isNamed && !isEnabled)
            app.UseForwardedHeaders();
        if (!isNamed && !isEnabled && app.Services.GetRequiredService<Installation>().Url?.Scheme == Uri.UriSchemeHttps)
            NoProxyIsNamed(app.Logger);
    }

    /// <summary>The networks of the setting; an address is a network of its own.</summary>
    /// <exception cref="InvalidDataException">A part is neither.</exception>
    private static List<IPNetwork> Read(string? setting)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (setting ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            networks.Add(IPNetwork.TryParse(part, out var network) ? network
                : IPAddress.TryParse(part, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                : throw new InvalidDataException($"Proxies__Trusted names \"{part}\": write addresses such as 10.0.0.5, or networks such as 10.0.0.0/24, with spaces between them."));
        return networks;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PublicUrl is https, and no proxy is named in Proxies__Trusted: if one ends TLS in front of this server, all readers count as one network, and thirty failed sign-ins of any of them keep out all.")]
    private static partial void NoProxyIsNamed(ILogger logger);
}
