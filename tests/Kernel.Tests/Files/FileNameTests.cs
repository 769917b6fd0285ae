using System.Text;
using Concord.Kernel.Files;
using CsCheck;

namespace Concord.Kernel.Tests.Files;

/// <summary>Names of files in any script, and the tricks that are played with them.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("План действий 2022–2024.docx", "План действий 2022–2024.docx")]
    [InlineData("行动计划（草案）.pdf", "行动计划（草案）.pdf")]
    [InlineData("행동 계획.pdf", "행동 계획.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\system32\\cmd.exe", "cmd.exe")]
    [InlineData("C:\\Users\\Li Hua\\plan.pdf", "plan.pdf")]
    [InlineData("/", "file")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("plan.pdf\r\nSet-Cookie: a=b", "plan.pdfSet-Cookie a=b")]
    [InlineData("plan\0.pdf", "plan.pdf")]
    [InlineData("plan\u202Efdp.exe", "planfdp.exe")]
    [InlineData("plan.pdf. . .", "plan.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("com1", "_com1")]
    [InlineData("a\"b<c>|d?.pdf", "abcd.pdf")]
    [InlineData("plan\u3000of.pdf", "plan of.pdf")]
    [InlineData("a\uD800.pdf", "a.pdf")]
    public void A_name_keeps_its_last_part_and_its_script(string? given, string kept) => Assert.Equal(kept, FileName.Clean(given));

    [Fact]
    public void A_long_name_is_shortened_before_its_ending()
    {
        var name = FileName.Clean(new string('水', 300) + ".docx");
        Assert.EndsWith("水.docx", name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), FileName.LongestBytes - 3, FileName.LongestBytes);
    }

    [Fact]
    public void Whatever_is_given_a_clean_name_is_clean() => Gen.String.Sample(given =>
    {
        var name = FileName.Clean(given);
        Assert.Equal(name, FileName.Clean(name));
        Assert.NotEmpty(name);
        Assert.DoesNotContain(name, sign => char.IsControl(sign) || sign is '/' or '\\');
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, FileName.LongestBytes + 1);
    });

    [Theory]
    [InlineData("Plan_of_Action.docx", "Plan of Action")]
    [InlineData(".pdf", ".pdf")]
    public void A_title_is_the_name_without_its_ending(string name, string title) => Assert.Equal(title, FileName.Title(name));
}
