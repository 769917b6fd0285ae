using System.ServiceModel.Syndication;
using System.Xml;
using Concord.Events.Contracts;
using Concord.Interop.Feed;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
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
        NewsItem[] news = [new(EventNews.Changed, document.Id, 2, At), new(EventNews.Announced, document.Id, 1, At - Duration.FromDays(1)), new(EventNews.Held, document.Id, 0, At - Duration.FromDays(2))];

        var feed = Load(AtomText.Write(news, new Dictionary<string, Event> { [document.Id] = document }, reader, TheRecord.House, TheRecord.Origin));

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

    [Fact]
    public async Task Markup_in_a_title_stays_text()
    {
        var (reader, _, document) = await record.ReadAsync<Event>(RecordKind.Event, "cica_seminar_2022", "en");
        var hostile = document with { Title = new(new Worded("en", "<b>Air & water</b> ]]> \"")) };

        var feed = Load(AtomText.Write([new NewsItem(EventNews.Announced, document.Id, 1, At)], new Dictionary<string, Event> { [document.Id] = hostile }, reader, TheRecord.House, TheRecord.Origin));

        Assert.EndsWith("<b>Air & water</b> ]]> \"", Assert.Single(feed.Items).Title.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_without_news_is_well_formed()
    {
        var reader = await record.ReaderAsync("en");

        Assert.Empty(Load(AtomText.Write([], new Dictionary<string, Event>(), reader, TheRecord.House, TheRecord.Origin)).Items);
    }

    private static SyndicationFeed Load(byte[] bytes)
    {
        using var xml = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return SyndicationFeed.Load(xml);
    }
}
