namespace Concord.Desk.Languages.Parity;

/// <summary>Numbers in Han characters within a running text, told from the many words and names that merely contain one.</summary>
internal static class ChineseNumbers
{
    /// <summary>Words and names that hold a numeral and state no number.</summary>
    private static readonly string[] Words =
        ["一带一路", "一体", "一些", "一致", "一般", "一定", "一直", "统一", "一方面", "二噁英", "二恶英", "二氧化", "一氧化", "三氧化", "三江", "三亚", "三明", "三门峡", "三峡", "四川", "四平", "五大连池", "六盘水",
         "七台河", "九江", "九寨", "十堰", "百色", "百货", "百姓", "千岛", "千方百计", "万象", "万宁", "万全", "万一", "两岸", "三农", "八达岭"];

    /// <summary>What is counted right after a numeral; without one of these a single numeral says too little to be sure.</summary>
    private const string Counters = "个個项項次届屆年期国國方级級位名条條种種类類座辆輛套份批轮輪场場家所处處台株人天周日倍大领阶段部分组間间成员价層层步点類片篇部站只支艘吨亩元";

    private static readonly (string Word, decimal Value)[] Hints =
        [("中日韩", 3), ("日中韩", 3), ("韩中日", 3), ("中韩", 2), ("中日", 2), ("日韩", 2), ("中蒙", 2), ("中俄", 2), ("首", 1), ("每", 1), ("年度", 1), ("年均", 1), ("双", 2), ("两", 2), ("半", 0.5m), ("单", 1), ("各", 1)];

    /// <summary>Reads at a place; the answer is the length, 0 where no number begins here.</summary>
    public static int Read(FoldedText text, int at, List<Figure> found)
    {
        if (Array.Find(Words, word => text.Has(at, word)) is { } name)
            return name.Length;
        if (text.At(at) is '星' or '周' && (text.Has(at, "星期") ? 2 : 1) is var week && ChineseNumerals.Digit(text.At(at + week)) is >= 1 and <= 6)
            return week + 1;
        if (Share(text, at, found) is > 0 and var share)
            return share;
        if (!ChineseNumerals.Is(text.At(at)))
        {
            var hint = Array.Find(Hints, hint => text.Has(at, hint.Word));
            if (hint.Word is not null)
                found.Add(new Figure(FigureKind.Number, hint.Value, at, hint.Word.Length, Claim.Hint));
            return hint.Word?.Length ?? 0;
        }
        var end = at;
        while (ChineseNumerals.Is(text.At(end)))
            end++;
        return Number(text, at, end, found);
    }

    private static int Number(FoldedText text, int at, int end, List<Figure> found)
    {
        // 十四五 is the fourteenth five-year plan.
        if (end - at == 3 && text.At(at) is '十' && text.At(end - 1) is '五' && ChineseNumerals.Digit(text.At(at + 1)) > 0)
        {
            found.Add(new Figure(FigureKind.Number, 10 + ChineseNumerals.Digit(text.At(at + 1)), at, 2, Claim.Hint));
            found.Add(new Figure(FigureKind.Number, 5, at + 2, 1, Claim.Hint));
            return 3;
        }
        if (ChineseNumerals.Read(text.Lower.AsSpan(at, end - at)) is not { } value)
        {
            // 三四个 is "three or four".
            for (var i = at; i < end; i++)
                if (ChineseNumerals.Digit(text.At(i)) >= 0)
                    found.Add(new Figure(FigureKind.Number, ChineseNumerals.Digit(text.At(i)), i, 1, Claim.Hint));
            return end - at;
        }
        var after = text.At(end) is '多' or '余' or '餘' ? end + 1 : end;
        var isOrdinal = text.At(at - 1) is '第';
        if (value is >= 1 and <= 12 && text.At(end) is '月')
        {
            found.Add(new Figure(FigureKind.Month, value, at, end + 1 - at, Claim.Firm));
            return end + 1 - at;
        }
        var big = ChineseNumerals.Big(text.At(after)) is > 1 and var times && after > end ? times : 1;
        if (big > 1)
            end = after + 1;
        var figure = new Figure(FigureKind.Number, value * big, at, end - at, ClaimOf(text, at, end, value, isOrdinal));
        found.Add(figure with { Measure = Measures.Around("zh", text, figure) });
        return end - at;
    }

    private static Claim ClaimOf(FoldedText text, int at, int end, decimal value, bool isOrdinal)
    {
        // 两 is said where others say "the" or "both": 两国 are simply the countries.
        if (value <= 1 || (!isOrdinal && end - at == 1 && text.At(at) is '两' or '兩' && text.At(end) is '国' or '國' or '方' or '岸'))
            return Claim.Hint;
        if (isOrdinal)
            return Claim.Firm;
        if (end - at >= 2)
            return ChineseNumerals.Digit(text.At(at)) >= 0 || value < 100 ? Claim.Firm : Claim.Hint;
        return Counters.Contains(text.At(end), StringComparison.Ordinal) && ChineseNumerals.Digit(text.At(at)) >= 0 ? Claim.Worded : Claim.Hint;
    }

    /// <summary>百分之五, 千分之三, 三分之一, 百分之12.5.</summary>
    private static int Share(FoldedText text, int at, List<Figure> found)
    {
        var whole = at;
        while (ChineseNumerals.Is(text.At(whole)))
            whole++;
        if (whole == at || !text.Has(whole, "分之") || (text.Has(at, "百") || text.Has(at, "千") ? ChineseNumerals.Unit(text.At(at)) : ChineseNumerals.Read(text.Lower.AsSpan(at, whole - at))) is not { } parts)
            return 0;
        var (start, end) = (whole + 2, whole + 2);
        decimal? count;
        if (FoldedText.IsDigit(text.At(start)))
        {
            (count, end) = Digits.Plain("zh", text, start);
        }
        else
        {
            while (ChineseNumerals.Is(text.At(end)))
                end++;
            count = ChineseNumerals.Read(text.Lower.AsSpan(start, end - start));
        }
        if (count is not { } value)
            return 0;
        var measure = parts switch
        {
            100 => Measures.Percent,
            1000 => Measures.PerMille,
            _ => null,
        };
        found.Add(measure is null
            ? new Figure(FigureKind.Number, value, at, end - at, Claim.Hint) { Or = parts }
            : new Figure(FigureKind.Number, value, at, end - at, Claim.Firm) { Measure = measure });
        return end - at;
    }
}
