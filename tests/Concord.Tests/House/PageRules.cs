using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Kernel.Languages;

namespace Concord.Tests.House;

/// <summary>What must be true of every page, by the page alone.</summary>
public static class PageRules
{
    private const string Origin = "http://localhost";

    /// <summary>Every address that the record itself names: sources and websites.</summary>
    private static readonly Lazy<HashSet<string>> NamedByTheRecord = new(() => [.. TheRecord.Everything.SelectMany(TheRecord.Texts).Where(text => text.StartsWith("http", StringComparison.Ordinal))]);

    /// <summary>All rules that a page breaks, by the name of the rule.</summary>
    public static IEnumerable<(string Rule, string Fault)> All(Answer answer, IHtmlDocument page) =>
    [
        .. answer.HtmlErrors().Select(fault => ("html", fault)),
        .. Language(answer, page).Select(fault => ("language", fault)),
        .. Outline(page).Select(fault => ("outline", fault)),
        .. Fragments(page).Select(fault => ("fragment", fault)),
        .. Foreign(answer, page).Select(fault => ("foreign", fault)),
        .. Inline(page).Select(fault => ("inline", fault)),
    ];

    public static IEnumerable<string> Headers(Answer answer)
    {
        if (answer.Header("X-Content-Type-Options") != "nosniff")
            yield return "has no X-Content-Type-Options: nosniff.";
        if (answer.Header("Referrer-Policy") != "strict-origin-when-cross-origin")
            yield return $"tells other sites more than where its reader comes from: its Referrer-Policy is {answer.Header("Referrer-Policy") ?? "missing"}.";
        if (answer.Header("Server") is not null)
            yield return "tells which server it is.";
        // The script of the API's reference page writes styles of its own; scripts need the nonce there too.
        var policy = answer.Header("Content-Security-Policy");
        if (answer.Address is "/api" || answer.Address.StartsWith("/api?", StringComparison.Ordinal))
            policy = policy?.Replace("style-src 'unsafe-inline'", "", StringComparison.Ordinal);
        if (policy is null)
            yield return "has no Content-Security-Policy.";
        else if (policy.Contains("unsafe", StringComparison.Ordinal) || policy.Contains('*', StringComparison.Ordinal) || !policy.Contains("default-src 'none'", StringComparison.Ordinal) && !policy.Contains("default-src 'self'", StringComparison.Ordinal))
            yield return "has a lax Content-Security-Policy: " + policy;
        else if (!policy.Contains("frame-ancestors", StringComparison.Ordinal) || !policy.Contains("base-uri", StringComparison.Ordinal))
            yield return "has a Content-Security-Policy without frame-ancestors or base-uri.";
    }

    /// <summary>Addresses on this site that the page leads to.</summary>
    public static IEnumerable<string> Links(IHtmlDocument page) =>
        from element in page.QuerySelectorAll("a[href], area[href], link[href], script[src], img[src], image[href], use[href], form[action]:not([method=post])")
        let address = element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action")
        where address is not null
        let own = address.StartsWith(Origin, StringComparison.Ordinal) ? address[Origin.Length..] : address
        where own.StartsWith('/') && !own.StartsWith("//", StringComparison.Ordinal)
        select own;

    /// <summary>What the browser loads with the page.</summary>
    public static IEnumerable<string> Parts(IHtmlDocument page) =>
        page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!).Where(address => address.StartsWith('/')).Distinct();

    private static IEnumerable<string> Language(Answer answer, IHtmlDocument page)
    {
        var lang = page.DocumentElement.GetAttribute("lang");
        var tag = answer.Address.Split('/', '?')[1];
        if (Kernel.Languages.Language.Find(tag) is null)
            yield break;
        if (lang != tag)
            yield return $"says that it is in {lang}, its address says {tag}.";
        var alternates = page.QuerySelectorAll("link[rel=alternate][hreflang]").Select(link => link.GetAttribute("hreflang")).Order(StringComparer.Ordinal);
        if (page.QuerySelector("meta[name=robots]") is null && !Kernel.Languages.Language.All.Select(language => language.Tag).Append("x-default").All(known => alternates.Contains(known)))
            yield return "does not lead to itself in all languages.";
    }

    private static IEnumerable<string> Outline(IHtmlDocument page)
    {
        if (string.IsNullOrWhiteSpace(page.Title))
            yield return "has no title.";
        if (page.QuerySelectorAll("h1").Length != 1)
            yield return $"has {page.QuerySelectorAll("h1").Length.ToString(CultureInfo.InvariantCulture)} first headings.";
        if (page.QuerySelectorAll("main").Length != 1)
            yield return "has not one main part.";
        foreach (var id in page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1))
            yield return $"has the id {id.Key} {id.Count().ToString(CultureInfo.InvariantCulture)} times.";
        foreach (var empty in page.QuerySelectorAll("h1, h2, h3, a, button, th").Where(element => element.TextContent.Trim().Length == 0 && element.GetAttribute("aria-label") is null && element.QuerySelector("img[alt], svg, [aria-label]") is null))
            yield return "has an empty element: " + empty.OuterHtml[..Math.Min(120, empty.OuterHtml.Length)];
    }

    private static IEnumerable<string> Fragments(IHtmlDocument page) =>
        page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]).Where(id => id.Length > 0 && page.GetElementById(id) is null).Distinct().Select(id => $"leads to #{id}, which it does not have.");

    /// <summary>Other sites are only ever sources and websites that the record names; nothing is loaded from them.</summary>
    private static IEnumerable<string> Foreign(Answer answer, IHtmlDocument page)
    {
        foreach (var element in page.QuerySelectorAll("[src], [href], [srcset], [poster], [action]"))
        {
            var address = element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("srcset") ?? element.GetAttribute("poster") ?? element.GetAttribute("action") ?? "";
            if (!(address.Contains("//", StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out _) || address.StartsWith("//", StringComparison.Ordinal)) || address.StartsWith(Origin, StringComparison.Ordinal))
                continue;
            // A calendar of our own, to be subscribed to.
            if (element is IHtmlAnchorElement && address.StartsWith(Origin.Replace("http:", "webcal:", StringComparison.Ordinal), StringComparison.Ordinal))
                continue;
            if (element is IHtmlAnchorElement && (NamedByTheRecord.Value.Contains(address) || answer.Address.EndsWith("/about", StringComparison.Ordinal)))
                continue;
            yield return $"<{element.LocalName}> names another site: {address}";
        }
    }

    private static IEnumerable<string> Inline(IHtmlDocument page)
    {
        foreach (var element in page.QuerySelectorAll("[style], style"))
            yield return "has a style of its own: " + element.OuterHtml[..Math.Min(120, element.OuterHtml.Length)];
        foreach (var script in page.QuerySelectorAll("script:not([src])").Where(script => script.GetAttribute("type") is not ("application/ld+json" or "application/json") && script.GetAttribute("nonce") is null))
            yield return "has an inline script: " + script.TextContent[..Math.Min(80, script.TextContent.Length)];
        foreach (var element in page.All.Where(element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal))))
            yield return "has a handler in an attribute: " + element.OuterHtml[..Math.Min(120, element.OuterHtml.Length)];
    }
}
