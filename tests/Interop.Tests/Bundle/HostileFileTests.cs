using System.Text;
using Concord.Interop.Bundle;
using Concord.Kernel.Records;

namespace Concord.Interop.Tests.Bundle;

/// <summary>Files that are no JSON, or JSON made to hurt.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("", "line 1, byte 1: the file is not a list of records")]
    [InlineData("{}", "line 1, byte 1: the file is not a list of records")]
    [InlineData("[\n", "line 2, byte 1: the file ends")]
    [InlineData("[\n{\"id\": \"a\"}", "line 2, byte 12: the file ends before its root does")]
    [InlineData("[\n{\"id\": \"a\",", "line 2, byte 12: the file ends in the middle of a record")]
    [InlineData("[\n{\"id\": \"a", "line 2, byte 10: the file ends in the middle of a text")]
    [InlineData("[\n{\"id\": \"a\n\"}]", "line 2, byte 10: a text is not ended on its line")]
    [InlineData("[\n{\"id\": tru}\n]", "line 2, byte 11: ")]
    [InlineData("[\n\n  {\n \"id\" \"a\"}\n]", "line 4, byte 7: ")]
    [InlineData("[{\"id\": NaN}]", "line 1, byte 9: ")]
    [InlineData("[{\"id\": 1,}]", "line 1, byte 11: ")]
    [InlineData("[{\"id\": \"a\"},\n]", "line 2, byte 1: a comma stands before the end")]
    [InlineData("[{\"id\": \"a\"} {}]", "line 1, byte 14: a comma or the end")]
    [InlineData("[,]", "line 1, byte 2: a value is missing")]
    [InlineData("[{\"id\": [1}]", "line 1, byte 11: } closes what it did not open")]
    [InlineData("[] []", "line 1, byte 4: something follows the end")]
    [InlineData("[] // done", "line 1, byte 4: something follows the end")]
    [InlineData("[/* none */]", "line 1, byte 2: ")]
    [InlineData("null", "line 1, byte 1: the file is not a list of records")]
    [InlineData("\0\0\0", "line 1, byte 1: the file is not a list of records")]
    public void What_is_no_list_of_records_is_told_with_line_and_byte(string content, string message)
    {
        using var bundle = new ABundle();
        bundle.Write("practices.json", content);

        var fault = bundle.OnlyFault();

        Assert.Equal(("practices.json", null, null), (fault.File, fault.Id, fault.Pointer));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("practices.json:-: line ", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_stands_alone_and_nothing_is_refused_for_want_of_it()
    {
        using var bundle = new ABundle();
        // The faults of its own records are not told, those of other files are; references to its records are no faults.
        bundle.Edit("organizations.json", "mee_cn", record => record["kind"] = "party");
        bundle.Write("organizations.json", File.ReadAllText(bundle.PathOf("organizations.json"))[..^1]);
        bundle.Edit("events.json", "sco_webinar_2020", record => record["start"] = "2021-02-30");

        Assert.Equal(
            ["organizations.json ", "events.json start"],
            bundle.Faults().Select(fault => $"{fault.File} {fault.Pointer?.Split('/')[^1]}"));
    }

    [Theory]
    [InlineData("places.json")]
    [InlineData("topics.json")]
    [InlineData("labels.json")]
    public void Vocabulary_that_cannot_be_read_is_one_fault(string file)
    {
        using var bundle = new ABundle();
        bundle.Write(file, "oops");

        Assert.Equal($"{file}:-: ", bundle.OnlyFault().ToString()[..(file.Length + 4)]);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, "0xFF")]
    [InlineData(new byte[] { 0xC0, 0xAF }, "0xC0")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "0xED")]
    [InlineData(new byte[] { 0xE6, 0xB0 }, "0xE6")]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 }, "0xF5")]
    public void Bytes_that_are_no_UTF8_are_told_with_line_and_byte(byte[] bytes, string shown)
    {
        using var bundle = new ABundle();
        byte[] content = [.. "[\n{\"id\": \"水"u8, .. bytes, .. "\"}]"u8];
        bundle.Write("practices.json", content);

        Assert.Equal($"practices.json:-: line 2, byte 12: the byte {shown} is not valid UTF-8 here; save the file as UTF-8.", bundle.OnlyFault().ToString());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_found_far_into_a_file_and_characters_cut_by_the_buffer_are_not()
    {
        using var bundle = new ABundle();
        for (var shift = 0; shift < 3; shift++)
        {
            var padding = Encoding.UTF8.GetBytes(new string(' ', shift) + string.Concat(Enumerable.Repeat("\"水曜日\", ", 40_000)));
            bundle.Write("practices.json", [.. "["u8, .. padding, .. "0]"u8]);
            Assert.DoesNotContain(bundle.Faults(), fault => fault.Pointer is null);
            bundle.Write("practices.json", [.. "["u8, .. padding, .. "\"\xE6\"]"u8]);
            Assert.DoesNotContain(bundle.Faults(), fault => fault.Pointer is null);
            bundle.Write("practices.json", [.. "["u8, .. padding, (byte)'"', 0xE6, .. "\"]"u8]);
            Assert.Contains($"byte {padding.Length + 3}: the byte 0xE6", bundle.OnlyFault().Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(500, true)]
    public void Nesting_of_more_than_32_levels_is_refused(int listsInTheRoot, bool refused)
    {
        using var bundle = new ABundle();
        bundle.Write("practices.json", "[" + new string('[', listsInTheRoot) + new string(']', listsInTheRoot) + "]");

        var fault = bundle.OnlyFault();

        Assert.Equal(refused ? null : "/0", fault.Pointer);
        Assert.Contains(refused ? "line 1, byte 33: nesting is deeper than 32 levels." : "is a list; write an object", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_10_MB_is_told_with_its_place()
    {
        using var bundle = new ABundle();
        var index = bundle.Edit("events.json", "sco_webinar_2020", record => record["theme"] = new System.Text.Json.Nodes.JsonObject { ["en"] = new string('x', 10_000_000) });

        var fault = bundle.OnlyFault();

        Assert.StartsWith($"events.json:sco_webinar_2020:/{index}/theme/en: \"xxx", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("has 10,000,000 characters; at most 20,000 are allowed.", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.ToString().Length < 250);
    }

    [Fact]
    public void A_record_of_40_MB_is_passed_over_and_the_rest_is_checked()
    {
        using var bundle = new ABundle();
        bundle.Write("practices.json", $$"""
            [ {"id": "a", "note": "{{new string('\\', 40_000_000)}}"}, 7,
              "{{new string('y', 20_000_000)}}", {{new string('1', 20_000_000)}}, true ]
            """);

        Assert.Equal(
            ["/0 the record is longer than 16 MB", "/1 7 is a number", "/2 the record is longer than 16 MB", "/3 the record is longer than 16 MB", "/4 true is a truth value"],
            bundle.Faults().Select(fault => $"{fault.Pointer} {fault.Message.Split(';')[0]}"));
    }

    [Theory]
    [InlineData("\"sectors\": [], ", "/sectors: \"sectors\" stands twice")]
    [InlineData("\"note\": {\"en\": \"x\", \"en\": \"y\"}, ", "/note/en: \"en\" stands twice")]
    [InlineData("\"note\": {\"en\": \"x\", \"\\u0065n\": \"y\"}, ", "/note/en: \"en\" stands twice")]
    public void A_key_that_stands_twice_is_refused(string added, string message)
    {
        using var bundle = new ABundle();
        bundle.Replace("practices.json", "{", "{ " + added);

        Assert.Contains($":/0{message}", bundle.OnlyFault().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\\ud800\": 1, ", "is not a field of a practice")]
    [InlineData("\"a/b~c\\nd\": 1, ", "/a~1b~0c d: ")]
    [InlineData("\"note\": {\"en\": \"a \\udc00 b\"}, ", "/note/en: ")]
    [InlineData("\"note\": {\"\\ud800\": \"a\"}, ", "half a surrogate pair")]
    [InlineData("\"country\": \"\\ud800\", ", "half a surrogate pair")]
    public void What_hurts_a_reader_is_a_fault(string added, string message)
    {
        using var bundle = new ABundle();
        bundle.Replace("practices.json", "\"id\": \"pr_water_station_pp\",", "\"id\": \"pr_water_station_pp\", " + added);

        Assert.Contains(bundle.Faults(), fault => fault.ToString().Contains(message, StringComparison.Ordinal));
        Assert.All(bundle.Faults(), fault => Assert.DoesNotContain('\n', fault.ToString()));
    }

    [Fact]
    public void A_file_that_is_missing_is_told()
    {
        using var bundle = new ABundle();
        File.Delete(bundle.PathOf("topics.json"));

        Assert.Equal("topics.json:-: the file is missing; a bundle has all ten files.", bundle.OnlyFault().ToString());
    }

    [Fact]
    public void An_empty_folder_lacks_all_ten_files()
    {
        using var bundle = new ABundle();
        foreach (var file in BundleFile.All)
            File.Delete(bundle.PathOf(file.Name));

        Assert.Equal(BundleFile.All.Where(file => !file.IsOptional).Select(file => file.Name), bundle.Faults().Select(fault => fault.File));
    }

    [Theory]
    [InlineData("events.json")]
    [InlineData("news.json")]
    public void A_folder_in_place_of_a_file_is_told(string file)
    {
        using var bundle = new ABundle();
        File.Delete(bundle.PathOf(file));
        Directory.CreateDirectory(bundle.PathOf(file));

        Assert.Equal($"{file}:-: this is a folder; a file is expected.", bundle.OnlyFault().ToString());
    }

    [Fact]
    public void A_check_can_be_stopped()
    {
        using var bundle = new ABundle();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => BundleCheck.Run(bundle.Folder, _ => { }, cancel: stop.Token));
    }

    [Fact]
    public void Progress_is_told_and_ends_at_the_whole()
    {
        using var bundle = new ABundle();
        var told = new List<BundleProgress>();

        BundleCheck.Run(bundle.Folder, _ => { }, new Told(told), TestContext.Current.CancellationToken);

        Assert.Equal(told.OrderBy(progress => progress.Done), told);
        Assert.All(told, progress => Assert.InRange(progress.Done, 0, progress.Total));
        Assert.Equal(BundleFile.Labels.Name, told[^1].File);
        Assert.Contains(told, progress => progress.File == BundleFile.Of(RecordKind.City).Name);
    }

    private sealed class Told(List<BundleProgress> told) : IProgress<BundleProgress>
    {
        public void Report(BundleProgress value) => told.Add(value);
    }
}
