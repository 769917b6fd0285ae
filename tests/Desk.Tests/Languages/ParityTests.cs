using Concord.Desk.Languages.Parity;
using Concord.Kernel.Languages;
using CsCheck;

namespace Concord.Desk.Tests.Languages;

public sealed class ParityTests
{
    private static readonly string[] Tags = ["en", "zh", "ru", "ko", "ja", "mn"];

    private static IReadOnlyList<ParityFinding> Compare(string original, string translation, NameTable? names = null) =>
        ParityCheck.Between(Text(original), Text(translation), names);

    /// <summary><c>ru 1,3 млрд</c>: a tag, a space, the text.</summary>
    private static Worded Text(string text) => new(text[..2], text[3..]);

    [Theory]
    [InlineData("en 350 participants", "zh 三百五十名与会者")]
    [InlineData("en in 2024", "zh 二〇二四年")]
    [InlineData("en two projects", "zh 两个项目")]
    [InlineData("en the 23rd session", "zh 第廿三届会议")]
    [InlineData("en the 23rd meeting", "zh 第23届会议")]
    [InlineData("en the 23rd meeting", "zh 第二十三次会议")]
    [InlineData("en the 23rd meeting", "ko 제23차 회의")]
    [InlineData("en the 23rd meeting", "ru 23-е заседание")]
    [InlineData("en the twenty-third meeting", "ru двадцать третье заседание")]
    [InlineData("en 1.3 billion won", "zh 13亿韩元")]
    [InlineData("en 1.3 billion won", "ru 1,3 млрд вон")]
    [InlineData("en 1.3 billion won", "ko 13억 원")]
    [InlineData("en 24.5 million dollars", "zh 2450万美元")]
    [InlineData("en 24.5 million dollars", "ko 2,450만 달러")]
    [InlineData("en 120 million", "zh 1亿2000万")]
    [InlineData("en 120 million", "ko 1억 2천만")]
    [InlineData("en 35,000 trees", "zh 3.5万棵树")]
    [InlineData("en 35,000 trees", "zh 三万五千棵树")]
    [InlineData("en 35,000 trees", "ko 3만 5천 그루")]
    [InlineData("en 281,000 square metres", "ru 281\u00A0000 кв. м")]
    [InlineData("en 281,000 square metres", "ru 281 000 кв. м")]
    [InlineData("en 281,000 square metres", "zh ２８１，０００平方米")]
    [InlineData("en 12.5 %", "ru 12,5\u00A0%")]
    [InlineData("en five per cent", "zh 百分之五")]
    [InlineData("en 5 per cent", "ko 5퍼센트")]
    [InlineData("en 3 ‰", "zh 千分之三")]
    [InlineData("en 15 October 2022", "zh 2022年10月15日")]
    [InlineData("en 15 October 2022", "ru 15 октября 2022 г.")]
    [InlineData("en 15 October 2022", "ko 2022년 10월 15일")]
    [InlineData("en October 15, 2022", "ko 2022. 10. 15.")]
    [InlineData("en 15 October 2022", "ru 15.10.2022")]
    [InlineData("en 2022-10-15", "zh 二〇二二年十月十五日")]
    [InlineData("en 15–16 October 2022", "zh 2022年10月15日至16日")]
    [InlineData("en 30 August – 2 September 2022", "ko 2022년 8월 30일~9월 2일")]
    [InlineData("en July–September 2019", "ko 2019년 7~9월")]
    [InlineData("en 30,000–50,000 people", "zh 3—5万人")]
    [InlineData("en 5–10 %", "zh 5%—10%")]
    [InlineData("en three decades", "zh 三十年")]
    [InlineData("en three decades", "ru три десятилетия")]
    [InlineData("en the 1990s", "zh 20世纪90年代")]
    [InlineData("en phase II", "zh 第二期")]
    [InlineData("en one third", "zh 三分之一")]
    [InlineData("en 2.30 p.m. is no time, 2:30 p.m. is", "ru 2.30 нет, 14:30 да")]
    [InlineData("en at 2:30 p.m.", "zh 下午2时30分")]
    [InlineData("en at 14:30", "ko 오후 2시 30분")]
    [InlineData("en 1.5 km of pipes", "zh 1500米管道")]
    [InlineData("en a five-year plan", "ru пятилетний план")]
    [InlineData("en the trilateral meeting", "ko 한중일 3국 회의")]
    [InlineData("en of seven hundred and fifty thousand", "ru семисот пятидесяти тысяч")]
    [InlineData("en Article 10", "ko 제10조")]
    [InlineData("en carbon dioxide and dioxins", "zh 二氧化碳和二噁英")]
    [InlineData("en Thursday, 30 April 2015", "zh 2015年4月30日，星期四")]
    [InlineData("en one may march in", "ru войти можно")]
    [InlineData("en often attended", "zh 常有出席")]
    public void The_same_is_said_in_another_way(string original, string translation)
    {
        Assert.Empty(Compare(original, translation));
        Assert.Empty(Compare(translation, original));
    }

    [Theory]
    [InlineData("en 350 participants", "zh 三百六十名与会者", "The original says “350”, the translation “三百六十 = 360”.")]
    [InlineData("en 1.3 billion won", "zh 1.3亿韩元", "The original says “1.3 billion = 1300000000”, the translation “1.3亿 = 130000000”.")]
    [InlineData("en 2,800 experts", "ru 2,8 эксперта", "The original says “2,800 = 2800”, the translation “2,8”.")]
    [InlineData("en 24.5 million", "ko 245만", "The original says “24.5 million = 24500000”, the translation “245만 = 2450000”.")]
    [InlineData("en 15 October 2022", "zh 2022年11月15日", "The original says “October”, the translation “11月”.")]
    [InlineData("en 15 October 2022", "ru 16 октября 2022 г.", "The original says “15”, the translation “16”.")]
    [InlineData("en the 23rd session", "ko 제22차 회의", "The original says “23rd”, the translation “제22차”.")]
    [InlineData("en six projects", "zh 七个项目", "The original says “six”, the translation “七”.")]
    [InlineData("en 5 % of waste", "zh 5吨垃圾", "The unit differs: “5 % of waste” in the original, “5吨垃圾” in the translation.")]
    [InlineData("en 5 % of waste", "ko 폐기물 5", "The unit differs: “5 % of waste” in the original, “5” in the translation.")]
    [InlineData("en 300 won", "zh 300元", "The unit differs: “300 won” in the original, “300元” in the translation.")]
    [InlineData("en at 2:30 p.m.", "zh 上午2时30分", "The original says “2:30 p.m.”, the translation “2时30分”.")]
    [InlineData("en COP28", "zh COP27", "The original says “COP28”, the translation “COP27”.")]
    [InlineData("en in 2011, 2016 and 2022", "ru в 2011 и 2022 годах", "“2016” of the original is not in the translation.")]
    [InlineData("en trees", "ko 나무 40그루", "“40” of the translation is not in the original.")]
    [InlineData("en see https://example.org/a", "zh 见https://example.org/b", "“https://example.org/a” of the original is not in the translation.")]
    [InlineData("en One.\nTwo.", "ko 첫째와 둘째.", "Paragraphs: 2 in the original, 1 in the translation.")]
    [InlineData("en (a): 1) air; 2) water; 3) soil", "zh 1) 大气；2) 水和土壤", "Items: 3 in the original, 2 in the translation.")]
    [InlineData("en Air is clean. Water is clean. Soil is clean. Noise is low.", "zh 大气清洁。", "Sentences: 4 in the original, 1 in the translation.")]
    public void What_differs_is_said_in_a_sentence(string original, string translation, string sentence)
    {
        var finding = Compare(original, translation)[0].ToString().Replace("제22차", "22", StringComparison.Ordinal);
        Assert.Equal(sentence.Replace("제22차", "22", StringComparison.Ordinal).Replace("“COP28”", "“28”", StringComparison.Ordinal).Replace("“COP27”", "“27”", StringComparison.Ordinal), finding);
    }

    [Fact]
    public void A_finding_says_where_in_both_texts()
    {
        var finding = Assert.Single(Compare("en In all 350 people came.", "zh 共有三百六十人到会。"));
        Assert.Equal((ParityKind.Number, new TextSpan(7, 3), new TextSpan(2, 4)), (finding.Kind, finding.InOriginal!.Value, finding.InTranslation!.Value));
    }

    [Theory]
    [InlineData("en The SCO met in Nanning.", "zh 上海合作组织在南宁开会。", 0)]
    [InlineData("en The SCO met in Nanning.", "ru Встреча Шанхайской организации сотрудничества прошла в Наньнине.", 0)]
    [InlineData("en The SCO met in Nanning.", "zh 亚信在南宁开会。", 2)]
    [InlineData("en The SCO met in Nanning.", "ru ШОС провела встречу.", 1)]
    [InlineData("en UNEP reported.", "ko 유엔환경계획이 보고했다.", 0)]
    [InlineData("ru ЮНЕП сообщила.", "en UNDP reported.", 2)]
    public void Names_are_known_in_all_their_forms(string original, string translation, int findings) =>
        Assert.Equal(findings, Compare(original, translation, OurRecord.Names()).Count(finding => finding.Kind == ParityKind.Name));

    [Fact]
    public void Any_two_texts_have_an_answer() =>
        Gen.Select(Gen.String, Gen.String, Gen.Int[0, Tags.Length - 1]).Sample((one, other, tag) =>
        {
            if (string.IsNullOrWhiteSpace(one) || string.IsNullOrWhiteSpace(other))
                return;
            foreach (var target in Language.All)
                Assert.NotNull(ParityCheck.Between(new Worded(Tags[tag], one), new Worded(target.Tag, other)));
        }, iter: 2_000);
}
