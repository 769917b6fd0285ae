using Concord.Kernel.Languages;
using CsCheck;

namespace Concord.Kernel.Tests.Languages;

public sealed class AcceptLanguageTests
{
    [Theory]
    [InlineData("ru", "ru")]
    [InlineData("zh-Hant-TW", "zh")]
    [InlineData("KO-kr", "ko")]
    [InlineData("kk-KZ,ru;q=0.9,en;q=0.8", "ru")]
    [InlineData("en;q=0.5, zh-CN ; q=0.7", "zh")]
    [InlineData("fr, de;q=0.9", "en")]
    [InlineData("fr, *;q=0.5", "en")]
    [InlineData("ko;q=0.5,zh;q=0.5", "ko")]
    [InlineData("zh;q=0", "en")]
    [InlineData("zh;q=2,ru;q=0.1", "ru")]
    [InlineData("zh;q=-1,ru;q=1e-1", "en")]
    [InlineData("zhx, russian", "en")]
    [InlineData(";;,,=;q,\0, ко", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void The_best_language_is_taken(string? header, string expected) =>
        Assert.Equal(expected, AcceptLanguage.Best(header).Tag);

    [Fact]
    public void Any_header_has_an_answer() => Gen.String.Sample(header => Assert.NotNull(AcceptLanguage.Best(header)));
}
