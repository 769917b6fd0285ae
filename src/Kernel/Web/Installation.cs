using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Concord.Kernel.Web;

/// <summary>What this installation is called wherever a name must differ from those that other installations give out.</summary>
/// <param name="Url">The setting <c>PublicUrl</c>: scheme and host under which the site is known; null where it is not set.</param>
public sealed record Installation(Uri? Url)
{
    private const string Setting = "PublicUrl";

    /// <summary>Whether readers come over TLS, as far as the setting tells.</summary>
    public bool IsHttps => Url?.Scheme == Uri.UriSchemeHttps;

    /// <summary>The public host, and not the one that a request asked: names that were given out must not change.</summary>
    public string Name => Url?.IdnHost ?? "concord";

    /// <summary>The UID of a record in calendars (RFC 7986, 5.3).</summary>
    public string Uid(string id) => $"{id}@{Name}";

    /// <summary>The id of what a feed holds (RFC 4151); the year is one in which the name was in use, and stays.</summary>
    public string Tag(string what) => $"tag:{Name},2026:{what}";

    /// <exception cref="InvalidDataException">The setting is something else than the scheme and host of a site.</exception>
    public static Installation Of(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } set)
            return new Installation((Uri?)null);
        if (!Uri.TryCreate(set, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            throw new InvalidDataException($"“{set}” cannot be the setting {Setting}: write the scheme and host of the site, such as https://record.example.org.");
        return new Installation(url);
    }
}

/// <summary>Scheme and host of this site as the reader sees them.</summary>
public static class Origin
{
    public static string Of(HttpRequest request) => request.Scheme + "://" + request.Host.ToUriComponent();
}
