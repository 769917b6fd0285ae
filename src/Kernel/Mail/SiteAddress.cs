using Concord.Kernel.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Concord.Kernel.Mail;

/// <summary>
/// Where the links in mails lead: to the address under which the site is known (<c>PublicUrl</c>), else to where this process listens. Never to the host
/// that a request names, for that is whatever its sender wrote.
/// </summary>
public sealed class SiteAddress(Installation installation, IServer server)
{
    public Uri Origin => installation.Url ?? (Listening() is { } address ? new Uri(address) : new Uri("http://localhost/"));

    /// <summary>An address of all interfaces is none that a reader could open.</summary>
    private string? Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
        .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
