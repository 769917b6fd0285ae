using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Partners;

/// <summary>A program of a partner organization, with a key that somebody entitled made on the page.</summary>
internal sealed class APartner(ASite site, string key, Visitor maker, string page)
{
    /// <summary>What a new event of the mechanism states at least.</summary>
    public const string Event = """{"title":{"en":"Seminar on wetlands"},"kind":"seminar","mechanisms":["sco_env"],"hosts":["menr_kz"],"start":"2023-05-04","sources":["A letter of the ministry"]}""";

    public string Key => key;

    /// <summary>Address of the page of the key.</summary>
    public string Page => page;

    public static async Task<APartner> WithKeyAsync(ASite site, string organization = "menr_kz", string[]? mechanisms = null, bool publishes = true, bool own = false, bool archives = false)
    {
        var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
        var made = await MakeAsync(administrator, organization, mechanisms ?? ["sco_env"], publishes, own, archives);
        var page = made.Page();
        Assert.True(made.Status == 200, string.Join('\n', page.QuerySelectorAll(".errors li").Select(fault => fault.TextContent)));
        return new APartner(site, page.QuerySelector("#key")!.TextContent, administrator, page.QuerySelector("main .act a")!.GetAttribute("href")!);
    }

    public static Task<Answer> MakeAsync(Visitor maker, string organization, string[] mechanisms, bool publishes = true, bool own = false, bool archives = false) =>
        maker.FillInAsync("/en/keys/new", "/en/keys/new", [("organization", organization), ("name", "Project database"), ("own", own ? "1" : "0"), ("acts", "records.draft"),
            .. publishes ? new[] { ("acts", "records.publish") } : [], .. archives ? new[] { ("acts", "records.archive") } : [], .. mechanisms.Select(mechanism => ("mechanisms", mechanism))]);

    public async Task EndAsync() => Assert.Equal(302, (await maker.FillInAsync(page, page)).Status);

    /// <summary>Sends a document, or nothing, with the content type that the method takes unless a header says otherwise.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string address, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, address, body is null ? null : Encoding.UTF8.GetBytes(body), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string address, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : new ByteArrayContent(body);
        var type = headers.FirstOrDefault(header => header.Name == "Content-Type").Value ?? (method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
        content?.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (_, value) in headers.Where(header => header.Name == "Content-Encoding"))
            content?.Headers.TryAddWithoutValidation("Content-Encoding", value);
        return await site.AskAsync(method, address, content, [("Authorization", "Bearer " + key), .. headers.Where(header => header.Name is not ("Content-Type" or "Content-Encoding"))]);
    }

    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, (byte[]?)null);

    public Task<Answer> AddAsync(string body = Event, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, "/api/v1/events", body, headers);

    /// <summary>Changes a record from the version that stands.</summary>
    public async Task<Answer> PatchAsync(string address, string patch, params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Patch, address, patch, [("If-Match", (await site.GetAsync(address)).Header("ETag")!), .. headers]);

    /// <summary>The document that the site answers with.</summary>
    public static JsonNode Read(Answer answer) => JsonNode.Parse(answer.Body)!;

    /// <summary>Pointers of the faults that an answer tells of, each with the first sentence.</summary>
    public static Dictionary<string, string> Faults(Answer answer) =>
        Read(answer)["errors"]!.AsObject().ToDictionary(place => place.Key, place => (string)place.Value![0]!, StringComparer.Ordinal);
}
