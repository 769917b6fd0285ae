namespace Concord.Desk.Languages.Parity;

/// <summary>Reads numbers written in Han characters: 三百五十, 二〇二四, 两, 廿三, 十二亿三千万, and the forms of ledgers 叁佰.</summary>
internal static class ChineseNumerals
{
    /// <summary>True for a character that numbers are made of.</summary>
    public static bool Is(char c) => Digit(c) >= 0 || Tens(c) > 0 || Unit(c) > 0 || Big(c) > 0;

    /// <summary>The digit from 0 to 9, or -1.</summary>
    public static int Digit(char c) => c switch
    {
        '〇' or '零' or '○' => 0,
        '一' or '壹' => 1,
        '二' or '贰' or '貳' or '两' or '兩' => 2,
        '三' or '叁' or '參' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陆' or '陸' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => -1,
    };

    /// <summary>Ten, hundred or thousand; 0 for another character.</summary>
    public static int Unit(char c) => c switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1_000,
        _ => 0,
    };

    /// <summary>Ten thousand, a hundred million or a million million; 0 for another character.</summary>
    public static decimal Big(char c) => c switch
    {
        '万' or '萬' => 10_000,
        '亿' or '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => 0,
    };

    /// <summary>The value of a whole run of numerals; null where it is none: 三二一, 百千.</summary>
    /// <remarks>A run of digits alone is read place by place where it has four of them, as years are written, or a 〇.</remarks>
    public static decimal? Read(ReadOnlySpan<char> run)
    {
        if (run.IsEmpty)
            return null;
        var digitsOnly = true;
        foreach (var c in run)
            digitsOnly &= Digit(c) >= 0;
        return digitsOnly && run.Length > 1 ? ByPlace(run) : ByUnits(run);
    }

    private static decimal? ByPlace(ReadOnlySpan<char> run)
    {
        if (run.Length != 4 && !run.Contains('〇') && !run.Contains('○'))
            return null;
        var value = 0m;
        foreach (var c in run)
            value = (value * 10) + Digit(c);
        return run.Length <= 12 ? value : null;
    }

    private static decimal? ByUnits(ReadOnlySpan<char> run)
    {
        decimal total = 0, section = 0;
        int? digit = null;
        var (lastUnit, lastBig) = (int.MaxValue, decimal.MaxValue);
        var afterZero = false;
        foreach (var c in run)
        {
            if (Tens(c) is > 0 and var tens)
            {
                if (digit is not null || lastUnit <= 10)
                    return null;
                (section, lastUnit) = (section + tens, 10);
            }
            else if (Digit(c) is >= 0 and var next)
            {
                if (digit is > 0)
                    return null;
                afterZero |= next == 0;
                digit = next;
            }
            else if (Unit(c) is > 0 and var unit)
            {
                // A ten alone is ten, as in 十三; hundreds and thousands need their digit.
                if (unit >= lastUnit || digit is 0 || (digit is null && unit != 10))
                    return null;
                section += (digit ?? 1) * (decimal)unit;
                (lastUnit, digit) = (unit, null);
            }
            else
            {
                var big = Big(c);
                section += digit ?? 0;
                // 一万亿: a section may be multiplied twice.
                if (section == 0 && total > 0 && big > lastBig)
                {
                    (total, lastBig, digit) = (total * big, big, null);
                    continue;
                }
                if (section == 0 || big >= lastBig)
                    return null;
                total += section * big;
                (section, lastUnit, lastBig, digit, afterZero) = (0, int.MaxValue, big, null, false);
            }
        }
        if (digit is { } last)
        {
            // 三百五 is said for 三百五十, 一万三 for 一万三千; after 零 the digit stands for itself.
            var place = afterZero ? 1 : lastUnit != int.MaxValue ? lastUnit / 10 : lastBig != decimal.MaxValue && section == 0 ? lastBig / 10 : 1;
            section += last * place;
        }
        return total + section;
    }

    private static int Tens(char c) => c switch
    {
        '廿' => 20,
        '卅' => 30,
        _ => 0,
    };
}
