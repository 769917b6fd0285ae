using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using Concord.Events.Contracts;
using Concord.Interop.Feed;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Library.Contracts;
using NodaTime;

namespace Concord.Interop.Tests.Feed;

public sealed class AtomTests(TheRecord record)
{
    private static readonly Instant At = Instant.FromUtc(2022, 9, 10, 1, 0);

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ru")]
    [InlineData("ko")]
    public async Task Another_reader_of_feeds_understands_it(string language)
    {
        var (reader, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "cica_seminar_2022", language);
        Happening[] happened = [new(EventNews.Changed, document.Id, 2, At), new(EventNews.Announced, document.Id, 1, At - Duration.FromDays(1)), new(EventNews.Held, document.Id, 0, At - Duration.FromDays(2))];

        var feed = Load(AtomText.Write([.. happened.Select(happening => EventEntries.Entry(happening, document, reader))], reader, TheRecord.House, TheRecord.Origin));

        Assert.Equal(language, feed.Language);
        Assert.Equal(At.ToDateTimeOffset(), feed.LastUpdatedTime);
        Assert.Equal(3, feed.Items.Select(item => item.Id).Distinct().Count());
        Assert.All(feed.Items, item =>
        {
            Assert.StartsWith("tag:concord,2026:events/cica_seminar_2022/", item.Id, StringComparison.Ordinal);
            Assert.Contains(document.Title.In(language).Text, item.Title.Text, StringComparison.Ordinal);
            Assert.Equal($"{TheRecord.Origin}/{language}/events/cica_seminar_2022", Assert.Single(item.Links).Uri.ToString());
        });
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ru")]
    [InlineData("ko")]
    public async Task News_are_one_entry_for_good_which_a_correction_changes(string language)
    {
        var reader = await record.ReaderAsync(language);
        var document = JsonSerializer.Deserialize<NewsItem[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "library", "news.json")), RecordJson.Options)!
            .Single(item => item.Id == "news_sco_webinar_2020");
        var (first, second) = (NewsEntries.Entry(document, 1, At, reader), NewsEntries.Entry(document, 2, At, reader));

        var items = new[] { first, second }.Select(entry => Assert.Single(Load(AtomText.Write([entry], reader, TheRecord.House, TheRecord.Origin)).Items)).ToList();

        Assert.All(items, item =>
        {
            Assert.Equal($"tag:concord,2026:news/news_sco_webinar_2020/{language}", item.Id);
            Assert.Equal(document.Title.In(language).Text, item.Title.Text);
            Assert.Equal(document.Summary.In(language).Text, item.Summary.Text);
            Assert.Equal($"{TheRecord.Origin}/{language}/news/news_sco_webinar_2020", Assert.Single(item.Links).Uri.ToString());
            Assert.Equal(new DateTimeOffset(2020, 8, 18, 0, 0, 0, TimeSpan.Zero), item.PublishDate);
        });
        // What was recorded late came out on its day all the same.
        Assert.Equal(items[0].PublishDate, items[0].LastUpdatedTime);
        Assert.Equal(At.ToDateTimeOffset(), items[1].LastUpdatedTime);
    }

    [Fact]
    public async Task Markup_in_a_title_stays_text()
    {
        var (reader, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "cica_seminar_2022", "en");
        var hostile = document with { Title = new(new Worded("en", "<b>Air & water</b> ]]> \"")) };

        var feed = Load(AtomText.Write([EventEntries.Entry(new Happening(EventNews.Announced, document.Id, 1, At), hostile, reader)], reader, TheRecord.House, TheRecord.Origin));

        Assert.EndsWith("<b>Air & water</b> ]]> \"", Assert.Single(feed.Items).Title.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_without_news_is_well_formed()
    {
        var reader = await record.ReaderAsync("en");

        Assert.Empty(Load(AtomText.Write([], reader, TheRecord.House, TheRecord.Origin)).Items);
    }

    private static SyndicationFeed Load(byte[] bytes)
    {
        using var xml = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return SyndicationFeed.Load(xml);
    }
}
