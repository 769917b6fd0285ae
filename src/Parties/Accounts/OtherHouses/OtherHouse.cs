using Microsoft.Extensions.Configuration;

namespace Concord.Parties.Accounts.OtherHouses;

/// <summary>Another house whose sign-in this one trusts (OpenID Connect): a ministry's, an organization's.</summary>
/// <param name="Key">Its name in the settings and in addresses: small letters, digits and hyphens.</param>
/// <param name="Label">Its name as people read it.</param>
/// <param name="Authority">Where it describes itself; https, or this very machine.</param>
/// <param name="ClientId">By which it knows this house.</param>
/// <param name="ClientSecret">By which it believes that it is this house.</param>
/// <param name="Domains">Domains of mail for whose addresses it may speak; a single <c>*</c> for all.</param>
public sealed record OtherHouse(string Key, string Label, Uri Authority, string ClientId, string ClientSecret, IReadOnlyList<string> Domains)
{
    /// <summary>Name of its scheme in the framework.</summary>
    public string Scheme => "other-house-" + Key;

    /// <summary>Where it sends people back to; it must know the address.</summary>
    public string CallbackPath => "/sign-in/from/" + Key;

    /// <summary>Whether it may say whose an address of mail is.</summary>
    public bool SpeaksFor(string email) =>
        Domains is ["*"] || Domains.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);
}

/// <summary>The houses that the settings name, below <c>OpenIdConnect</c>.</summary>
public sealed class TrustedHouses(IReadOnlyList<OtherHouse> all)
{
    public IReadOnlyList<OtherHouse> All => all;

    public OtherHouse? Find(string? key) => all.FirstOrDefault(house => house.Key == key);

    public OtherHouse? OfScheme(string? scheme) => all.FirstOrDefault(house => house.Scheme == scheme);

    /// <exception cref="InvalidDataException">A setting is missing or cannot be.</exception>
    public static TrustedHouses Of(IConfiguration configuration) => new([.. configuration.GetSection("OpenIdConnect").GetChildren().Select(Read)]);

    private static OtherHouse Read(IConfigurationSection section)
    {
        var key = section.Key.ToLowerInvariant();
        if (key.Length > 40 || !key.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-'))
            throw new InvalidDataException($"“{section.Key}” cannot name a house to sign in with: use at most 40 letters, digits and hyphens, such as OpenIdConnect__ministry__Authority.");
        if (!Uri.TryCreate(Text("Authority"), UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            throw new InvalidDataException($"OpenIdConnect__{section.Key}__Authority must be an address that begins with https, such as https://login.example.org.");
        string[] domains = [.. Text("Domains").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return new OtherHouse(key, section["Label"] is { Length: > 0 } label ? label : section.Key, authority, Text("ClientId"), Text("ClientSecret"), domains);

        string Text(string name) => section[name] is { Length: > 0 } text ? text
            : throw new InvalidDataException($"OpenIdConnect__{section.Key}__{name} is missing: a house to sign in with needs Authority, ClientId, ClientSecret and Domains.");
    }
}
