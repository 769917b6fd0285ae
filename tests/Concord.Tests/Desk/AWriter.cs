using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Desk;

/// <summary>Somebody who writes records at the desk, with a browser without script.</summary>
internal sealed partial class AWriter(Visitor visitor)
{
    public static readonly Scope Sco = new(Mechanism: "sco_env");

    public static async Task<AWriter> AsAsync(ASite site, Role role = Role.Editor, Scope? scope = null) => new(await Visitor.AsAsync(site, role, scope ?? (role == Role.Administrator ? Scope.Everywhere : Sco)));

    public Visitor Visitor => visitor;

    /// <summary>Opens a form.</summary>
    public async Task<OpenForm> OpenAsync(string address)
    {
        var answer = await visitor.GetAsync(address);
        if (answer.Status == 302)
            answer = await visitor.GetAsync(answer.Header("Location")!);
        Assert.Equal(200, answer.Status);
        return new OpenForm(this, answer);
    }

    /// <summary>Writes a new event and saves it; the address of its draft.</summary>
    public async Task<string> NewEventAsync(string title = "Seminar on wetlands", string start = "2023-05-04") => (await (await OpenAsync("/en/desk/events/new"))
        .Write("title.en", title).Write("kind", "seminar").Write("start", start).Write("sources", "A notice of the secretariat").SendAsync()).Draft;

    /// <summary>Opens the page of a draft.</summary>
    public async Task<Answer> LookAsync(string draft) => await visitor.GetAsync(draft);

    /// <summary>Presses a button of the page of a draft.</summary>
    public async Task<Answer> DoAsync(string draft, string act, params (string Name, string Value)[] fields)
    {
        var page = (await visitor.GetAsync(draft)).Page();
        var form = page.QuerySelectorAll("form").OfType<IHtmlFormElement>().First(form => form.QuerySelector($"button[value={act}]") is not null);
        var sent = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(input => input.Name is not null).Select(input => (input.Name!, input.Value))
            .Where(input => fields.All(field => field.Name != input.Item1));
        return await visitor.SendAsync(draft, [.. sent, .. fields, ("act", act)]);
    }

    /// <summary>Sends what a button of the page of a draft would, whether or not it is there.</summary>
    public async Task<Answer> ForceAsync(string draft, string act, params (string Name, string Value)[] fields)
    {
        var page = (await visitor.GetAsync(draft)).Page();
        return await visitor.SendAsync(draft, [.. new[] { "__RequestVerificationToken", "form:revision" }.Select(name => (name, page.QuerySelector($"input[name='{name}']")!.GetAttribute("value")!)), ("act", act), .. fields]);
    }

    public async Task<string> PublishAsync(string draft)
    {
        var answer = await DoAsync(draft, "publish");
        Assert.True(answer.Status == 302, string.Join('\n', answer.Page().QuerySelectorAll(".errors li, #wrong li").Select(fault => fault.TextContent)));
        return answer.Header("Location")!;
    }

    [GeneratedRegex("/desk/drafts/[0-9a-f-]{36}", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex DraftAddress();
}

/// <summary>A form as it was opened, to be filled in.</summary>
internal sealed class OpenForm(AWriter writer, Answer answer)
{
    private readonly IHtmlDocument page = answer.Page();

    public Answer Answer => answer;

    public IHtmlDocument Page => page;

    private IHtmlFormElement Form => (IHtmlFormElement)page.QuerySelector("form.record-form")!;

    public OpenForm Write(string name, string value)
    {
        var controls = Form.QuerySelectorAll($"[name=\"{name}\"]").ToList();
        Assert.NotEmpty(controls);
        switch (controls[0])
        {
            case IHtmlTextAreaElement area:
                area.TextContent = value;
                break;
            case IHtmlSelectElement select:
                foreach (var option in select.Options)
                    option.IsSelected = option.Value == value;
                Assert.Equal(value, select.Value);
                break;
            case IHtmlInputElement { Type: "radio" or "checkbox" }:
                foreach (var box in controls.OfType<IHtmlInputElement>())
                    if (box.Type == "radio" || box.Value == value)
                        box.IsChecked = box.Value == value;
                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
        }
        return this;
    }

    /// <summary>Takes back whatever is ticked.</summary>
    public OpenForm Untick(string name)
    {
        foreach (var box in Form.QuerySelectorAll($"[name=\"{name}\"]").OfType<IHtmlInputElement>())
            box.IsChecked = false;
        return this;
    }

    /// <summary>What the browser would send.</summary>
    public List<(string Name, string Value)> Sent()
    {
        var sent = new List<(string, string)>();
        foreach (var control in Form.QuerySelectorAll("input, textarea, select"))
            switch (control)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    sent.Add((input.Name!, input.Value));
                    break;
                case IHtmlTextAreaElement area:
                    sent.Add((area.Name!, area.Value));
                    break;
                case IHtmlSelectElement select:
                    sent.Add((select.Name!, select.Value ?? ""));
                    break;
            }
        return sent;
    }

    public async Task<Sending> SendAsync(string act = "save")
    {
        var sent = await writer.Visitor.SendAsync(Form.GetAttribute("action")!, [.. Sent(), ("act", act)]);
        return new Sending(sent);
    }
}

/// <summary>What came of sending a form.</summary>
internal sealed record Sending(Answer Answer)
{
    /// <summary>The address of the draft.</summary>
    public string Draft => "/en" + AWriter.DraftAddress().Match(Answer.Header("Location") ?? Answer.Body).Value;

    public IEnumerable<string> Faults => Answer.Page().QuerySelectorAll(".errors li").Select(fault => fault.TextContent);
}
