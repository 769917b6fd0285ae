namespace Concord.Desk.Languages.Parity;

/// <summary>Units, currencies and shares, as the four languages write them beside a number.</summary>
internal static class Measures
{
    public static readonly Measure Percent = new("%", 10);
    public static readonly Measure PerMille = new("%", 1);

    /// <summary>What stands before a number: US$ 5, €5.</summary>
    private static readonly (string Sign, Measure Measure)[] Before =
        [("us$", Money("USD")), ("usd", Money("USD")), ("eur", Money("EUR")), ("cny", Money("CNY")), ("rmb", Money("CNY")), ("krw", Money("KRW")), ("jpy", Money("JPY")), ("rub", Money("RUB")),
         ("$", Money("USD")), ("€", Money("EUR")), ("₩", Money("KRW")), ("₽", Money("RUB"))];

    /// <summary>What stands after a number, in the four languages; those of Russian and Korean with any ending. The longest that fits is taken.</summary>
    private static readonly (string Sign, Measure Measure)[] AfterNumber = [.. Table().OrderByDescending(entry => entry.Sign.Length)];

    /// <summary>True for letters before a number that are a currency's, not part of a code.</summary>
    public static bool IsPrefix(string letters) => Array.Exists(Before, entry => entry.Sign == letters) || letters is "us";

    /// <summary>What a figure counts, or null where the text does not say so beside it.</summary>
    public static Measure? Around(string language, FoldedText text, Figure figure)
    {
        if (After(language, text, figure.End) is { } after)
            // 2022 год is a year of the calendar, not a span of time.
            return after.Dimension == "time" && figure.Value is >= 1900 and < 2200 ? null : after;
        var start = figure.Start;
        while (start > 0 && text.At(start - 1) is ' ')
            start--;
        return Array.Find(Before, entry => text.Has(start - entry.Sign.Length, entry.Sign)).Measure;
    }

    /// <summary>The measure that stands at a place or after a space, or null.</summary>
    public static Measure? After(string language, FoldedText text, int end)
    {
        var at = text.AfterSpaces(end);
        if (text.At(at) is '多' or '余' or '餘' or '여' or '-' && at == end)
            at++;
        foreach (var (sign, measure) in AfterNumber)
            if (text.Has(at, sign) && Ends(language, text, at, sign))
                return measure;
        return null;
    }

    /// <summary>A sign of Latin or Cyrillic letters is a whole word, unless it is a stem; those of other scripts may go on.</summary>
    private static bool Ends(string language, FoldedText text, int at, string sign)
    {
        var last = sign[^1];
        if (!char.IsLetter(last) || FoldedText.IsHan(last) || FoldedText.IsHangul(last))
            return true;
        var next = text.At(at + sign.Length);
        if (!char.IsLetter(next) || FoldedText.IsHan(next) || FoldedText.IsHangul(next))
            return true;
        // Words of four letters and more are stems: tonnes, процентов.
        return sign.Length >= 4 && (language is "ru" or "en");
    }

    private static Measure Money(string currency) => new(currency, 1);

    private static IEnumerable<(string Sign, Measure Measure)> Table() =>
    [
        .. All(Percent, "% percent процент 퍼센트"), ("per cent", Percent),
        .. All(PerMille, "‰ 퍼밀 промилле"), ("per mille", PerMille),
        .. All(Money("USD"), "美元 美金 달러 доллар долл usd"), ("us dollar", Money("USD")), ("dollar", Money("USD")), ("미국 달러", Money("USD")), ("미 달러", Money("USD")),
        .. All(Money("EUR"), "欧元 евро 유로 euro eur"),
        .. All(Money("KRW"), "韩元 вон 원 krw"), ("won", Money("KRW")),
        .. All(Money("CNY"), "元 人民币 юан 위안 yuan cny renminbi rmb"),
        .. All(Money("JPY"), "日元 иен 엔 jpy"), ("yen", Money("JPY")),
        .. All(Money("RUB"), "卢布 руб 루블 rouble ruble rub"),
        .. All(new Measure("mass", 1_000_000), "吨 公吨 톤 t т tonne tons тонн"), ("ton", new Measure("mass", 1_000_000)),
        .. All(new Measure("mass", 1_000), "公斤 千克 кг ㎏ kg 킬로그램 kilogram килограмм"),
        .. All(new Measure("mass", 1), "克 그램 gram грамм"),
        .. All(new Measure("length", 1_000_000), "公里 千米 ㎞ km км 킬로미터 kilomet километр"),
        .. All(new Measure("length", 1_000), "米 미터 m м metre meter метр"),
        .. All(new Measure("length", 10), "厘米 cm см ㎝"),
        .. All(new Measure("length", 1), "毫米 mm мм ㎜"),
        .. All(new Measure("area", 1_000_000), "平方公里 ㎢ km² км² km2 제곱킬로미터"), ("square kilomet", new Measure("area", 1_000_000)), ("sq. km", new Measure("area", 1_000_000)), ("кв. км", new Measure("area", 1_000_000)), ("квадратных километр", new Measure("area", 1_000_000)),
        .. All(new Measure("area", 1), "平方米 ㎡ m² м² m2 제곱미터"), ("square met", new Measure("area", 1)), ("sq. m", new Measure("area", 1)), ("кв. м", new Measure("area", 1)), ("квадратных метр", new Measure("area", 1)),
        .. All(new Measure("area", 10_000), "公顷 ha га hectare гектар 헥타르"),
        .. All(new Measure("area", 666.6667m), "亩 무"),
        .. All(new Measure("volume", 1), "立方米 ㎥ m³ м³ m3 세제곱미터"), ("cubic met", new Measure("volume", 1)), ("куб. м", new Measure("volume", 1)), ("кубических метр", new Measure("volume", 1)),
        .. All(new Measure("power", 1_000), "千瓦 kw квт 킬로와트"),
        .. All(new Measure("power", 1_000_000), "兆瓦 mw мвт 메가와트"),
        .. All(new Measure("power", 1_000_000_000), "吉瓦 gw гвт 기가와트"),
        .. All(new Measure("energy", 1), "千瓦时 kwh 킬로와트시"), ("квт·ч", new Measure("energy", 1)), ("квт-ч", new Measure("energy", 1)),
        .. All(new Measure("temperature", 1), "°c ℃ 摄氏度"), ("градусов цельсия", new Measure("temperature", 1)), ("degrees celsius", new Measure("temperature", 1)),
        .. All(new Measure("time", 365 * 24 * 60), "年 년 개년 years лет"), ("year", new Measure("time", 365 * 24 * 60)), ("года", new Measure("time", 365 * 24 * 60)), ("год", new Measure("time", 365 * 24 * 60)),
        .. All(new Measure("time", 30 * 24 * 60), "个月 개월 month месяц"),
        .. All(new Measure("time", 7 * 24 * 60), "周 주간 week недел"),
        .. All(new Measure("time", 24 * 60), "天 일간 days дней дня"),
        .. All(new Measure("time", 60), "小时 시간 hour час часа часов"),
        .. All(new Measure("time", 1), "分钟 minute минут"),
    ];

    private static IEnumerable<(string Sign, Measure Measure)> All(Measure measure, string signs) => signs.Split(' ').Select(sign => (sign, measure));
}
