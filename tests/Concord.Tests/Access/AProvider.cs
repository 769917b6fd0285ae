using System.Buffers.Text;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Concord.Tests.Access;

/// <summary>A real OpenID provider on a port of its own. It asks nobody for anything and signs in the person whom a test names.</summary>
public sealed class AProvider : IAsyncLifetime
{
    public const string ClientId = "concord", ClientSecret = "between these two houses alone";

    private readonly RSA key = RSA.Create(2048);
    private readonly WebApplication app;
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false });

    public string Authority => app.Urls.First();

    /// <summary>Who is at the browser: the number that the provider has for the person, the address, and whether it has verified it.</summary>
    public (string Number, string Email, bool IsVerified) Person { get; set; }

    /// <summary>How many codes were brought to it to be changed for tokens.</summary>
    public int Brought { get; private set; }

    /// <summary>What becomes of an ID token before it is sent: a provider that lies, or somebody between the houses.</summary>
    public Func<string, string>? Alter { get; set; }

    public AProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(options => options
            .EnableDegradedMode()
            .SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token")
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.Email)
            .AddEphemeralEncryptionKey().AddSigningKey(new RsaSecurityKey(key) { KeyId = "the provider's" })
            .AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.RedirectUri is not ("http://localhost/sign-in/from/ministry" or "http://localhost/sign-in/from/agency"))
                    context.Reject(Errors.InvalidClient);
                return default;
            }))
            .AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if ((context.ClientId, context.ClientSecret) != (ClientId, ClientSecret))
                    context.Reject(Errors.InvalidClient);
                return default;
            }))
            .AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.SignIn(new ClaimsPrincipal(Identity()));
                return default;
            }))
            .AddEventHandler<ApplyTokenResponseContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(context =>
            {
                if (Alter is not null && context.Response.IdToken is { } token)
                    context.Response.IdToken = Alter(token);
                return default;
            }))
            .UseAspNetCore().DisableTransportSecurityRequirement());
        app = builder.Build();
        app.Use((request, next) =>
        {
            Brought += request.Request.Path == "/token" ? 1 : 0;
            return next(request);
        });
        app.UseAuthentication();
    }

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Goes where a house sends somebody to sign in, and gives the address to which the person is sent back, below its host.</summary>
    public async Task<string> SignInAsync(string address)
    {
        using var answer = await http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.Headers.Location!.PathAndQuery;
    }

    /// <summary>A token with other contents, signed as the provider signs.</summary>
    public string Signed(string token, Action<JsonObject> change)
    {
        var parts = token.Split('.');
        var content = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        change(content);
        return SignedBy(key, $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content.ToJsonString()))}");
    }

    /// <summary>Head and content of a token with a signature, RS256.</summary>
    public static string SignedBy(RSA key, string unsigned) =>
        unsigned + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public async ValueTask DisposeAsync()
    {
        key.Dispose();
        http.Dispose();
        await app.DisposeAsync();
    }

    private ClaimsIdentity Identity()
    {
        var identity = new ClaimsIdentity("test");
        identity.AddClaim(Claims.Subject, Person.Number);
        identity.SetClaim(Claims.Email, Person.Email).SetClaim(Claims.EmailVerified, Person.IsVerified);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        identity.SetScopes(Scopes.OpenId, Scopes.Email);
        return identity;
    }
}
