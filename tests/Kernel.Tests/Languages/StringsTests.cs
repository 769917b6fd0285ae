using Concord.Kernel.Languages;
using Concord.Kernel.Time;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Concord.Kernel.Tests.Languages;

public sealed class StringsTests
{
    private static readonly Translations All = new Translations([typeof(StringsTests).Assembly, typeof(Strings).Assembly]).LoadAll();
    private static readonly Strings Russian = All.In(Language.Russian);

    private static Strings Fresh(Language language, string po) => new(new Catalogue(language, [PoFile.Parse(po, "test.po")]));

    [Fact]
    public void A_text_is_found_by_its_English() => Assert.Equal("Мероприятия", Russian["Events"]);

    [Fact]
    public void A_language_has_one_instance() => Assert.Same(Russian, All.In(Language.Russian));

    [Fact]
    public void Arguments_are_written_as_the_language_writes_them()
    {
        Assert.Equal("Участников: 12\u00A0345, 31\u00A0октября\u00A02022\u00A0г.", Russian["{0} participants on {1}", 12345, new LocalDate(2022, 10, 31)]);
        Assert.Equal("12,345 participants on July 2019", All.In(Language.English)["{0} participants on {1}", 12345L, PartialDate.Parse("2019-07")]);
        Assert.Equal("2022 1,5 13:00 ", Fresh(Language.Russian, "")["{0:0} {1:0.0} {2} {3}", 2022, 1.5m, new LocalTime(13, 0), null]);
    }

    [Theory]
    [InlineData(1, "1 мероприятие, x")]
    [InlineData(21, "21 мероприятие, x")]
    [InlineData(11, "11 мероприятий, x")]
    [InlineData(111, "111 мероприятий, x")]
    [InlineData(2, "2 мероприятия, x")]
    [InlineData(1024, "1\u00A0024 мероприятия, x")]
    [InlineData(12, "12 мероприятий, x")]
    [InlineData(114, "114 мероприятий, x")]
    [InlineData(0, "0 мероприятий, x")]
    [InlineData(5, "5 мероприятий, x")]
    [InlineData(-2, "\u22122 мероприятия, x")]
    public void Russian_has_three_plural_forms(long n, string expected) =>
        Assert.Equal(expected, Russian.Plural(n, "One event", "{0} events in {1}", "x"));

    [Fact]
    public void English_needs_no_translation()
    {
        var english = All.In(Language.English);
        Assert.Equal("One event", english.Plural(1, "One event", "{0} events in {1}", "x"));
        Assert.Equal("1,000 events in x", english.Plural(1000, "One event", "{0} events in {1}", "x"));
        Assert.Equal("May", english.In("month", "May"));
        Assert.Equal("{0}", english["{0}"]);
        Assert.Empty(english.Missing);
    }

    [Fact]
    public void Chinese_has_one_plural_form()
    {
        var chinese = Fresh(Language.Chinese, "msgid \"One event\"\nmsgid_plural \"{0} events\"\nmsgstr[0] \"{0}项活动\"");
        Assert.Equal("1项活动", chinese.Plural(1, "One event", "{0} events"));
        Assert.Equal("1,234项活动", chinese.Plural(1234, "One event", "{0} events"));
    }

    [Fact]
    public void A_context_tells_meanings_apart()
    {
        Assert.Equal("май", Russian.In("month", "May"));
        Assert.Equal("May", Fresh(Language.Russian, "msgctxt \"month\"\nmsgid \"May\"\nmsgstr \"май\"")["May"]);
    }

    [Fact]
    public void What_is_not_translated_is_shown_in_English_and_noted()
    {
        var strings = new Translations([typeof(StringsTests).Assembly]).In(Language.Russian);
        Assert.Empty(strings.Missing);
        Assert.Equal("Nothing here", strings["Nothing here"]);
        Assert.Equal("Unsure", strings["Unsure"]);
        Assert.Equal("Open", strings["Open"]);
        Assert.Equal("Open", strings.In("door", "Open"));
        Assert.Equal("2 ways", strings.Plural(2, "One way", "{0} ways"));
        Assert.Equal(["Nothing here", "Open", "Unsure", "door|Open", "{0} ways"], strings.Missing);
    }

    [Fact]
    public void A_lookup_without_arguments_allocates_nothing()
    {
        Assert.Equal("Мероприятия", Russian["Events"]);
        Assert.Equal("май", Russian.In("month", "May"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = Russian["Events"];
            _ = Russian.In("month", "May");
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Framework_code_may_use_it_as_a_localizer()
    {
        IStringLocalizer localizer = Russian;
        Assert.Equal("Мероприятия", localizer["Events"].Value);
        Assert.False(localizer["Events"].ResourceNotFound);
        Assert.True(localizer["Nowhere"].ResourceNotFound);
        Assert.Equal("Участников: 3, x", localizer["{0} participants on {1}", 3, "x"].Value);
        Assert.Contains(localizer.GetAllStrings(false), text => text.Name == "Events");
    }

    [Fact]
    public void Of_two_translations_the_first_module_counts()
    {
        var files = new[] { "один", "два" }.Select(text => PoFile.Parse($"msgid \"One\"\nmsgstr \"{text}\"", "x.po"));
        Assert.Equal("один", new Strings(new Catalogue(Language.Russian, files))["One"]);
    }

    [Fact]
    public void A_wrong_number_of_plural_forms_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Fresh(Language.Russian, "msgid \"a\"\nmsgid_plural \"as\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\""));
        Assert.Contains("'a' needs 3 plural forms in 'ru' and has 2", refusal.Message, StringComparison.Ordinal);
    }
}
