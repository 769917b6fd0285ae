using System.Collections.Concurrent;
using System.Globalization;
using AngleSharp.Html.Dom;
using Concord.Kernel.Languages;

namespace Concord.Tests.House;

/// <summary>What the walk through the site noted of one address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Type">What the answer is.</param>
/// <param name="From">The page that led there.</param>
/// <param name="Faults">What is wrong with the page, one sentence each, by the name of the rule.</param>
/// <param name="Weight">Bytes of the page with its styles, scripts and pictures, as sent.</param>
public sealed record Seen(string Address, int Status, string? Type, string From, IReadOnlyList<(string Rule, string Fault)> Faults, int Weight);

/// <summary>
/// A walk through the whole site: from the home pages of all languages along every link, each address once. Addresses with a
/// query are endless; so many of them are walked, the first of each list first.
/// </summary>
public sealed class Crawl
{
    private const int MostQueries = 1500;
    private const int Walkers = 4;

    private static readonly Lazy<Task<Crawl>> Once = new(RunAsync);

    private readonly ConcurrentDictionary<string, Seen> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Address, string From)> next = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Answer>>> parts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> turns = new(StringComparer.Ordinal);
    private readonly ASite site;
    private int queries;
    private int saved;
    private int busy;

    private Crawl(ASite site) => this.site = site;

    /// <summary>All that was seen.</summary>
    public IReadOnlyCollection<Seen> All => [.. seen.Values];

    /// <summary>Texts of the interface that a page asked for and that are not translated, per language.</summary>
    public IReadOnlyList<string> Untranslated { get; private set; } = [];

    /// <summary>The walk; the first test that asks for it takes it.</summary>
    public static Task<Crawl> AsyncOnce() => Once.Value;

    /// <summary>Everything that breaks a rule.</summary>
    public IEnumerable<string> Faults(string rule) =>
        from page in seen.Values
        from fault in page.Faults
        where fault.Rule == rule
        select $"{page.Address}: {fault.Fault}";

    private static async Task<Crawl> RunAsync()
    {
        var crawl = new Crawl(await Stores.SharedAsync(StoreKind.Sqlite));
        foreach (var language in Language.All)
            foreach (var page in Contract.Pages)
                crawl.Add("/" + language.Tag + page, "(the contract)");
        crawl.Add("/", "(the contract)");
        await Task.WhenAll(Enumerable.Range(0, Walkers).Select(_ => Task.Run(crawl.WalkAsync)));
        // Whoever waits for the pages need not wait for the tests.
        if (Folder is { } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, "all-there"), "");
        var translations = (Translations)crawl.site.Services.GetService(typeof(Translations))!;
        crawl.Untranslated = [.. from language in Language.All from text in translations.In(language).Missing select $"{language.Tag}: {text}"];
        return crawl;
    }

    private async Task WalkAsync()
    {
        while (true)
        {
            Interlocked.Increment(ref busy);
            if (next.TryDequeue(out var at))
            {
                await VisitAsync(at.Address, at.From);
                Interlocked.Decrement(ref busy);
            }
            else if (Interlocked.Decrement(ref busy) == 0 && next.IsEmpty)
            {
                return;
            }
            else
            {
                await Task.Delay(5);
            }
        }
    }

    private void Add(string address, string from)
    {
        var hash = address.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
            address = address[..hash];
        if (address.Length == 0 || known.ContainsKey(address))
            return;
        if (address.Contains('?', StringComparison.Ordinal) && !address.Contains("?v=", StringComparison.Ordinal) && Interlocked.Increment(ref queries) > MostQueries)
            return;
        if (known.TryAdd(address, true))
            next.Enqueue((address, from));
    }

    private async Task VisitAsync(string address, string from)
    {
        var answer = await site.GetAsync(address);
        var faults = new List<(string, string)>();
        faults.AddRange(PageRules.Headers(answer).Select(fault => ("headers", fault)));
        var weight = answer.Weight;
        if (answer.IsPage)
        {
            var page = answer.Page();
            faults.AddRange(PageRules.All(answer, page));
            foreach (var part in PageRules.Parts(page))
                weight += (await parts.GetOrAdd(part, new Lazy<Task<Answer>>(() => site.GetAsync(part))).Value).Weight;
            foreach (var link in PageRules.Links(page))
                Add(link, address);
            if (Folder is not null && IsNews(address, page))
                await SaveAsync(Folder, answer);
        }
        seen[address] = new Seen(address, answer.Status, answer.Type, from, faults, weight);
    }

    /// <summary>The folder into which pages are saved for other checkers; null where none is named.</summary>
    private static string? Folder => Environment.GetEnvironmentVariable("CONCORD_PAGES") is { Length: > 0 } folder ? folder : null;

    /// <summary>
    /// Whether a page is worth another checker's time, of which it takes much more than the parser here that reads every page. Eight thousand pages are made of a
    /// few hundred turns of markup: each turn is saved in each language, where it is met first; and of all addresses every third, each in one language, so that
    /// records of every kind with whatever they state are among them.
    /// </summary>
    private bool IsNews(string address, IHtmlDocument page)
    {
        var (language, below) = (page.DocumentElement.GetAttribute("lang") ?? "", address.Length > 3 && address[3] is '/' or '?' ? address[3..] : "");
        var isNews = Array.IndexOf(Contract.Languages, language) == (int)(below.Aggregate(17u, (sum, letter) => (sum * 31) + letter) % (Contract.Languages.Length * 3));
        // To the end: what one page shows first is no news on another.
        foreach (var element in page.All)
            isNews |= turns.TryAdd($"{language} {element.ParentElement?.LocalName} {element.LocalName} {string.Join(' ', element.Attributes.Select(attribute => attribute.Name is "class" or "type" or "role" or "rel" or "method" ? $"{attribute.Name}={attribute.Value}" : attribute.Name))}", true);
        return isNews;
    }

    /// <summary>Saves the page under its address.</summary>
    private async Task SaveAsync(string folder, Answer answer)
    {
        Directory.CreateDirectory(folder);
        var name = string.Concat(answer.Address.Trim('/').Take(120).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-'));
        await File.WriteAllTextAsync(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{Interlocked.Increment(ref saved)}.html")), answer.Body);
    }
}
