using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Concord.Kernel.Time;
using NodaTime;

namespace Concord.Kernel.Languages;

/// <summary>Why a text is no date.</summary>
public enum DateFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It says no date in any of the languages, or one that no calendar has.</summary>
    NotADate,

    /// <summary>Day and month may stand in either order: <c>03/04/2022</c>.</summary>
    Ambiguous,

    /// <summary>The year has two digits only.</summary>
    ShortYear,
}

/// <summary>A date as somebody wrote it.</summary>
/// <param name="Fault">What keeps it from being one.</param>
/// <param name="Date">The date; of an ambiguous text the one that begins with the day.</param>
/// <param name="Other">Of an ambiguous text the date that begins with the month.</param>
public readonly record struct ReadDate(DateFault Fault, PartialDate Date, PartialDate Other = default);

/// <summary>
/// Reads dates and times as people write and paste them in the languages of the house: whatever <see cref="Formats"/> writes, and the usual other ways.
/// The language of the page plays no part, for what is pasted comes from anywhere; what may mean two days is refused, not guessed.
/// </summary>
public static partial class DateReading
{
    private const int LongestText = 60;
    private const string ChineseDigits = "〇一二三四五六七八九";

    private static readonly Dictionary<string, int> MonthNames = NamesOfMonths();

    private static readonly HashSet<string> Fillers = new(
        Language.All.SelectMany(language => Wording.Of(language).Weekdays).Select(day => day.ToLowerInvariant())
            .Concat(["of", "the", "г", "года", "год", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "пн", "вт", "ср", "чт", "пт", "сб", "вс"]),
        StringComparer.Ordinal);

    /// <summary>Reads a year, a month of a year or a day.</summary>
    public static ReadDate Read(string text)
    {
        var plain = Plain(text);
        if (plain is null)
            return new ReadDate(DateFault.NotADate, default);
        if (YearFirst().Match(plain) is { Success: true } ordered)
            return Dated(Part(ordered, "y"), Part(ordered, "m"), Part(ordered, "d"));
        if (DayFirst().Match(plain) is { Success: true } dotted)
            return Dated(Part(dotted, "y"), Part(dotted, "m"), Part(dotted, "d"));
        if (EitherFirst().Match(plain) is { Success: true } either)
            return InEitherOrder(Part(either, "y")!.Value, Part(either, "a")!.Value, Part(either, "b")!.Value);
        if (MonthFirst().Match(plain) is { Success: true } month)
            return Dated(Part(month, "y"), Part(month, "m"), null);
        if (ShortYear().IsMatch(plain))
            return new ReadDate(DateFault.ShortYear, default);
        return InWords(plain);
    }

    /// <summary>Reads a time of day, also with the words of a language: <c>13:00</c>, <c>1 pm</c>, <c>下午1点半</c>, <c>오후 1시</c>; null where it is none.</summary>
    public static LocalTime? ReadTime(string text)
    {
        if (Plain(text) is not { } plain)
            return null;
        var match = Clock().Match(plain);
        if (!match.Success)
            match = ClockInWords().Match(plain);
        if (!match.Success || Part(match, "h") is not { } hour)
            return null;
        var minute = match.Groups["half"].Success ? 30 : Part(match, "min") ?? 0;
        if (match.Groups["pm"].Success && hour < 12)
            hour += 12;
        else if (match.Groups["am"].Success && hour == 12)
            hour = 0;
        return hour <= 23 && minute <= 59 ? new LocalTime(hour, minute) : null;
    }

    /// <summary>Reads a day, or a minute of a day: a date, then perhaps a time behind a space or a T. A month or a year alone is none.</summary>
    public static (DateFault Fault, PartialDateTime Moment) ReadMoment(string text)
    {
        var whole = Read(text);
        if (whole is { Fault: DateFault.None, Date.IsDay: true })
            return (DateFault.None, new PartialDateTime(whole.Date.First, null));
        for (var at = text.Length - 2; at > 0; at--)
        {
            if (text[at] is not (' ' or 'T' or '\u00A0' or ',') || ReadTime(text[(at + 1)..]) is not { } time)
                continue;
            var day = Read(text[..at].TrimEnd(',', ' '));
            if (day is { Fault: DateFault.None, Date.IsDay: true })
                return (DateFault.None, new PartialDateTime(day.Date.First, time));
            if (day.Fault is DateFault.Ambiguous or DateFault.ShortYear)
                return (day.Fault, default);
        }
        return (whole.Fault == DateFault.None ? DateFault.NotADate : whole.Fault, default);
    }

    /// <summary>Full-width digits and signs as plain ones, small letters, one kind of space, no weekday in brackets; null for what is too long for a date.</summary>
    private static string? Plain(string text)
    {
        if (text.Length > LongestText || !IsWhole(text))
            return null;
        var plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);
        plain = Bracketed().Replace(plain, "").Trim();
        return ChineseNumber().Replace(plain, number => Number(number.Value));
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
                return false;
        return true;
    }

    /// <summary>二〇二二 is 2022, 十五 is 15, 二十 is 20.</summary>
    private static string Number(string chinese)
    {
        chinese = chinese.Replace('零', '〇').Replace('○', '〇');
        if (!chinese.Contains('十', StringComparison.Ordinal))
            return string.Concat(chinese.Select(digit => (char)('0' + ChineseDigits.IndexOf(digit, StringComparison.Ordinal))));
        var ten = chinese.IndexOf('十', StringComparison.Ordinal);
        var tens = ten == 0 ? 1 : ChineseDigits.IndexOf(chinese[ten - 1], StringComparison.Ordinal);
        var ones = ten == chinese.Length - 1 ? 0 : ChineseDigits.IndexOf(chinese[ten + 1], StringComparison.Ordinal);
        return ((tens * 10) + ones).ToString(CultureInfo.InvariantCulture);
    }

    private static ReadDate InEitherOrder(int year, int one, int two)
    {
        var (dayFirst, monthFirst) = (Dated(year, two, one), Dated(year, one, two));
        if (dayFirst.Fault != DateFault.None)
            return monthFirst;
        return monthFirst.Fault != DateFault.None || monthFirst == dayFirst ? dayFirst : new ReadDate(DateFault.Ambiguous, dayFirst.Date, monthFirst.Date);
    }

    /// <summary>A month by its name, with a year of four digits and perhaps a day, in any order.</summary>
    private static ReadDate InWords(string plain)
    {
        int? year = null, month = null, day = null;
        foreach (var word in plain.Split([' ', ',', '.', '-', '–', '—'], StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = OrdinalDay().Match(word) is { Success: true } ordinal ? ordinal.Groups["d"].Value : word;
            if (digits.All(char.IsAsciiDigit))
            {
                if (digits.Length == 4 && year is null)
                    year = int.Parse(digits, CultureInfo.InvariantCulture);
                else if (digits.Length <= 2 && day is null)
                    day = int.Parse(digits, CultureInfo.InvariantCulture);
                else
                    return new ReadDate(DateFault.NotADate, default);
            }
            else if (month is null && MonthNames.TryGetValue(word, out var named))
                month = named;
            else if (!Fillers.Contains(word))
                return new ReadDate(DateFault.NotADate, default);
        }
        if (year is null && month is not null && day is not null)
            return new ReadDate(DateFault.ShortYear, default);
        return month is null && day is not null ? new ReadDate(DateFault.NotADate, default) : Dated(year, month, day);
    }

    private static ReadDate Dated(int? year, int? month, int? day) =>
        year is { } y and >= 1 and <= 9999 && month is null or (>= 1 and <= 12) && (day is null || (month is { } m && day >= 1 && day <= DateTime.DaysInMonth(year.Value, m)))
            ? new ReadDate(DateFault.None, new PartialDate(y, month, day))
            : new ReadDate(DateFault.NotADate, default);

    private static int? Part(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : null;

    private static Dictionary<string, int> NamesOfMonths()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal) { ["sept"] = 9 };
        foreach (var wording in new[] { Wording.Of(Language.English), Wording.Of(Language.Russian) })
            foreach (var list in new[] { wording.Months, wording.MonthsAlone, wording.ShortMonths, wording.ShortMonthsAlone })
                for (var month = 1; month <= 12; month++)
                    names[list[month - 1].ToLowerInvariant().TrimEnd('.')] = month;
        foreach (var (name, month) in new[] { ("янв", 1), ("фев", 2), ("мар", 3), ("июн", 6), ("июл", 7), ("сен", 9), ("ноя", 11) })
            names[name] = month;
        return names;
    }

    [GeneratedRegex(@"\A(?<y>[0-9]{4})(?:\s*[年년])?\z|\A(?<y>[0-9]{4})(?:\s*[年년]\s*|\s*[-/.]\s*)(?<m>[0-9]{1,2})(?:\s*[月월])?\.?\z|\A(?<y>[0-9]{4})(?:\s*[年년]\s*|\s*[-/.]\s*)(?<m>[0-9]{1,2})(?:\s*[月월]\s*|\s*[-/.]\s*)(?<d>[0-9]{1,2})\s*(?:[日号일.])?(?:\s*(?:星期|周)?[一二三四五六日월화수목금토일](?:요일)?)?\z|\A(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"\A(?<d>[0-9]{1,2})\.\s*(?<m>[0-9]{1,2})\.\s*(?<y>[0-9]{4})(?:\s*(?:г\.?|года))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\A(?<a>[0-9]{1,2})\s*[-/]\s*(?<b>[0-9]{1,2})\s*[-/]\s*(?<y>[0-9]{4})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EitherFirst();

    [GeneratedRegex(@"\A(?<m>[0-9]{1,2})\s*[-/.]\s*(?<y>[0-9]{4})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"\A[0-9]{1,2}\s*[-/.]\s*[0-9]{1,2}\s*[-/.]\s*[0-9]{2}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"\A(?<d>[0-9]{1,2})(?:st|nd|rd|th)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrdinalDay();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"[〇零○一二三四五六七八九]{4}(?=年)|[一二三]?十[一二三四五六七八九]?(?=[月日号])|[一二三四五六七八九](?=[月日号])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChineseNumber();

    [GeneratedRegex(@"\A(?:(?<am>上午|오전)|(?<pm>下午|晚上|오후))?\s*(?<h>[0-9]{1,2})(?:[:.](?<min>[0-9]{2})(?::00)?)?\s*(?:(?<am>a\.?m\.?)|(?<pm>p\.?m\.?))\z|\A(?:(?<am>上午|오전)|(?<pm>下午|晚上|오후))?\s*(?<h>[0-9]{1,2})[:.](?<min>[0-9]{2})(?::00)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\A(?:(?<am>上午|오전)|(?<pm>下午|晚上|오후))?\s*(?<h>[0-9]{1,2})\s*(?:[点點时時시]|ч\.?|час(?:а|ов)?)\s*(?:(?<half>半|반)|整|(?<min>[0-9]{1,2})\s*(?:[分분]|мин\.?)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClockInWords();
}
