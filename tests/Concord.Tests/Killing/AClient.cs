using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Concord.Tests.House;

namespace Concord.Tests.Killing;

/// <summary>Somebody at a browser who asks the program itself, wherever it listens just now; the cookies outlive it.</summary>
internal sealed class AClient : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, UseProxy = false });

    /// <summary>Where the program answers.</summary>
    public Uri Server { get; set; } = new("http://127.0.0.1");

    public async Task SignInAsync(string email, string password = Visitor.Password)
    {
        using var answer = await SendFormAsync(await OpenAsync("/en/sign-in"), "/en/sign-in", ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string address, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server, address)) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a page, or the one that it leads to.</summary>
    public async Task<IHtmlDocument> OpenAsync(string address)
    {
        using var answer = await AskAsync(HttpMethod.Get, address);
        if (answer.StatusCode == HttpStatusCode.Found)
            return await OpenAsync(answer.Headers.Location!.ToString());
        Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a form of a page with everything that stands in it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="selector">Which form: its action, or how to find it.</param>
    /// <param name="fields">What is written into it.</param>
    public async Task<HttpResponseMessage> SendFormAsync(IHtmlDocument page, string selector, params (string Name, string Value)[] fields)
    {
        var form = (IHtmlFormElement)(selector.StartsWith('/') ? page.Forms.First(form => form.GetAttribute("action")?.StartsWith(selector, StringComparison.Ordinal) == true) : page.QuerySelector(selector)!);
        var sent = new List<KeyValuePair<string, string>>();
        foreach (var control in form.Elements.Where(control => fields.All(field => field.Name != control.GetAttribute("name"))))
            switch (control)
            {
                case IHtmlInputElement { Type: "submit" } or IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement { Name.Length: > 0 } input:
                    sent.Add(new(input.Name, input.Value));
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    sent.Add(new(area.Name, area.Value));
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    sent.Add(new(select.Name, select.Value ?? ""));
                    break;
            }
        using var content = new FormUrlEncodedContent(sent.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return await AskAsync(HttpMethod.Post, form.GetAttribute("action") is { Length: > 0 } action ? action : new Uri(page.BaseUri).PathAndQuery, content);
    }

    public void Dispose() => http.Dispose();
}
