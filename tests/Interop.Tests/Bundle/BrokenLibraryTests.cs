using System.Text.Json.Nodes;

namespace Concord.Interop.Tests.Bundle;

/// <summary>News and publications are held against the same rules as all other records.</summary>
public sealed class BrokenLibraryTests
{
    private const string News = "news_temm_26";
    private const string Report = "pub_eanet_periodic_2016";

    [Theory]
    [InlineData("news.json", News, "kind", "\"rumour\"", "/kind: \"rumour\" has no label under \"news.kind\" in labels.json")]
    [InlineData("news.json", News, "published_on", "", "/published_on: \"published_on\" is missing; a news item needs it.")]
    [InlineData("news.json", News, "summary", "", "/summary: \"summary\" is missing")]
    [InlineData("news.json", News, "body", "[{\"heading\": {\"en\": \"x\"}}]", "/body/0/text: \"text\" is missing; a news paragraph needs it.")]
    [InlineData("news.json", News, "body", "[{\"text\": {\"en\": \"x\"}, \"html\": \"<b>\"}]", "/body/0/html: \"html\" is not a field of a news paragraph")]
    [InlineData("news.json", News, "events", "[\"temm_26\", \"mee_cn\"]", "/events/1: \"mee_cn\" is an organization; name an event.")]
    [InlineData("news.json", News, "publications", "[\"nothing\"]", "/publications/0: \"nothing\" is not a publication of publications.json")]
    [InlineData("news.json", News, "organizations", "[\"news_temm_26\"]", "/organizations/0: \"news_temm_26\" is a news item; name an organization.")]
    [InlineData("news.json", News, "id", "\"temm_26\"", "/id: \"temm_26\" is the id of another record already, events.json")]
    [InlineData("publications.json", Report, "isbn", "[\"978-3-16-148410-1\"]", "/isbn/0: \"978-3-16-148410-1\" is not an ISBN")]
    [InlineData("publications.json", Report, "isbn", "[\"0-8044-2957-X\", \"9783161484100\", \"12345\"]", "/isbn/2: \"12345\" is not an ISBN")]
    [InlineData("publications.json", Report, "issn", "\"2071-1051\"", "/issn: \"2071-1051\" is not an ISSN")]
    [InlineData("publications.json", Report, "doi", "\"https://doi.org/10.1000/182\"", "/doi: \"https://doi.org/10.1000/182\" is not a DOI such as \"10.1000/182\", without an address in front.")]
    [InlineData("publications.json", Report, "full_text", "\"javascript:alert(1)\"", "/full_text: \"javascript:alert(1)\" is not an address")]
    [InlineData("publications.json", Report, "languages", "[\"xx\"]", "/languages/0: \"xx\" has no label under \"languages\" in labels.json")]
    [InlineData("publications.json", Report, "predecessor", "\"pub_eanet_periodic_2022\"", "the references lead in a circle")]
    [InlineData("publications.json", Report, "pages", "-1", "/pages: -1 is negative")]
    public void One_value_is_spoilt_and_exactly_that_is_told(string file, string id, string field, string value, string message)
    {
        using var bundle = new ABundle().WithLibrary();
        bundle.Edit(file, id, record =>
        {
            if (value.Length == 0)
                record.Remove(field);
            else
                record[field] = JsonNode.Parse(value);
        });

        Assert.Contains(message, bundle.OnlyFault().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void News_that_name_a_publication_need_its_file_in_the_bundle()
    {
        using var bundle = new ABundle().WithLibrary();
        File.Delete(bundle.PathOf("publications.json"));

        Assert.Equal("news.json:news_beijing_air_review_2019:/0/publications/0: \"pub_beijing_air_2019\" is not a publication of publications.json; correct the id or add the publication.",
            bundle.OnlyFault().ToString());
    }
}
