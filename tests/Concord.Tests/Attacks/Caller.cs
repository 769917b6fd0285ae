using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Concord.Kernel.Access;
using Concord.Tests.House;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Attacks;

/// <summary>A form as it stands on a page.</summary>
internal sealed record HouseForm(string Action, string Method, bool IsMultipart, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<(string Name, string Value)> Buttons);

/// <summary>What came of a request: its status, what in its headers no server would send, and where it leads.</summary>
internal sealed record Outcome(int Status, string? WrongHeader, string? LeadsTo);

/// <summary>Who sends requests of any shape: nobody, somebody with a role who signs in anew when thrown out, or a program with a key.</summary>
internal sealed partial class Caller(ASite site, Role? role, Scope scope, string? key = null)
{
    private readonly Dictionary<string, List<HouseForm>> forms = new(StringComparer.Ordinal);
    private Visitor visitor = new(site);

    public string Who => role?.ToString() ?? (IsProgram ? "a program" : "nobody");

    public bool IsProgram => key is not null;

    public async Task SignInAsync()
    {
        forms.Clear();
        visitor = role is { } held ? await Visitor.AsAsync(site, held, scope) : new Visitor(site);
    }

    /// <summary>The forms of a page, as this person sees it; read once.</summary>
    public async Task<List<HouseForm>> FormsAsync(string address, ICollection<string> ids)
    {
        if (forms.TryGetValue(address, out var known))
            return known;
        var answer = await visitor.GetAsync(address);
        foreach (var id in Id().EnumerateMatches(answer.Body))
            if (ids.Count < 500)
                ids.Add(answer.Body.Substring(id.Index, id.Length));
        return forms[address] = answer.IsPage ? [.. answer.Page().Forms.Select(form => Read(form, address)).Where(form => !IsFarewell(form))] : [];
    }

    public async Task<Outcome> SendAsync(MadeRequest made, CancellationToken cancel)
    {
        var server = (TestServer)site.Services.GetRequiredService<IServer>();
        var http = await server.SendAsync(context =>
        {
            var request = context.Request;
            (request.Method, request.Path, request.QueryString) = (made.Method, new PathString(made.Path), new QueryString(made.Query));
            request.Headers.Cookie = string.Join("; ", new[] { "session", "form" }.Where(name => visitor.Cookie(name) is not null).Select(name => $"{name}={visitor.Cookie(name)}"));
            if (key is not null)
                request.Headers.Authorization = "Bearer " + key;
            foreach (var (name, value) in made.Headers)
                request.Headers[name] = value;
            (request.ContentType, request.ContentLength, request.Body) = (made.Type, made.Body.Length, new MemoryStream(made.Body));
        }, cancel);
        await http.Response.Body.CopyToAsync(Stream.Null, cancel);
        var headers = http.Response.Headers;
        // The server refuses to send anything but plain signs, and answers 500 instead.
        var wrong = headers.Where(header => header.Value.Any(value => value!.Any(sign => sign is < ' ' or > '~'))).Select(header => $"{header.Key}: {header.Value}").FirstOrDefault();
        return new Outcome(http.Response.StatusCode, wrong, headers.Location);
    }

    /// <summary>Whether an answer says that this person is signed in no more.</summary>
    public bool IsThrownOut(Outcome outcome) => role is not null && (outcome.Status == 401 || outcome.LeadsTo?.Contains("/sign-in?to=", StringComparison.Ordinal) == true);

    private static HouseForm Read(IHtmlFormElement form, string address)
    {
        var fields = new List<(string, string)>();
        foreach (var control in form.Elements)
            switch (control)
            {
                case IHtmlInputElement { Name.Length: > 0 } input when input.Type is not "submit":
                    fields.Add((input.Name, input.Value));
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    fields.Add((area.Name, area.Value));
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    fields.Add((select.Name, select.Value ?? ""));
                    break;
            }
        var buttons = form.QuerySelectorAll("button[name]").Select(button => (button.GetAttribute("name")!, button.GetAttribute("value") ?? "")).Where(button => button.Item2 != "discard").ToList();
        var action = form.GetAttribute("action") is ['/', ..] given ? given : address;
        return new HouseForm(action, form.Method.Equals("post", StringComparison.OrdinalIgnoreCase) ? "POST" : "GET", form.Enctype == "multipart/form-data", fields, buttons);
    }

    /// <summary>Forms after which one would have to sign in anew each time: these are sent without their tokens by the requests to all addresses.</summary>
    private static bool IsFarewell(HouseForm form) =>
        form.Action.Contains("/sign-out", StringComparison.Ordinal) || form.Action.Contains("handler=close", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
