using System.Globalization;
using System.Text;
using Concord.Desk.Languages.Parity;
using Concord.Kernel.Languages;
using CsCheck;

namespace Concord.Desk.Tests.Languages;

/// <summary>A number that is written by one rule is read by the other as what it was.</summary>
public sealed class NumeralTests
{
    private const string ChineseDigits = "零一二三四五六七八九";
    private const string KoreanDigits = "영일이삼사오육칠팔구";

    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[0, 99], Gen.Long[0, 99_999], Gen.Long[0, 9_999_999_999], Gen.Long[0, 9_999_999_999_999]);

    [Fact]
    public void Chinese_numerals_are_read_as_they_are_written() =>
        Numbers.Sample(number => Assert.Equal(number, ChineseNumerals.Read(Chinese(number))));

    [Fact]
    public void Korean_numerals_are_read_as_they_are_written() =>
        Numbers.Where(number => number >= 10).Sample(number => Assert.Equal((number, Korean(number).Length), KoreanNumbers.SinoKorean(Korean(number))));

    [Fact]
    public void Years_are_read_place_by_place() =>
        Gen.Int[1000, 2999].Sample(year =>
        {
            var written = string.Concat(year.ToString(CultureInfo.InvariantCulture).Select(digit => digit == '0' ? '〇' : ChineseDigits[digit - '0']));
            Assert.Equal(year, ChineseNumerals.Read(written));
        });

    [Theory]
    [InlineData("两万五", 25_000)]
    [InlineData("一百五", 150)]
    [InlineData("一百零五", 105)]
    [InlineData("一万亿", 1_000_000_000_000)]
    [InlineData("廿三", 23)]
    [InlineData("卅", 30)]
    [InlineData("叁佰伍拾", 350)]
    [InlineData("十", 10)]
    public void Spoken_and_old_forms_are_read(string written, long value) => Assert.Equal(value, ChineseNumerals.Read(written));

    [Theory]
    [InlineData("百千")]
    [InlineData("三四")]
    [InlineData("十百")]
    [InlineData("万")]
    [InlineData("")]
    public void What_is_no_number_is_not_read(string written) => Assert.Null(ChineseNumerals.Read(written));

    [Fact]
    public void Any_run_of_numerals_has_an_answer() =>
        Gen.Char["〇零一二两三四五六七八九十百千万亿廿卅"].Array[0, 30].Sample(run => ChineseNumerals.Read(run));

    [Fact]
    public void A_number_agrees_with_itself_in_every_language() =>
        Numbers.Where(number => number is > 12 and < 1_000_000_000).Sample(number =>
        {
            var written = new[]
            {
                new Worded("en", number.ToString("#,0", CultureInfo.InvariantCulture) + " people"),
                new Worded("zh", Chinese(number) + "人"),
                new Worded("zh", number.ToString(CultureInfo.InvariantCulture) + "人"),
                new Worded("ru", number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00A0') + " человек"),
                new Worded("ko", number.ToString("#,0", CultureInfo.InvariantCulture) + "명"),
                new Worded("ko", Mixed(number) + "명"),
            };
            foreach (var one in written)
                foreach (var other in written)
                    Assert.Empty(ParityCheck.Between(one, other));
        });

    [Fact]
    public void Decimals_agree_whatever_mark_they_have() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[1, 99]).Sample((whole, part) =>
        {
            var english = string.Create(CultureInfo.InvariantCulture, $"{whole}.{part:00} million");
            var russian = string.Create(CultureInfo.InvariantCulture, $"{whole},{part:00} млн");
            var chinese = string.Create(CultureInfo.InvariantCulture, $"{(whole * 100) + part}万");
            Assert.Empty(ParityCheck.Between(new Worded("en", english), new Worded("ru", russian)));
            Assert.Empty(ParityCheck.Between(new Worded("en", english), new Worded("zh", chinese)));
        });

    /// <summary>3만 5,000.</summary>
    private static string Mixed(long number) =>
        number < 10_000 ? number.ToString(CultureInfo.InvariantCulture)
        : number.ToString("0", CultureInfo.InvariantCulture)[..^4] + "만" + (number % 10_000 == 0 ? "" : (number % 10_000).ToString(CultureInfo.InvariantCulture));

    private static string Chinese(long number) => Written(number, ChineseDigits, "千百十", ["", "万", "亿", "兆"], zero: "零", saysOne: true);

    private static string Korean(long number) => Written(number, KoreanDigits, "천백십", ["", "만", "억", "조"], zero: "", saysOne: false);

    private static string Written(long number, string digits, string units, string[] bigs, string zero, bool saysOne)
    {
        if (number == 0)
            return digits[..1];
        var text = new StringBuilder();
        for (var section = 3; section >= 0; section--)
        {
            var part = (int)(number / (long)Math.Pow(10_000, section) % 10_000);
            if (part == 0)
                continue;
            var skipped = text.Length > 0 && part < 1000;
            for (int place = 3, rest = part; place >= 0; place--)
            {
                var digit = rest / (int)Math.Pow(10, place) % 10;
                if (digit == 0)
                {
                    skipped |= rest % (int)Math.Pow(10, place) > 0 && (text.Length > 0 || rest < part) && rest != part;
                    continue;
                }
                if (skipped)
                    text.Append(zero);
                skipped = false;
                if (digit > 1 || saysOne || place == 0)
                    text.Append(digits[digit]);
                if (place > 0)
                    text.Append(units[3 - place]);
                rest %= (int)Math.Pow(10, place);
                skipped = rest > 0 && place > 0 && rest < (int)Math.Pow(10, place - 1);
            }
            text.Append(bigs[section]);
        }
        return text.ToString();
    }
}
