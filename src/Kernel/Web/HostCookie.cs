using Microsoft.AspNetCore.Http;

namespace Concord.Kernel.Web;

/// <summary>
/// Names of the house's cookies. Over TLS a prefix has the browser take a cookie only from this very host and only over TLS, so that neither a
/// neighbour's site nor somebody on the line can put one in its place (RFC 6265bis, 4.1.3).
/// </summary>
public static class HostCookie
{
    /// <summary>A cookie of the whole site; its path is <c>/</c>.</summary>
    public static string Name(HttpRequest request, string name) => Name(request.IsHttps, name);

    /// <summary>As above where no request is at hand; the public address says whether it is TLS.</summary>
    public static string Name(Installation installation, string name) => Name(installation.IsHttps, name);

    /// <summary>The begin of the name of a cookie that some pages alone are sent.</summary>
    public static string Prefix(Installation installation, string name) => installation.IsHttps ? "__Secure-" + name : name;

    private static string Name(bool isHttps, string name) => isHttps ? "__Host-" + name : name;
}
