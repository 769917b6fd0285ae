using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Concord.Desk.Forms;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Concord.Desk.Tests.Forms;

/// <summary>A form as a browser without script has it: filled in, and sent with a button.</summary>
internal sealed class AForm
{
    private readonly Reading reader;
    private readonly RecordShape shape;

    private AForm(Reading reader, RecordShape shape, IHtmlDocument page) => (this.reader, this.shape, Page) = (reader, shape, page);

    public IHtmlDocument Page { get; }

    public static async Task<AForm> OfAsync(Reading reader, RecordKind kind, JsonObject document, IReadOnlyList<string>? languages = null, IReadOnlyList<RecordFault>? faults = null)
    {
        var model = reader.Models[kind];
        var said = new FormFaults(reader, model, document).Of(faults ?? []);
        var form = await RecordForm.MakeAsync(reader, model, document, languages ?? [], said, _ => true, TestContext.Current.CancellationToken);
        var html = new StringWriter();
        form.WriteTo(html, HtmlEncoder.Create(UnicodeRanges.All));
        return new AForm(reader, RecordShape.Of(model.DocumentType), new HtmlParser().ParseDocument($"<!DOCTYPE html><html><body><form>{html}</form></body></html>"));
    }

    /// <summary>Writes into a field, ticks a box or chooses a value.</summary>
    public AForm Write(string name, string value)
    {
        var controls = Page.QuerySelectorAll($"[name=\"{name}\"]").ToList();
        Assert.NotEmpty(controls);
        switch (controls[0])
        {
            case IHtmlTextAreaElement area:
                area.TextContent = value;
                break;
            case IHtmlSelectElement select:
                foreach (var option in select.Options)
                    option.IsSelected = option.Value == value;
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

    /// <summary>What the browser sends.</summary>
    public FormCollection Sent()
    {
        var sent = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var control in Page.QuerySelectorAll("input, textarea, select"))
        {
            var (name, value) = control switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value.Replace("\n", "\r\n", StringComparison.Ordinal)),
                IHtmlSelectElement select => (select.Name, select.Value ?? ""),
                _ => (null, null),
            };
            if (name is not null)
                sent[name] = StringValues.Concat(sent.GetValueOrDefault(name), value);
        }
        return new FormCollection(sent);
    }

    /// <summary>The document that the house makes of it, with the button that was pressed.</summary>
    public FormPost Press(string button = "save") => FormPost.Read(shape, Sent(), reader.Language, FormAct.Of(button));
}
