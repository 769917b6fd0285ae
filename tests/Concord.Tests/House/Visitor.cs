using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Kernel.Access;
using Concord.Parties.Accounts.Invitations;
using Concord.Parties.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.House;

/// <summary>A person at a browser without script: keeps cookies, fills in forms and sends them, follows no redirect unasked.</summary>
public sealed class Visitor(ASite site)
{
    public const string Password = "river stone lantern 47";

    /// <summary>The version of the text on personal data that counts unless a test writes another, as forms send it.</summary>
    public static string Agreed { get; } = ConsentText.Shipped.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private readonly CookieContainer cookies = new();

    /// <summary>Everything is asked at this place; over TLS where a test says so.</summary>
    public Uri Origin { get; init; } = new("http://localhost");

    /// <summary>The network address that the visitor comes from; null for none in particular.</summary>
    public string? Network { get; init; }

    /// <summary>A new person with an account and one role, signed in.</summary>
    public static async Task<Visitor> AsAsync(ASite site, Role role, Scope scope)
    {
        var email = $"{role}-{Guid.NewGuid():N}@example.org".ToLowerInvariant();
        await JoinAsync(site, email, role, scope);
        var visitor = new Visitor(site);
        Assert.Equal(302, (await visitor.SignInAsync(email)).Status);
        return visitor;
    }

    /// <summary>Makes an account with one role.</summary>
    public static async Task JoinAsync(ASite site, string email, Role role, Scope scope)
    {
        var services = site.Services.CreateAsyncScope();
        await using (services)
            await Inviting.ForDemonstrationAsync(services.ServiceProvider, [(email, role, scope)], Password, TestContext.Current.CancellationToken);
    }

    public Task<Answer> SignInAsync(string email, string password = Password, string query = "") =>
        FillInAsync("/en/sign-in" + query, "/en/sign-in", ("email", email), ("password", password));

    public async Task<Answer> GetAsync(string address) => Keep(await site.GetAsync(Absolute(address), Headers(address)));

    /// <summary>Opens a page, fills in the form whose action begins with <paramref name="action"/>, and sends it with everything that stands in it.</summary>
    public async Task<Answer> FillInAsync(string address, string action, params (string Name, string Value)[] fields)
    {
        var opened = await GetAsync(address);
        var form = opened.Page().Forms.FirstOrDefault(form => (form.GetAttribute("action") ?? address).StartsWith(action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{address} ({opened.Status}) has no form that goes to {action}.");
        var sent = form.Elements.OfType<IHtmlInputElement>().Where(input => input.Name is not null && input.Type is not ("submit" or "checkbox" or "radio")).Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Concat(form.Elements.OfType<IHtmlSelectElement>().Where(select => select.Name is not null).Select(select => KeyValuePair.Create(select.Name!, select.Value ?? "")))
            .Where(field => fields.All(given => given.Name != field.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(form.GetAttribute("action") is { Length: > 0 } to ? to : address, [.. sent.Select(field => (field.Key, field.Value))]);
    }

    /// <summary>Sends a form that no page was opened for.</summary>
    public async Task<Answer> SendAsync(string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(address, form);
    }

    /// <summary>Sends what a form holds, files too.</summary>
    public async Task<Answer> SendAsync(string address, HttpContent form) => Keep(await site.AskAsync(HttpMethod.Post, Absolute(address), form, Headers(address)));

    /// <summary>Asks in any way that a program could; a message can be sent once.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string address, HttpContent? content, params (string Name, string Value)[] headers) =>
        Keep(await site.AskAsync(method, Absolute(address), content, [.. Headers(address), .. headers]));

    /// <summary>The token that a page gives with its first form.</summary>
    public async Task<string> TokenAsync(string page) => (await GetAsync(page)).Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>All cookies that the house has given so far.</summary>
    public IReadOnlyCollection<Cookie> Cookies => cookies.GetAllCookies();

    public string? Cookie(string name) => cookies.GetCookies(Origin)[name]?.Value;

    public void SetCookie(string name, string value) => cookies.Add(Origin, new Cookie(name, value, "/"));

    private string Absolute(string address) => new Uri(Origin, address).ToString();

    private (string, string)[] Headers(string address) =>
    [
        .. cookies.GetCookieHeader(new Uri(Origin, address)) is { Length: > 0 } header ? new[] { ("Cookie", header) } : [],
        .. Network is { } network ? new[] { (ASite.NetworkHeader, network) } : [],
    ];

    private Answer Keep(Answer answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                cookies.SetCookies(Origin, cookie);
        return answer;
    }
}
