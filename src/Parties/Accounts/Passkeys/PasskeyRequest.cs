using System.Security.Cryptography;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Concord.Parties.Accounts.Passkeys;

/// <summary>
/// What the house has asked a browser to sign (WebAuthn). The challenge waits in a cookie that only the house can read, for this one browser and for
/// some minutes: an answer that somebody else brings, or brings again, fits no question.
/// </summary>
public sealed class PasskeyRequest(IDataProtectionProvider protection)
{
    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const string Name = "passkey";

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Concord.Passkeys").ToTimeLimitedDataProtector();

    /// <summary>Sends what is expected along with the page that asks.</summary>
    public void Keep(HttpContext http, string? state) => http.Response.Cookies.Append(HostCookie.Name(http.Request, Name), protector.Protect(state ?? "", Life), Options(http.Request));

    /// <summary>What is expected of this browser, once; null for nothing, or too late.</summary>
    public string? Take(HttpContext http)
    {
        var name = HostCookie.Name(http.Request, Name);
        if (http.Request.Cookies[name] is not { Length: > 0 } kept)
            return null;
        http.Response.Cookies.Delete(name, Options(http.Request));
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// How the house asks: a passkey that the authenticator keeps and that is unlocked by the person, so that it is two things in one; made for the address
    /// under which the house is known, whatever host a request names.
    /// </summary>
    public static void Configure(IdentityPasskeyOptions options, Installation installation)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AuthenticatorTimeout = Life;
        options.ServerDomain = installation.Url?.IdnHost;
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin
            && context.Origin == (installation.Url?.GetLeftPart(UriPartial.Authority) ?? Origin.Of(context.HttpContext.Request)));
    }

    private static CookieOptions Options(HttpRequest request) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = request.IsHttps, Path = "/", IsEssential = true };
}
