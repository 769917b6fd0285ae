using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Concord.Parties.Accounts.OtherHouses;

/// <summary>
/// How the framework talks to the houses of the settings: authorization code with PKCE, state and nonce. What it learns waits for a moment in a cookie
/// that only this house reads, until <see cref="ArrivedPageModel"/> says whose account it opens.
/// </summary>
internal sealed class OtherHouseSchemes(TrustedHouses houses, Installation installation) : IConfigureOptions<AuthenticationOptions>, IConfigureNamedOptions<OpenIdConnectOptions>,
    IConfigureNamedOptions<CookieAuthenticationOptions>
{
    /// <summary>The scheme of that cookie, and its name.</summary>
    public const string Arriving = "arriving";

    public static IServiceCollection Add(IServiceCollection services)
    {
        services.AddAuthentication();
        services.AddSingleton(provider => TrustedHouses.Of(provider.GetRequiredService<IConfiguration>()));
        services.ConfigureOptions<OtherHouseSchemes>();
        services.AddTransient<OpenIdConnectHandler>();
        services.AddTransient<CookieAuthenticationHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, PostConfigureCookieAuthenticationOptions>());
        return services;
    }

    public void Configure(AuthenticationOptions options)
    {
        // The settings are read when the host is whole. Without a house there is no scheme, and nothing to look at in any request.
        if (houses.All.Count == 0)
            return;
        options.AddScheme<CookieAuthenticationHandler>(Arriving, null);
        foreach (var house in houses.All)
            options.AddScheme<OpenIdConnectHandler>(house.Scheme, house.Label);
    }

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (houses.OfScheme(name) is not { } house)
            return;
        (options.Authority, options.ClientId, options.ClientSecret) = (house.Authority.AbsoluteUri, house.ClientId, house.ClientSecret);
        options.RequireHttpsMetadata = house.Authority.Scheme == Uri.UriSchemeHttps;
        // What a house describes, and what it is asked for, is fetched from the addresses that it names and from nowhere that they lead on to.
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        // Signed with a key of the house's own, in one of the ways that need no secret between the two (RFC 8725, 3.1).
        options.TokenValidationParameters.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
        // The answer comes as a query: an answer as a form of another site would need cookies that every site may send along.
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (options.CallbackPath, options.SignInScheme) = (house.CallbackPath, Arriving);
        (options.MapInboundClaims, options.SaveTokens, options.GetClaimsFromUserInfoEndpoint, options.DisableTelemetry) = (false, false, true, true);
        options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        foreach (var cookie in new[] { options.NonceCookie, options.CorrelationCookie })
            (cookie.Name, cookie.SameSite, cookie.SecurePolicy) = (HostCookie.Prefix(installation, cookie == options.NonceCookie ? "nonce." : "correlation."), SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        options.Events.OnTokenResponseReceived = context =>
        {
            // OpenID Connect lets a token pass unsigned that comes straight from the house, and so does the framework; this house does not.
            if (context.TokenEndpointResponse.IdToken?.Split('.') is not [_, _, { Length: > 0 }])
                context.Fail("The ID token has no signature.");
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            // Whatever failed there, the page says that nobody is signed in; the framework has logged why.
            context.Response.Redirect($"/{AcceptLanguage.Best(context.Request.Headers.AcceptLanguage).Tag}/sign-in/arrived");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != Arriving)
            return;
        (options.Cookie.Name, options.Cookie.Path, options.Cookie.HttpOnly) = (HostCookie.Name(installation, Arriving), "/", true);
        (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (options.ExpireTimeSpan, options.SlidingExpiration) = (TimeSpan.FromMinutes(5), false);
    }

    public void Configure(OpenIdConnectOptions options)
    {
        // Each house has its name.
    }

    public void Configure(CookieAuthenticationOptions options)
    {
        // As above.
    }
}
