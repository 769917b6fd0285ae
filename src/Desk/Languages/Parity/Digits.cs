using System.Globalization;
using System.Text.RegularExpressions;

namespace Concord.Desk.Languages.Parity;

/// <summary>Reads figures that are written in digits, with all that belongs to them: groups, decimals, multipliers, endings, units.</summary>
internal static partial class Digits
{
    private const int LongestNumber = 24;

    /// <summary>Reads at the first digit of a number. The answer is how many characters belong to it.</summary>
    public static int Read(string language, FoldedText text, int at, List<Figure> found)
    {
        if (Date(text, at, found) is > 0 and var date)
            return date;
        if (Clocks.Read(language, text, at, found) is > 0 and var clock)
            return clock;
        var code = CodeBefore(text, at);
        var (number, end) = Plain(language, text, at);
        var value = number;
        if (code is null && !IsArticle(language, text, at))
            (value, end) = Multiplied(language, text, number, end);
        if (code is null && LettersAfter(text, end) is { } letters && Measures.After(language, text, end) is null)
            code = letters;
        var figure = new Figure(FigureKind.Number, value, at, end - at, code is null ? Claim.Firm : Claim.Hint) { Code = code, Times = number == 0 ? 1 : value / number };
        if (code is null)
            figure = IsItemMark(text, at, end) ? figure with { Claim = Claim.Hint } : Completed(language, text, figure);
        found.Add(figure);
        return figure.Length;
    }

    /// <summary>2) and (2) number the items of a list, which are counted by themselves.</summary>
    private static bool IsItemMark(FoldedText text, int at, int end) =>
        end - at <= 2 && text.At(end) is ')' && (text.At(at - 1) is '\0' or ' ' or '(' or ';' or '；' or ':' or '：' or '。' or '\n');

    /// <summary>The digits from a place on as one number, grouped and with decimals as the language writes them; and where it ends.</summary>
    internal static (decimal Value, int End) Plain(string language, FoldedText text, int at)
    {
        var end = Run(text, at);
        var digits = text.Lower[at..end];
        if (digits.Length <= 3 && digits[0] != '0')
            while (IsGroup(language, text, end))
            {
                digits += text.Lower.Substring(end + 1, 3);
                end += 4;
            }
        var isDecimal = text.At(end) is '.' || (text.At(end) is ',' && language == "ru");
        if (isDecimal && FoldedText.IsDigit(text.At(end + 1)))
        {
            var last = Run(text, end + 1);
            // 3.2.1 is the number of a section, not a decimal.
            if (!(text.At(last) is '.' && FoldedText.IsDigit(text.At(last + 1))))
                (digits, end) = (digits + "." + text.Lower[(end + 1)..last], last);
        }
        return decimal.TryParse(digits.Length > LongestNumber ? digits[..LongestNumber] : digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (value, end) : (0, end);
    }

    private static int Run(FoldedText text, int at)
    {
        while (FoldedText.IsDigit(text.At(at)))
            at++;
        return at;
    }

    /// <summary>A mark of groups and three digits after it. In Russian any space groups, elsewhere a comma or a space that does not break.</summary>
    private static bool IsGroup(string language, FoldedText text, int at)
    {
        var mark = text.At(at);
        var groups = language == "ru" ? mark is ' ' : mark is ',' || (mark is ' ' && text.Written[at] is not (' ' or '\t'));
        return groups && Run(text, at + 1) == at + 4;
    }

    /// <summary>제10조 is Article 10, not ten million millions.</summary>
    private static bool IsArticle(string language, FoldedText text, int at) => language == "ko" && text.At(at - 1) is '제';

    private static (decimal Value, int End) Multiplied(string language, FoldedText text, decimal number, int end) => language switch
    {
        "zh" or "ja" => EastAsian(language, text, number, end, ChineseNumerals.Unit, ChineseNumerals.Big),
        "ko" => EastAsian(language, text, number, end, KoreanNumbers.Unit, KoreanNumbers.Big),
        "ru" => RussianNumbers.Multiplier(text, end) is var (times, after) && times > 1 ? (number * times, after) : (number, end),
        _ => EnglishNumbers.Multiplier(text, end) is var (times, after) && times > 1 ? (number * times, after) : (number, end),
    };

    /// <summary>13亿, 2450万, 3万5千, 1억 2천만, 30多万: sections of thousands, each with its ten thousands or hundred millions.</summary>
    private static (decimal Value, int End) EastAsian(string language, FoldedText text, decimal number, int end, Func<char, int> unit, Func<char, decimal> big)
    {
        decimal total = 0, section = 0;
        var last = decimal.MaxValue;
        decimal? pending = number;
        while (true)
        {
            // 30多万, 2천여: "more than" may stand inside a number.
            var sign = language != "ko" && text.At(end) is '多' or '余' or '餘' ? end + 1 : language == "ko" && text.At(end) is '여' ? end + 1 : end;
            if (unit(text.At(sign)) is > 0 and var small && (pending is not null || section > 0))
            {
                if (text.At(sign) is '천' && text.At(sign + 1) is '안')
                    break;
                section = pending is { } count ? section + (count * small) : section * small;
                (pending, end) = (null, sign + 1);
            }
            else if (big(text.At(sign)) is > 0 and var large && large < last && (pending is not null || section > 0))
            {
                total += (section + (pending ?? 0)) * large;
                (section, pending, last, end) = (0, null, large, sign + 1);
            }
            else if (pending is null && Continues(language, text, end, unit, big) is >= 0 and var from)
            {
                (pending, end) = Plain(language, text, from) is var (more, after) ? (more, after) : default;
            }
            else
            {
                break;
            }
        }
        return (total + section + (pending ?? 0), end);
    }

    /// <summary>Where the digits stand that go on with a number after a multiplier; -1 where it has ended. A space is passed over only in Korean.</summary>
    private static int Continues(string language, FoldedText text, int end, Func<char, int> unit, Func<char, decimal> big)
    {
        var from = language == "ko" && text.At(end) is ' ' ? end + 1 : end;
        if (!FoldedText.IsDigit(text.At(from)))
            return -1;
        var (value, after) = Plain(language, text, from);
        var goesOn = unit(text.At(after)) > 0 || big(text.At(after)) > 0;
        return from == end || goesOn || value >= 100 ? from : -1;
    }

    /// <summary>Letters that stand right before the digits: COP28, КС-28, PM2.5. A hyphen counts after capital letters alone.</summary>
    private static string? CodeBefore(FoldedText text, int at)
    {
        var end = text.At(at - 1) is '-' && at >= 2 && char.IsUpper(text.Cased[at - 2]) ? at - 1 : at;
        var start = end;
        while (start > 0 && IsLetter(text.Lower[start - 1]))
            start--;
        if (start == end || Measures.IsPrefix(text.Lower[start..end]) || (end < at && start > 0 && FoldedText.IsDigit(text.At(start - 1))))
            return null;
        return text.Lower[start..end];
    }

    /// <summary>Letters that the digits run into: 3R, 3iPET; not the endings of ordinal numbers.</summary>
    private static string? LettersAfter(FoldedText text, int end)
    {
        if (Ending().Match(text.Lower, end) is { Success: true, Length: > 0 })
            return null;
        var after = end;
        while (IsLetter(text.At(after)))
            after++;
        return after == end ? null : text.Lower[end..after];
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c is >= 'а' and <= 'я';

    /// <summary>A whole date in digits: 2022-10-15, 15.10.2022, 2022. 10. 15., 2022/10/15.</summary>
    private static int Date(FoldedText text, int at, List<Figure> found)
    {
        if (FoldedText.IsDigit(text.At(at - 1)) || text.At(at - 1) is '.' or '-' or '/')
            return 0;
        var match = NumericDate().Match(text.Lower, at);
        if (!match.Success)
            return 0;
        Group year = match.Groups["y"], month = match.Groups["m"], day = match.Groups["d"];
        if (Value(month) is < 1 or > 12 || Value(day) is < 1 or > 31)
            return 0;
        foreach (var (part, kind) in new[] { (year, FigureKind.Number), (month, FigureKind.Month), (day, FigureKind.Number) }.OrderBy(part => part.Item1.Index))
            found.Add(new Figure(kind, Value(part), part.Index, part.Length, Claim.Firm));
        return match.Length;
    }

    private static int Value(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What follows the number and belongs to it: an ordinal's ending, a month, years of a decade, a unit.</summary>
    private static Figure Completed(string language, FoldedText text, Figure figure)
    {
        var end = figure.End;
        if (language is "zh" or "ja" or "ko" && figure.Value is >= 1 and <= 12 && figure.Times == 1 && text.At(end) is '月' or '월')
            return figure with { Kind = FigureKind.Month, Length = figure.Length + 1 };
        if (language is "zh" && Decade().Match(text.Lower, figure.Start) is { Success: true } decade)
            return figure with { Value = ((Value(decade.Groups["c"]) - 1) * 100) + Value(decade.Groups["d"]), Or = Value(decade.Groups["d"]), Length = decade.Length };
        if (Ending().Match(text.Lower, end) is { Success: true, Length: > 0 } ending)
            figure = figure with { Length = figure.Length + ending.Length };
        if (figure.Value is >= 1000 and < 3000 && IsDecade(text, end))
            figure = figure with { Or = figure.Value % 100 };
        if (Decades.After(text, figure.End) is > 0 and var years)
            figure = figure with { Or = figure.Value * years };
        return figure with { Measure = Measures.Around(language, text, figure) };
    }

    private static bool IsDecade(FoldedText text, int end) => text.Has(end, "s") || text.Has(end, "-е год") || text.Has(end, "-х год") || text.Has(end, "년대") || text.Has(end, "年代");

    [GeneratedRegex(@"\G((?<y>\d{4})(?<s>[-/.])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})|(?<y>\d{4})\. ?(?<m>\d{1,2})\. ?(?<d>\d{1,2})\.?|(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4}))(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"\G(?<c>\d{1,2})世纪(?<d>\d{2})年代", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Decade();

    /// <summary>Endings of ordinal numbers and of decades: 23rd, 23-е, 1990s.</summary>
    [GeneratedRegex(@"\G((st|nd|rd|th|s)(?!\p{L})|-?(го|му|ми|ый|ий|ой|ая|ое|ые|ых|ым|ом|е|й|я|м|х|ю)(?!\p{L}))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Ending();
}

/// <summary>Words that make tens of years of a number: three decades, три десятилетия.</summary>
internal static class Decades
{
    private static readonly string[] Words = ["decade", "десятилет"];

    /// <summary>10 where such a word follows, else 0.</summary>
    public static int After(FoldedText text, int end)
    {
        var at = text.AfterSpaces(end);
        return Array.Exists(Words, word => text.Has(at, word)) ? 10 : 0;
    }
}
