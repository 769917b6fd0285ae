using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Concord.Bench;

/// <summary>Somebody with an account in a browser of their own, signed in.</summary>
internal sealed partial class SignedIn : IDisposable
{
    public const string Password = "river stone lantern 47";

    private static readonly (string Name, string Value)[] Written =
    [
        ("form:began-from", "0"), ("form:language", "en"), ("form:language", "zh"), ("title.zh", "湿地研讨会"), ("mechanisms", "sco_env"), ("kind", "seminar"),
        .. Enumerable.Range(0, 8).SelectMany(session => new[] { ("sessions", $"{session}"), ($"sessions.{session}.title.en", $"Session {session}") }), ("form:end", "1"),
    ];

    private readonly CookieContainer cookies = new();
    private readonly Uri address;
    private readonly HttpClient client;
    private string token = "";
    private string revision = "0";

    private SignedIn(string address)
    {
        this.address = new Uri(address);
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = this.address };
    }

    /// <summary>What the browser sends along.</summary>
    public string Cookie => cookies.GetCookieHeader(address);

    /// <summary>Where the last draft that was begun stands.</summary>
    public string Draft { get; private set; } = "";

    public static async Task<SignedIn> BeginAsync(string address, string email)
    {
        var person = new SignedIn(address);
        await person.OpenAsync("/en/sign-in");
        await person.SendAsync("/en/sign-in", "email", email, "password", Password);
        return person;
    }

    /// <summary>Begins a draft of an event with eight sessions.</summary>
    public async Task BeginDraftAsync()
    {
        await OpenAsync("/en/desk/events/new");
        revision = "0";
        var saved = await SaveAsync("/en/desk/events/new", "Seminar on wetlands");
        Draft = DraftAddress().Match(saved).Value;
    }

    /// <summary>Saves the draft as the form does while somebody writes.</summary>
    public Task AutosaveAsync(string title) => SaveAsync(Draft + "/form", title);

    /// <summary>Opens a page; the token of its forms is that of what is sent next.</summary>
    public async Task<string> OpenAsync(string path)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        token = Token().Match(page) is { Success: true } found ? found.Groups["token"].Value : token;
        return page;
    }

    /// <summary>Sends a form: names and values in turn.</summary>
    public async Task<string> SendAsync(string path, params string[] fields)
    {
        using var form = new FormUrlEncodedContent([.. fields.Chunk(2).Select(field => KeyValuePair.Create(field[0], field[1])), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form);
        var said = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode < 400 ? said : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {said}");
    }

    public void Dispose() => client.Dispose();

    private async Task<string> SaveAsync(string path, string title)
    {
        var said = await SendAsync(path, [.. Written.SelectMany(field => new[] { field.Name, field.Value }), "form:revision", revision, "title.en", title, "act", "autosave"]);
        using var saved = JsonDocument.Parse(said);
        revision = saved.RootElement.GetProperty("revision").ToString();
        return saved.RootElement.GetProperty("action").GetString()!;
    }

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("/en/desk/drafts/[0-9a-f-]{36}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DraftAddress();
}
