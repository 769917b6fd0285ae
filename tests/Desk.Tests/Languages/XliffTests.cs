using System.Text;
using System.Xml;
using System.Xml.Linq;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Languages.Units;
using Concord.Desk.Languages.Xliff;
using Concord.Kernel.Records;

namespace Concord.Desk.Tests.Languages;

public sealed class XliffTests
{
    private static readonly XNamespace Core = XliffWriter.Namespace;

    private static string Written(Outgoing outgoing)
    {
        using var stream = new MemoryStream();
        XliffWriter.Write(outgoing, stream, new Uri("https://record.example.org/"));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static IncomingFile Read(string document) => XliffReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(document)));

    private static string Document(string units, string attributes = "version=\"2.1\" srcLang=\"en\" trgLang=\"zh\"") =>
        $"""<xliff xmlns="{XliffWriter.Namespace}" {attributes}><file id="events.acecf_2016">{units}</file></xliff>""";

    private static string Unit(string inner, string id = "title") => $"""<unit id="{id}"><segment>{inner}</segment></unit>""";

    [Fact]
    public void Every_text_goes_out_and_comes_back_as_it_was()
    {
        foreach (var target in new[] { "zh", "ru", "ko" })
        {
            var outgoing = AJob.OfEverything(target);
            var file = Read(Written(outgoing));
            Assert.Empty(file.Faults);
            Assert.Equal(("en", target), (file.SourceLanguage, file.TargetLanguage));
            Assert.Equal(outgoing.Texts.Select(text => (text.Kind, text.Id, text.Unit.Key, text.Source.Text, text.Unit.Words.Find(target)?.Text)),
                file.Texts.Select(text => (text.Kind, text.Id, text.Key, text.Source, text.Target)));
            var preview = IncomingPreview.Of(file, AJob.Units);
            Assert.Equal(file.Texts.Count, preview.Count(IncomingOutcome.Same) + preview.Count(IncomingOutcome.Empty));
        }
    }

    /// <summary>The constraints of XLIFF 2.1, section 4.2, for the elements that are written.</summary>
    [Fact]
    public void The_document_keeps_the_rules_of_its_structure()
    {
        var root = XDocument.Parse(Written(AJob.OfEverything("ko"))).Root!;
        Assert.Equal((Core + "xliff", "2.1", "en", "ko"), (root.Name, root.Attribute("version")!.Value, root.Attribute("srcLang")!.Value, root.Attribute("trgLang")!.Value));
        Assert.All(root.Elements(), file => Assert.Equal(Core + "file", file.Name));
        Unique(root.Elements());
        foreach (var file in root.Elements())
        {
            Assert.Equal([Core + "notes"], file.Elements().TakeWhile(element => element.Name != Core + "unit").Select(element => element.Name));
            Unique(file.Elements(Core + "unit"));
            foreach (var unit in file.Elements(Core + "unit"))
            {
                Assert.Equal([Core + "notes", Core + "segment"], unit.Elements().Select(element => element.Name));
                Unique(unit.Element(Core + "notes")!.Elements());
                var segment = unit.Element(Core + "segment")!;
                Assert.Contains(segment.Attribute("state")!.Value, new[] { "initial", "translated", "reviewed", "final" });
                Assert.Matches(@"\A[^:\s]+:[^:\s]+\z", segment.Attribute("subState")!.Value);
                Assert.Equal(segment.Element(Core + "target") is null ? [Core + "source"] : [Core + "source", Core + "target"], segment.Elements().Select(element => element.Name));
                Assert.All(segment.Elements(), text => Assert.False(text.HasElements));
            }
        }

        static void Unique(IEnumerable<XElement> elements)
        {
            var ids = elements.Select(element => XmlConvert.VerifyNMTOKEN(element.Attribute("id")!.Value)).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.NotEmpty(ids);
        }
    }

    [Theory]
    [InlineData(TextState.Missing, "initial")]
    [InlineData(TextState.Stale, "initial")]
    [InlineData(TextState.InWork, "initial")]
    [InlineData(TextState.Translated, "translated")]
    [InlineData(TextState.Checked, "final")]
    public void Our_states_are_said_in_those_of_the_standard(TextState state, string expected) =>
        Assert.All(XDocument.Parse(Written(AJob.Of(RecordKind.Event, "acecf_2016", state: state))).Descendants(Core + "segment"),
            segment => Assert.Equal(expected, segment.Attribute("state")!.Value));

    [Fact]
    public void Segments_that_a_tool_has_split_are_joined_in_the_order_of_the_translation()
    {
        var file = Read(Document("""
            <unit id="title"><notes><note>n</note></notes>
              <segment state="final"><source>Air.</source><target order="3">大气。</target></segment>
              <ignorable><source> </source><target order="2"> </target></ignorable>
              <segment state="translated"><source><mrk id="m1" type="term">Water</mrk>.</source><target order="1">水。</target></segment>
            </unit>
            """));
        Assert.Empty(file.Faults);
        Assert.Equal(("Air. Water.", "水。 大气。", IncomingState.Translated), (file.Texts[0].Source, file.Texts[0].Target, file.Texts[0].State));
    }

    [Fact]
    public void Elements_of_other_names_and_groups_are_passed_over()
    {
        var file = Read(Document("""<group id="g"><x:tool xmlns:x="urn:x"><x:deep>1</x:deep></x:tool>""" + Unit("<source>a</source><target>一</target>") + "</group>"));
        Assert.Empty(file.Faults);
        Assert.Equal("一", Assert.Single(file.Texts).Target);
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "b">]><xliff/>""", "The document has a document type or an entity, which is refused. Take it out.")]
    [InlineData("""<!DOCTYPE x SYSTEM "http://127.0.0.1/x"><xliff/>""", "The document has a document type or an entity, which is refused. Take it out.")]
    [InlineData("<html/>", "This is not an XLIFF 2 document: it begins with “html”. Export the file as XLIFF 2.0 or 2.1.")]
    [InlineData("<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'/>", "This is not an XLIFF 2 document: it begins with “xliff”. Export the file as XLIFF 2.0 or 2.1.")]
    [InlineData("no xml", "The document is not well-formed XML, or nests too deeply, or is too long, at character 1 of this line.")]
    public void What_is_no_such_document_is_refused(string document, string sentence) =>
        Assert.Equal(sentence, Assert.Single(Read(document).Faults).ToString());

    [Fact]
    public void All_faults_are_told_with_their_lines()
    {
        var file = Read($"""
            <xliff xmlns="{XliffWriter.Namespace}" version="3.0" srcLang="en">
            <file id="events.acecf_2016"><skeleton href="file:///etc/passwd"/>
            <unit id="title"><segment state="done"><source>a</source><target>b<pc id="1">c</pc></target></segment></unit>
            <unit id="title"><segment><source>a</source></segment></unit>
            <unit><segment><target xml:lang="fr">b</target></segment></unit>
            </file>
            <file id="../x"><unit id="u"><segment><source>a</source></segment></unit></file>
            </xliff>
            """);
        Assert.Empty(file.Texts);
        Assert.Equal(
        [
            "1 The version is “3.0”; only XLIFF 2.0 to 2.2 is read. Export the file as XLIFF 2.1.",
            "1 The element “xliff” has no “trgLang”; every one needs it.",
            "2 The file points to “file:///etc/passwd” outside of it, which is refused.",
            "3 “done” is not a state of XLIFF; write initial, translated, reviewed or final.",
            "3 The text contains the element “pc”; texts of the record are plain. Take it out.",
            "4 “title” stands in the file twice; keep one.",
            "5 The element “unit” has no “id”; every one needs it.",
            "5 A text says that it is in “fr”, but this place is for “”.",
            "5 A segment has no source text. Leave the originals in the file.",
            "7 “../x” is not the name of a record, such as events.acecf_2016. Leave the ids of the file as they were.",
        ], file.Faults.Select(fault => $"{fault.Line} {fault}"));
    }

    [Fact]
    public void Depth_and_entities_have_bounds()
    {
        Assert.Single(Read(Document(string.Concat(Enumerable.Repeat("<group>", 200)) + string.Concat(Enumerable.Repeat("</group>", 200)))).Faults);
        Assert.Single(Read(Document(Unit("<source>&undeclared;</source>"))).Faults);
        Assert.Single(Read(Document(Unit("<source>" + new string('a', 20_001) + "</source>"))).Faults);
    }

    [Fact]
    public void A_preview_says_what_would_change_before_anything_does()
    {
        var units = AJob.Units(RecordKind.Event, "acecf_2016")!;
        var title = units[0].Words;
        var file = Read(Document(
            Unit($"<source>{title.In("en")}</source><target>新的标题2016</target>")
            + Unit("<source>Another wording of it in 2016</source><target>另一个（2016）</target>", units[1].Key)
            + Unit("<source>Gone</source><target>不存在</target>", "nowhere")));
        var preview = IncomingPreview.Of(file, AJob.Units);
        Assert.Equal([IncomingOutcome.Changes, IncomingOutcome.Stale, IncomingOutcome.Unknown], preview.Lines.Select(line => line.Outcome));
        Assert.Equal(title.In("zh"), preview.Lines[0].Present);
        Assert.Empty(preview.Lines[0].Findings!);
        Assert.Equal(units[1].Words.In("en").Text, preview.Lines[1].Source!.Value.Text);
    }

    [Fact]
    public void A_text_is_found_again_although_its_list_was_put_in_another_order()
    {
        var units = AJob.Units(RecordKind.Event, "acecf_2019")!.Where(unit => unit.Field == "sessions.title").ToList();
        var file = Read(Document(Unit($"<source>{units[1].Words.In("en")}</source><target>全体会议二</target>", units[0].Key)).Replace("acecf_2016", "acecf_2019", StringComparison.Ordinal));
        var line = Assert.Single(IncomingPreview.Of(file, AJob.Units).Lines);
        Assert.Equal((units[1].Key, IncomingOutcome.Same), (line.Unit!.Key, line.Outcome));
    }
}
