using Concord.Kernel.Languages;
using Concord.Locales;
using CsCheck;

namespace Concord.Kernel.Tests.Languages;

public sealed class PoFileTests
{
    private static PoFile Read(string text) => PoFile.Parse(text, "ru.po");

    [Fact]
    public void An_entry_has_its_text_translation_context_and_notes()
    {
        var file = Read("""
            #  of the calendar
            #. A month
            #: Month.cshtml Year.cshtml
            #, fuzzy, c-format
            #| msgid "Mai"
            msgctxt "month"
            msgid "May"
            msgstr "май"
            """);
        var entry = Assert.Single(file.Entries);
        Assert.Equal(("month", "May", null), (entry.Context, entry.Id, entry.PluralId));
        Assert.Equal(["май"], entry.Texts);
        Assert.Equal(["#  of the calendar", "#. A month", "#| msgid \"Mai\""], entry.Comments);
        Assert.Equal(["Month.cshtml", "Year.cshtml"], entry.References);
        Assert.True(entry.IsFuzzy);
        Assert.False(entry.IsTranslated);
    }

    [Fact]
    public void Lines_of_a_text_are_joined_and_escapes_are_resolved()
    {
        var file = Read("msgid \"\"\n\"a \\\"b\\\"\\n\"\n\"c\\\\d\\te\"\nmsgstr \"\"\r\n\"ж\"\r\n  \"з\"\n");
        var entry = Assert.Single(file.Entries);
        Assert.Equal("a \"b\"\nc\\d\te", entry.Id);
        Assert.Equal(["жз"], entry.Texts);
    }

    [Fact]
    public void Entries_need_no_blank_line_between_them()
    {
        var file = Read("\uFEFFmsgid \"a\"\nmsgstr \"1\"\nmsgid \"b\"\nmsgid_plural \"bs\"\nmsgstr[0] \"2\"\nmsgstr[1] \"3\"\n# note\nmsgid \"c\"\nmsgstr \"\"");
        Assert.Equal(["a", "b", "c"], file.Entries.Select(entry => entry.Id));
        Assert.Equal(["2", "3"], file.Entries[1].Texts);
        Assert.Equal(["# note"], file.Entries[2].Comments);
        Assert.Equal([1, 3, 8], file.Entries.Select(entry => entry.Line));
    }

    [Fact]
    public void The_header_and_obsolete_entries_are_kept_apart()
    {
        var file = Read("msgid \"\"\nmsgstr \"Language: ru\\n\"\n\n#~ msgid \"old\"\n#~ msgstr \"старый\"\n");
        Assert.Equal("Language: ru\n", file.Header);
        Assert.Empty(file.Entries);
        Assert.Equal(2, file.Obsolete.Count);
    }

    [Theory]
    [InlineData("msgid \"a\"\nmsgstr \"b", 2, "closing quotation mark is missing")]
    [InlineData("msgid \"a\"\nmsgstr \"b\\", 2, "closing quotation mark is missing")]
    [InlineData("msgid \"a\"\nmsgstr \"b\" c", 2, "after the closing quotation mark")]
    [InlineData("msgid \"a\"\nmsgstr \"\\q\"", 2, "'\\q' is not an escape")]
    [InlineData("msgid \"a\"\n\nmsgstr \"b\"", 2, "begun at line 1 has no msgstr")]
    [InlineData("msgid \"a\"", 1, "has no msgstr")]
    [InlineData("msgctxt \"a\"\n\n", 2, "msgctxt has no msgid")]
    [InlineData("\"a\"", 1, "before any keyword")]
    [InlineData("msgid \"a\"\nmsgstr[0] \"b\"", 2, "'msgstr[0]' is not expected here")]
    [InlineData("msgid \"a\"\nmsgid_plural \"as\"\nmsgstr[1] \"b\"", 3, "'msgstr[1]' is not expected here")]
    [InlineData("msgid \"a\"\nmsgid_plural \"as\"\nmsgstr \"b\"", 3, "'msgstr' is not expected here")]
    [InlineData("domain \"a\"", 1, "'domain' is not expected here")]
    [InlineData("msgid", 1, "needs a text in quotation marks")]
    [InlineData("msgid \"a\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"", 5, "stands already at line 1")]
    [InlineData("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=KOI8-R\\n\"", 2, "UTF-8")]
    public void A_fault_names_file_and_line(string text, int line, string message)
    {
        var fault = Assert.Throws<PoFault>(() => Read(text));
        Assert.Equal(line, fault.Line);
        Assert.StartsWith($"ru.po:{line}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        var text = Gen.String[Gen.Char["ab \n\t\r\"\\жз中한{}0#"], 0, 12];
        var named = text.Where(id => id.Length > 0);
        var entry = Gen.Select(Gen.Select(Gen.Bool, text).Select((has, words) => has ? words : null), named, Gen.Bool, text, text)
            .Select((context, id, plural, a, b) => plural ? new PoEntry(context, id, id + "s", [a, b]) : new PoEntry(context, id, null, [a]));
        entry.Array[0, 6].Select(all => all.DistinctBy(one => (one.Context, one.Id)).ToArray()).Sample(entries =>
        {
            var back = Read(ModuleLocale.Write("Language: ru\n", entries, [])).Entries;
            Assert.Equal(entries.Select(e => (e.Context, e.Id, e.PluralId)), back.Select(e => (e.Context, e.Id, e.PluralId)));
            Assert.Equal(entries.SelectMany(e => e.Texts), back.SelectMany(e => e.Texts));
        });
    }
}
