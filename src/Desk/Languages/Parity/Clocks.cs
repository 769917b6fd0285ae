using System.Globalization;
using System.Text.RegularExpressions;

namespace Concord.Desk.Languages.Parity;

/// <summary>Reads times of day: 14:30, 2:30 p.m., 下午2时30分, 오후 2시 30분, 14 ч. 30 мин.</summary>
internal static partial class Clocks
{
    /// <summary>Reads at the first digit; the answer is the length, 0 where the digits are no time.</summary>
    public static int Read(string language, FoldedText text, int at, List<Figure> found)
    {
        if (FoldedText.IsDigit(text.At(at - 1)) || text.At(at - 1) is ':' or '.' or ',')
            return 0;
        var match = language switch
        {
            "zh" or "ja" => Chinese().Match(text.Lower, at),
            "ko" => Korean().Match(text.Lower, at),
            "ru" => Russian().Match(text.Lower, at),
            _ => English().Match(text.Lower, at),
        };
        if (!match.Success)
            return 0;
        var hour = Number(match.Groups["h"]);
        var minute = match.Groups["half"].Success ? 30 : Number(match.Groups["m"]);
        if (hour > 24 || minute > 59)
            return 0;
        var before = text.Lower[Math.Max(0, at - 4)..at].TrimEnd();
        var isAfternoon = match.Groups["pm"].Success || before.EndsWith("下午", StringComparison.Ordinal) || before.EndsWith("晚上", StringComparison.Ordinal)
            || before.EndsWith("오후", StringComparison.Ordinal);
        var isMorning = match.Groups["am"].Success || before.EndsWith("오전", StringComparison.Ordinal) || before.EndsWith("上午", StringComparison.Ordinal);
        if (isAfternoon && hour < 12)
            hour += 12;
        else if (isMorning && hour == 12)
            hour = 0;
        found.Add(new Figure(FigureKind.Clock, (hour * 60) + minute, at, match.Length, Claim.Firm));
        return match.Length;
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\G((?<h>\d{1,2}):(?<m>\d{2})(?!\d)( ?((?<am>a)|(?<pm>p))\.?m\b\.?)?|(?<h>\d{1,2}) ?((?<am>a)|(?<pm>p))\.?m\b\.?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex English();

    [GeneratedRegex(@"\G((?<h>\d{1,2}):(?<m>\d{2})(?!\d)|(?<h>\d{1,2})[时時点](?!间|間|段)((?<m>\d{1,2})分|(?<half>半))?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\G((?<h>\d{1,2}):(?<m>\d{2})(?!\d)|(?<h>\d{1,2})시(?!간|·|도)( ?((?<m>\d{1,2})분|(?<half>반)))?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Korean();

    [GeneratedRegex(@"\G((?<h>\d{1,2}):(?<m>\d{2})(?!\d)|(?<h>\d{1,2}) ?ч\.( ?(?<m>\d{1,2}) ?мин\.?)?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Russian();
}
