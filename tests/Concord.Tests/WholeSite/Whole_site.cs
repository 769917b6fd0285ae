using System.Globalization;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>What is true of every page that a reader can come to, in every language.</summary>
public sealed class Whole_site
{
    private const int HeaviestPage = 100 * 1024;

    [Fact]
    public async Task The_walk_comes_to_every_record_in_every_language()
    {
        var crawl = await Crawl.AsyncOnce();
        var seen = crawl.All.Select(page => page.Address).ToHashSet();
        Nothing.In(from lang in new[] { "en", "zh", "ru", "ko" }
                   from kind in TheRecord.Kinds
                   from id in TheRecord.Ids(kind)
                   let address = $"/{lang}/{kind}/{id}"
                   where !seen.Contains(address)
                   select "no page leads to " + address);
    }

    [Fact]
    public async Task No_link_leads_nowhere()
    {
        var crawl = await Crawl.AsyncOnce();
        Nothing.In(from page in crawl.All where page.Status >= 400 select $"{page.Address} answers {page.Status.ToString(CultureInfo.InvariantCulture)}; {page.From} leads there");
    }

    [Fact]
    public async Task Every_page_is_valid_HTML() => Nothing.In((await Crawl.AsyncOnce()).Faults("html"));

    [Fact]
    public async Task Every_page_says_its_language_and_leads_to_the_others() => Nothing.In((await Crawl.AsyncOnce()).Faults("language"));

    [Fact]
    public async Task Every_page_has_a_title_one_first_heading_and_ids_that_are_its_own() => Nothing.In((await Crawl.AsyncOnce()).Faults("outline"));

    [Fact]
    public async Task Every_link_within_a_page_has_its_target() => Nothing.In((await Crawl.AsyncOnce()).Faults("fragment"));

    [Fact]
    public async Task Nothing_is_loaded_from_other_sites_and_only_sources_lead_there() => Nothing.In((await Crawl.AsyncOnce()).Faults("foreign"));

    [Fact]
    public async Task No_page_has_a_script_or_a_style_within_itself() => Nothing.In((await Crawl.AsyncOnce()).Faults("inline"));

    [Fact]
    public async Task Every_answer_has_the_security_headers() => Nothing.In((await Crawl.AsyncOnce()).Faults("headers"));

    /// <remarks>The API's browsable reference is a program of its own for developers, and is left out.</remarks>
    [Fact]
    public async Task No_page_weighs_more_than_100_KB_with_all_that_it_loads() =>
        Nothing.In(from page in (await Crawl.AsyncOnce()).All where page is { Type: "text/html", } && !page.Address.StartsWith("/api?", StringComparison.Ordinal) && page.Weight > HeaviestPage select $"{page.Address} weighs {page.Weight.ToString(CultureInfo.InvariantCulture)} bytes");

    [Fact]
    public async Task No_text_of_the_interface_is_untranslated() => Nothing.In((await Crawl.AsyncOnce()).Untranslated);
}
