using System.IO.Compression;
using System.Text;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Languages.Sheets;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using CsCheck;

namespace Concord.Desk.Tests.Languages;

public sealed class SheetTests
{
    private static readonly Strings L = new Translations([]).In(Language.English);

    private static MemoryStream Written(Outgoing outgoing)
    {
        var stream = new MemoryStream();
        SheetWriter.Write(outgoing, stream, L);
        stream.Position = 0;
        return stream;
    }

    /// <summary>A workbook whose sheet holds these rows, as a spreadsheet program writes them: with shared strings.</summary>
    private static MemoryStream Workbook(params string?[][] rows)
    {
        var strings = rows.SelectMany(row => row).OfType<string>().Distinct().ToList();
        var sheet = string.Concat(rows.Select((row, at) => $"<row r=\"{at + 1}\">" + string.Concat(row.Select((cell, column) => cell is null ? "" : $"<c r=\"{SheetCells.ColumnName(column)}{at + 1}\" t=\"s\"><v>{strings.IndexOf(cell)}</v></c>")) + "</row>"));
        var shared = string.Concat(strings.Select(text => $"<si><r><t>{System.Security.SecurityElement.Escape(text)}</t></r><rPh sb=\"0\" eb=\"1\"><t>ruby</t></rPh></si>"));
        return Package(($"<worksheet xmlns=\"{SheetWriter.Main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{sheet}</sheetData></worksheet>", "xl/worksheets/sheet1.xml"), ($"<sst xmlns=\"{SheetWriter.Main}\">{shared}</sst>", "xl/sharedStrings.xml"));
    }

    private static MemoryStream Package(params (string Text, string Part)[] parts)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (text, part) in parts.Concat(
            [
                ($"<workbook xmlns=\"{SheetWriter.Main}\" xmlns:r=\"{SheetWriter.Relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>", "xl/workbook.xml"),
                ("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\"/></Relationships>", "xl/_rels/workbook.xml.rels"),
            ]))
            {
                using var entry = archive.CreateEntry(part).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        stream.Position = 0;
        return stream;
    }

    private static readonly string[] Heads = ["id", "Record", "Field", "Original: en", "Translation: zh"];

    [Fact]
    public void Every_text_goes_out_and_comes_back_as_it_was()
    {
        foreach (var target in new[] { "zh", "ru", "ko" })
        {
            var outgoing = AJob.OfEverything(target);
            var file = SheetReader.Read(Written(outgoing));
            Assert.Empty(file.Faults);
            Assert.Equal(outgoing.Texts.Select(text => (text.Kind, text.Id, text.Unit.Key, text.Source.Text, text.Unit.Words.Find(target)?.Text)),
                file.Texts.Select(text => (text.Kind, text.Id, text.Key, text.Source, text.Target)));
            Assert.DoesNotContain(IncomingPreview.Of(file, AJob.Units).Lines, line => line.IsTaken);
        }
    }

    [Fact]
    public void Any_text_is_a_neutral_cell_and_comes_back_unchanged() =>
        Gen.Char["=+-@'\t\r\nab_x000D水"].Array[0, 12].Select(characters => new string(characters)).Sample(text =>
        {
            var cell = SheetCells.Neutral(text);
            Assert.DoesNotContain(cell.FirstOrDefault(), "=+-@\t\r");
            Assert.Equal(text, SheetCells.Restored(SheetCells.Unescaped(SheetCells.Escaped(cell))));
        });

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")")]
    [InlineData("-5 °C", "'-5 °C")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("'=1", "''=1")]
    public void What_looks_like_a_formula_gets_an_apostrophe(string text, string cell) => Assert.Equal(cell, SheetCells.Neutral(text));

    [Fact]
    public void Sorted_and_inserted_rows_and_moved_columns_do_no_harm()
    {
        var file = SheetReader.Read(Workbook(
            ["My work"],
            ["Translation: zh", "Note", "id", "Original: en"],
            [null, "a remark"],
            ["论坛", null, "events/acecf_2016/title", "Forum"],
            ["Words:", "12"],
            ["-5度", null, "events/acecf_2016/sessions.0.title", "=Opening"],
            ["论坛", null, "events/acecf_2016/title", "Forum"]));
        Assert.Empty(file.Faults);
        Assert.Equal([("title", "Forum", "论坛", 4), ("sessions.0.title", "=Opening", "-5度", 6)], file.Texts.Select(text => (text.Key, text.Source, text.Target!, text.Line)));
    }

    [Fact]
    public void All_faults_are_told_with_their_rows()
    {
        var file = SheetReader.Read(Workbook(Heads,
            ["events/acecf_2016/title", null, null, "Forum", "一"],
            ["events/acecf_2016/title", null, null, "Forum", "二"],
            ["cars/x/title", null, null, "Forum", "二"],
            ["events/../title", null, null, "Forum", "二"],
            ["events/acecf_2017/title", null, null, "Forum", new string('长', 20_001)]));
        Assert.Equal(
        [
            "3 “events/acecf_2016/title” stands in this row and in row 2 with different translations; keep one.",
            "4 “cars/x/title” in the first column is not the name of a text. Leave that column as it was.",
            "5 “events/../title” in the first column is not the name of a text. Leave that column as it was.",
            "6 The translation is longer than 20,000 characters.",
        ], file.Faults.Select(fault => $"{fault.Line} {fault}"));
        Assert.Empty(file.Texts);
    }

    [Fact]
    public void What_is_no_such_workbook_is_refused()
    {
        Assert.Equal("This is not a workbook (.xlsx), or it is damaged. Save it as an Excel workbook and send that.", Fault(new MemoryStream("PK no zip"u8.ToArray())));
        Assert.Equal("This is not a workbook (.xlsx), or it is damaged. Save it as an Excel workbook and send that.", Fault(Package(("<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>", "xl/worksheets/sheet1.xml"))));
        Assert.Equal("The heads of the columns were not found: “id”, “Original: …” and “Translation: …”. Leave the first row as it was.", Fault(Workbook(["a", "b"])));
        Assert.Equal("The workbook has no texts.", Fault(Workbook(Heads)));

        static string Fault(Stream stream) => Assert.Single(SheetReader.Read(stream).Faults).ToString();
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_is_given_out_is_refused()
    {
        var bomb = Package((new string(' ', (int)SheetReader.LongestUnpacked + 1), "xl/worksheets/sheet1.xml"));
        Assert.True(bomb.Length < 1_000_000);
        Assert.Equal("The workbook is larger than any that is given out here.", Assert.Single(SheetReader.Read(bomb).Faults).ToString());
    }

    [Fact]
    public void A_file_is_named_after_what_is_in_it()
    {
        Assert.Equal("concord-events-acecf_2016-en-zh", AJob.Of(RecordKind.Event, "acecf_2016").Name);
        Assert.StartsWith("concord-", AJob.OfEverything("ru").Name, StringComparison.Ordinal);
    }
}
