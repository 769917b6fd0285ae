using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Files;

/// <summary>A site of one's own where whoever asks says who they are, as the session of a browser would.</summary>
internal sealed partial class AHouse(ASite site, AHouse.Recognising door) : IAsyncDisposable
{
    private const string Who = "X-Test-Person";

    public const string Event = "events/sco_webinar_2020";

    /// <summary>The secretariat of the mechanism that the event belongs to.</summary>
    public static readonly Person Officer = Holding(Role.Secretariat, "sco_env");
    public static readonly Person Editor = Holding(Role.Editor, "sco_env");
    public static readonly Person Stranger = Holding(Role.Secretariat, "temm");

    private static readonly Dictionary<string, Person> People = new[] { Officer, Editor, Stranger }.ToDictionary(person => person.Account!.Value.ToString());

    private readonly Dictionary<Person, (string Cookie, string Token)> tokens = [];

    public ASite Site { get; } = site;

    public string Folder => Path.Combine(Site.Store.DataFolder, "files");

    public static async Task<AHouse> OpenAsync(StoreKind store, params (string Name, string Value)[] settings) => await OpenAsync(await Stores.CopyAsync(store), settings);

    public static async Task<AHouse> OpenAsync(StoreLocation store, params (string Name, string Value)[] settings)
    {
        var door = new Recognising();
        return new(await ASite.OpenAsync(store, Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value));
            builder.Services.AddSingleton<IStartupFilter>(door);
        }), door);
    }

    /// <summary>From now on somebody has the role of another instead of their own.</summary>
    public void GivesRoleOf(Person other, Person person) => door.Known[person.Account!.Value.ToString()] = person with { Held = other.Held };

    private static Person Holding(Role role, string mechanism) =>
        new(Guid.NewGuid(), role.ToString(), [new HeldRole(role, new Scope(mechanism), Instant.MinValue, null)]);

    /// <summary>Asks as somebody; null for a reader without an account.</summary>
    public Task<HttpResponseMessage> AskAsync(Person? person, HttpMethod method, string address, HttpContent? content = null, params (string Name, string Value)[] headers) =>
        AskAsync(person, method, address, content, TestContext.Current.CancellationToken, headers);

    /// <summary>The same, broken off when <paramref name="cancel"/> says so.</summary>
    public async Task<HttpResponseMessage> AskAsync(Person? person, HttpMethod method, string address, HttpContent? content, CancellationToken cancel, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute)) { Content = content };
        if (person is not null)
        {
            request.Headers.Add(Who, person.Account.ToString());
            if (method != HttpMethod.Get && method != HttpMethod.Head)
            {
                var (cookie, token) = await TokenAsync(person);
                request.Headers.Add("Cookie", cookie);
                request.Headers.Add("RequestVerificationToken", token);
            }
        }
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Site.Http.SendAsync(request, cancel);
    }

    /// <summary>The token that a page gives with its form, and the cookie that it belongs to.</summary>
    public async Task<(string Cookie, string Token)> TokenAsync(Person person)
    {
        if (tokens.TryGetValue(person, out var known))
            return known;
        using var page = await AskAsync(person, HttpMethod.Get, "/en/files/" + (person == Stranger ? "mechanisms/temm" : Event));
        Assert.Equal(200, (int)page.StatusCode);
        var cookie = page.Headers.GetValues("Set-Cookie").Select(line => line.Split(';')[0]).Single(line => line.StartsWith("form=", StringComparison.Ordinal));
        return tokens[person] = (cookie, Token().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups["token"].Value);
    }

    public async Task<HttpResponseMessage> BeginAsync(Person person, string name, long length, string language = "en", string owner = Event, Guid? document = null) =>
        await AskAsync(person, HttpMethod.Post, "/api/v1/uploads", Json(new { owner, name, length, language, document }));

    /// <summary>Begins an upload; its address.</summary>
    public async Task<string> BegunAsync(Person person, string name, long length, string language = "en", string owner = Event, Guid? document = null)
    {
        using var begun = await BeginAsync(person, name, length, language, owner, document);
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return begun.Headers.Location!.ToString();
    }

    public async Task<HttpResponseMessage> SendAsync(Person person, string upload, byte[] piece, long offset, bool isLast)
    {
        using var content = new ByteArrayContent(piece);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
        return await AskAsync(person, HttpMethod.Patch, upload, content, ("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Upload-Complete", isLast ? "?1" : "?0"));
    }

    /// <summary>How far an upload has come.</summary>
    public async Task<long> OffsetAsync(Person person, string upload)
    {
        using var answer = await AskAsync(person, HttpMethod.Head, upload);
        Assert.Equal(204, (int)answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Uploads a file in one piece; its id and its address.</summary>
    public async Task<(Guid File, string Address)> UploadAsync(Person person, string name, byte[] file, string language = "en", string owner = Event, Guid? document = null)
    {
        using var answer = await SendAsync(person, await BegunAsync(person, name, file.Length, language, owner, document), file, 0, isLast: true);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, said);
        using var json = JsonDocument.Parse(said);
        return (json.RootElement.GetProperty("file").GetGuid(), json.RootElement.GetProperty("address").GetString()!);
    }

    /// <summary>Publishes a file, or takes it back.</summary>
    public async Task<int> ChangeAsync(Person person, Guid file, string handler = "Publish", string owner = Event)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("file", file.ToString())]);
        using var answer = await AskAsync(person, HttpMethod.Post, $"/en/files/{owner}?handler={handler}", form);
        return (int)answer.StatusCode;
    }

    public Task<HttpResponseMessage> GetAsync(string address, Person? person = null, params (string Name, string Value)[] headers) => AskAsync(person, HttpMethod.Get, address, null, headers);

    public static StringContent Json(object value) => new(JsonSerializer.Serialize(value), System.Text.Encoding.UTF8, "application/json");

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    /// <summary>Stands before the house's own door and says who has come.</summary>
    internal sealed class Recognising : IStartupFilter
    {
        /// <summary>Who is who, by the number that requests carry.</summary>
        public Dictionary<string, Person> Known { get; } = new(People);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                if (Known.GetValueOrDefault(http.Request.Headers[Who].ToString()) is { } person)
                    http.Features.Set(person);
                return go(http);
            });
            next(app);
        };
    }
}
