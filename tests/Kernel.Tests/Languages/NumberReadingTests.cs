using System.Globalization;
using Concord.Kernel.Languages;
using CsCheck;

namespace Concord.Kernel.Tests.Languages;

public sealed class NumberReadingTests
{
    [Fact]
    public void Whatever_the_house_writes_as_a_number_it_reads_as_that_number() =>
        Gen.Select(Gen.Decimal[-10_000_000_000m, 10_000_000_000m], Gen.Int[0, 6], Gen.Int[0, 3].Select(index => Language.All[index])).Sample((any, decimals, language) =>
        {
            var number = decimal.Round(any, decimals);
            foreach (var text in new[] { NumberReading.Write(number, language), Formats.For(language).Number(number) })
            {
                Assert.True(NumberReading.TryRead(text, language, out var read), text);
                Assert.Equal(number, read);
            }
        });

    [Theory]
    [InlineData("en", "350,000", "350000")]
    [InlineData("en", "1,234.56", "1234.56")]
    [InlineData("en", "1.234,56", "1234.56")]
    [InlineData("en", "12.345.678", "12345678")]
    [InlineData("en", "0.707", "0.707")]
    [InlineData("en", "0,707", "0.707")]
    [InlineData("en", "3.5 million", "3500000")]
    [InlineData("en", "1'000", "1000")]
    [InlineData("ru", "1,234", "1.234")]
    [InlineData("ru", "236 028,42", "236028.42")]
    [InlineData("ru", "1,5 млрд", "1500000000")]
    [InlineData("ru", "12 тыс.", "12000")]
    [InlineData("zh", "３５０", "350")]
    [InlineData("zh", "1.2亿", "120000000")]
    [InlineData("ko", "35만", "350000")]
    [InlineData("ru", "1.234", null)]
    [InlineData("en", "1,23,456", null)]
    [InlineData("en", "1,234,56", null)]
    [InlineData("en", "about 300", null)]
    [InlineData("en", "99999999999999999999999999999 billion", null)]
    [InlineData("en", "", null)]
    [InlineData("en", ".", null)]
    public void Numbers_are_read_as_people_write_them(string language, string text, string? expected) =>
        Assert.Equal(expected, NumberReading.TryRead(text, Language.Find(language)!, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null);
}
