using System.Globalization;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Web;

/// <summary>What every page has: the reader, a title, its place in the navigation, and the way to say that something is not there.</summary>
public abstract class ConcordPage : PageModel
{
    /// <summary>The reader and all that depends on them.</summary>
    public Reading R { get; private set; } = null!;

    /// <summary>Title of the window; the name of the site follows it.</summary>
    public string Title { get; protected set; } = "";

    /// <summary>One sentence for search engines and shared links, where the page has one.</summary>
    public string? Description { get; protected set; }

    /// <summary>The entry of the navigation that the page belongs to: <c>events</c>; null for none.</summary>
    public string? Section { get; protected set; }

    /// <summary>The way here below the home page.</summary>
    public IList<(string Text, string Href)> Crumbs { get; } = [];

    /// <summary>Blocks of JSON-LD, the page's own thing first.</summary>
    public IList<IHtmlContent> LinkedData { get; } = [];

    /// <summary>Addresses of this page in other forms: (type, address, title).</summary>
    public IList<(string Type, string Href, string Title)> Alternates { get; } = [];

    /// <summary>Text in the search field of the masthead.</summary>
    public string? Searched { get; protected set; }

    /// <summary>Pages that are answers to a fault are not indexed.</summary>
    public bool IsIndexed { get; protected set; } = true;

    /// <summary>Whether the page has a form to send.</summary>
    public bool HasForms { get; protected set; }

    /// <summary>Whether the page is one of staff: denser, and with nothing that search engines want.</summary>
    public bool IsDesk { get; protected set; }

    /// <summary>What is wrong with what was sent, in the order of the form.</summary>
    public IList<FormFault> Faults { get; } = [];

    /// <summary>Whether the page shows something of the record. The answer to a fault does not: the record may be what cannot be read.</summary>
    protected virtual bool ReadsRecord => true;

    /// <summary>The parameters that make another page of this one. Whatever else a link carries does not belong to the page's address.</summary>
    protected virtual IReadOnlyCollection<string> Parameters => [];

    /// <summary>The page's address in another language, with the parameters that it knows.</summary>
    public string In(Language language)
    {
        var path = Request.Path.Value ?? "/";
        var rest = path.IndexOf('/', 1) is > 0 and var slash ? path[slash..] : "";
        return "/" + language.Tag + rest + (query ??= KnownQuery());
    }

    /// <summary>The address for readers of any other language: for the home page the one that asks the browser, for the rest the English page.</summary>
    public string InAny() => Request.Path.Value?.LastIndexOf('/') is 0 ? "/" : In(Language.English);

    private string? query;

    private string KnownQuery() => QueryHelpers.AddQueryString("", Request.Query
        .Where(part => Parameters.Contains(part.Key, StringComparer.OrdinalIgnoreCase))
        .SelectMany(part => part.Value.Where(value => !string.IsNullOrEmpty(value)).Order(StringComparer.Ordinal)
            .Select(value => KeyValuePair.Create(part.Key, value))));

    /// <summary>The address of one of the house's own files, with a mark of its contents, so that browsers may keep it.</summary>
    /// <param name="path">The file below the root: <c>_content/Concord.Kernel/base.css</c>.</param>
    public string Asset(string path) => Request.PathBase + "/" + (HttpContext.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?[path] ?? path);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        R = HttpContext.RequestServices.GetRequiredService<Reading>();
        if (ReadsRecord)
            await R.BeginAsync(HttpContext.RequestAborted);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>Says to programs what the record as a whole is: for the home page and the page about it.</summary>
    protected void DescribeWholeRecord()
    {
        foreach (var linkedData in HttpContext.RequestServices.GetServices<ILinkedData>())
            LinkedData.Add(linkedData.OfWhole(R, Origin.Of(Request)));
    }

    /// <summary>The value of a parameter that can have only one, null without any; several make a sentence about the fault.</summary>
    protected string? One(string name, ICollection<string> faults)
    {
        var given = Request.Query[name].OfType<string>().Where(value => value.Length > 0).Distinct().ToList();
        if (given.Count > 1)
            faults.Add(Unreadable(name, string.Join(", ", given), R.L["one value, not several"]));
        return given.Count == 1 ? given[0] : null;
    }

    /// <summary>The value of a parameter that counts from 1, null without any; anything else makes a sentence about the fault.</summary>
    protected int? WholeNumber(string name, ICollection<string> faults)
    {
        if (One(name, faults) is not { } given)
            return null;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            return number;
        faults.Add(Unreadable(name, given, R.L["a whole number from 1"]));
        return null;
    }

    /// <summary>The sentence about a parameter that cannot be read.</summary>
    protected string Unreadable(string parameter, string value, string expected) =>
        R.L["“{0}” is not a valid value of “{1}”: it must be {2}.", value.Length > 80 ? value[..80] : value, parameter, expected];

    /// <summary>The answer for an id that no record has.</summary>
    protected IActionResult NotThere() => new StatusCodeResult(StatusCodes.Status404NotFound);

    /// <summary>The answer to somebody who may not do what was asked, to this at least.</summary>
    protected IActionResult NotAllowed() => new StatusCodeResult(StatusCodes.Status403Forbidden);

    /// <summary>The form again, with what is wrong with it.</summary>
    protected IActionResult Again()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The answer for a list that was asked for with faults.</summary>
    protected IActionResult Malformed(IEnumerable<ListFault> faults) =>
        Malformed(faults.Select(fault => Unreadable(fault.Parameter, fault.Value, fault.ExpectedIn(R.L))));

    /// <summary>The answer for a malformed query: a page that says what is wrong and what would be right.</summary>
    protected IActionResult Malformed(params IEnumerable<string> sentences)
    {
        HttpContext.Features.Set(new RequestFaults([.. sentences]));
        return new StatusCodeResult(StatusCodes.Status400BadRequest);
    }
}

/// <summary>Sentences about a malformed request, for the page that answers it.</summary>
public sealed record RequestFaults(IReadOnlyList<string> Sentences);
