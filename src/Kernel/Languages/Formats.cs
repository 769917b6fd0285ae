using System.Globalization;
using System.Text;
using Concord.Kernel.Time;
using NodaTime;

namespace Concord.Kernel.Languages;

/// <summary>
/// Dates, times, numbers and lists as one language writes them, for people to read. Only as much of a date is shown as is known.
/// Take the instance of a language with <see cref="For"/>; it may be used from many threads.
/// </summary>
public sealed class Formats
{
    private static readonly Dictionary<string, Formats> Known = Language.All.ToDictionary(language => language.Tag,
        language => new Formats(language), StringComparer.Ordinal);

    private readonly Wording words;
    private readonly NumberFormatInfo numbers;

    private Formats(Language language)
    {
        Language = language;
        words = Wording.Of(language);
        numbers = NumberFormatInfo.ReadOnly(new NumberFormatInfo
        {
            NumberGroupSeparator = words.GroupSeparator,
            NumberDecimalSeparator = words.DecimalSeparator,
            NegativeSign = "\u2212",
        });
    }

    public Language Language { get; }

    public static Formats For(Language language) => Known[language.Tag];

    /// <summary>31 October 2022.</summary>
    public string Date(LocalDate date) => Date(PartialDate.Of(date));

    /// <summary>31 October 2022, October 2022 or 2022: as much as is known.</summary>
    public string Date(PartialDate date) => Write(Pattern(date, words.Day, words.Month, words.Year), date);

    /// <summary>31 Oct 2022, Oct 2022 or 2022, for tables and drawings.</summary>
    public string ShortDate(PartialDate date) => Write(Pattern(date, words.ShortDay, words.ShortMonth, words.ShortYear), date);

    /// <summary>Monday, 31 October 2022.</summary>
    public string Weekday(LocalDate date) => Write(words.WithWeekday, PartialDate.Of(date));

    /// <summary>The name of a month that stands alone, 1 to 12: July, июль.</summary>
    public string Month(int month) => words.MonthsAlone[month - 1];

    /// <summary>
    /// A period, with what both dates share said once: 15–16 September 2022. A missing end is "from", a missing beginning "until";
    /// without any date the answer is empty. For something that has but one day, such as an event, see <see cref="When"/>.
    /// </summary>
    public string Range(PartialDate? start, PartialDate? end) => (start, end) switch
    {
        ({ } from, { } until) => Between(from, until),
        ({ } from, null) => Fill(words.From, AfterPreposition(from)),
        (null, { } until) => Fill(words.Until, AfterPreposition(until)),
        _ => "",
    };

    /// <summary>When something takes place: as <see cref="Range"/>, but a beginning alone is the date itself.</summary>
    public string When(PartialDate? start, PartialDate? end) =>
        start is { } date && end is null ? Date(date) : Range(start, end);

    /// <summary>
    /// The date block of a row in a list, as short as can be. Where the small line holds two parts, a line feed stands between
    /// them; shown on one line it is a space. Without any date all parts are empty.
    /// </summary>
    public DateBlock Block(PartialDate? start, PartialDate? end)
    {
        if (start is not { } from)
            return end is { } only ? new DateBlock(words.BlockDash + Big(only), Small(only), only.ToString()) : new DateBlock("", "", "");
        if (end is not { } until || from == until)
            return new DateBlock(Big(from), Small(from), from.ToString());
        return Shared(from, until) switch
        {
            Span.DaysOfMonth => new DateBlock(Big(from) + words.BlockDash + Big(until), Small(from), from.ToString()),
            Span.DaysOfYear when words.BlockDaysOfYear is { } pattern => new DateBlock(Big(from), Write(pattern, from, until), from.ToString()),
            Span.MonthsOfYear when words.BlockMonthsOfYear is { } pattern => new DateBlock(Big(from), Write(pattern, from, until), from.ToString()),
            _ => new DateBlock(Big(from), Joined(Small(from), ShortDate(until)), from.ToString()),
        };
    }

    /// <summary>12,345.</summary>
    public string Number(long number) => number.ToString("N0", numbers);

    /// <summary>12,345.6: as many decimals as the number has, without closing zeros.</summary>
    public string Number(decimal number) => number.ToString("#,##0.############################", numbers);

    /// <summary>An amount of money in plain grouped figures; a fraction is shown with two decimals.</summary>
    /// <param name="amount">The amount in the currency's unit, not in cents.</param>
    /// <param name="currencyLabelOrCode">
    /// An ISO 4217 code (<c>USD</c>), written with the currency's usual unit where it is known, or a name, which is written as it is.
    /// </param>
    public string Money(decimal amount, string currencyLabelOrCode)
    {
        var whole = decimal.Truncate(amount) == amount;
        var figures = amount.ToString(whole ? "N0" : "N2", numbers);
        if (words.Money.TryGetValue(currencyLabelOrCode, out var forms))
            return Fill(forms[forms.Length == 1 ? 0 : whole ? Plurals.Form(Language, (long)(amount % 100)) : 1], figures);
        var isCode = currencyLabelOrCode.Length == 3 && currencyLabelOrCode.All(char.IsAsciiLetterUpper);
        return string.Format(CultureInfo.InvariantCulture, isCode ? words.MoneyByCode : words.MoneyByName, figures, currencyLabelOrCode);
    }

    /// <summary>What stands between two items of a list, with its space.</summary>
    public string Comma => words.Comma;

    /// <summary>What stands between two items that have commas of their own, with its space.</summary>
    public string Semicolon => words.Semicolon;

    /// <summary>Names of languages as a list within a text.</summary>
    public string Languages(IEnumerable<string> names) => List(words.SmallLanguages ? names.Select(name => name.ToLower(Language.Culture)) : names);

    /// <summary>A, B and C.</summary>
    public string List(IEnumerable<string> items)
    {
        var all = items as IReadOnlyList<string> ?? [.. items];
        return all.Count switch
        {
            0 => "",
            1 => all[0],
            _ => string.Join(words.Comma, all.Take(all.Count - 1)) + words.And + all[^1],
        };
    }

    /// <summary>Which edition of a series: 12th edition, 第12届, 12-й, 제12회.</summary>
    public string Ordinal(int edition) => words.Ordinal(edition);

    /// <summary>The text in the language's quotation marks; the same marks inside it become the inner ones.</summary>
    public string Quote(string text)
    {
        var (open, close) = (words.Quotes[0], words.Quotes[1]);
        if (text.Contains(open, StringComparison.Ordinal) || text.Contains(close, StringComparison.Ordinal))
            text = text.Replace(open, words.Quotes[2], StringComparison.Ordinal).Replace(close, words.Quotes[3], StringComparison.Ordinal);
        return open + text + close;
    }

    /// <summary>An instant to the minute on the clock of UTC, which is named: <c>31 October 2022, 05:00 UTC</c>.</summary>
    public string Moment(Instant instant)
    {
        var utc = instant.InUtc();
        return Date(utc.Date) + (Language.Tag is "zh" or "ko" ? " " : ", ") + Time(utc.TimeOfDay) + " UTC";
    }

    /// <summary>13:00.</summary>
    public string Time(LocalTime time) => time.ToString("HH':'mm", CultureInfo.InvariantCulture);

    /// <summary>UTC+8, UTC+5:30, UTC; a minus sign, not a hyphen, before those to the west.</summary>
    public string Offset(Offset offset)
    {
        if (offset == NodaTime.Offset.Zero)
            return "UTC";
        var minutes = Math.Abs(offset.Seconds) / 60;
        var hours = "UTC" + (offset.Seconds < 0 ? "\u2212" : "+") + (minutes / 60).ToString(CultureInfo.InvariantCulture);
        return minutes % 60 == 0 ? hours : hours + ":" + (minutes % 60).ToString("00", CultureInfo.InvariantCulture);
    }

    private enum Span
    {
        Nothing,
        Years,
        MonthsOfYear,
        DaysOfYear,
        DaysOfMonth,
    }

    private static Span Shared(PartialDate a, PartialDate b)
    {
        if (a.IsDay && b.IsDay && a.Year == b.Year)
            return a.Month == b.Month ? Span.DaysOfMonth : Span.DaysOfYear;
        if (!a.IsDay && !b.IsDay && a.Month is not null && b.Month is not null && a.Year == b.Year)
            return Span.MonthsOfYear;
        return a.Month is null && b.Month is null ? Span.Years : Span.Nothing;
    }

    private string Between(PartialDate a, PartialDate b) => a == b ? Date(a) : Shared(a, b) switch
    {
        Span.DaysOfMonth => Write(words.DaysOfMonth, a, b),
        Span.DaysOfYear => Write(words.DaysOfYear, a, b),
        Span.MonthsOfYear => Write(words.MonthsOfYear, a, b),
        Span.Years => Write(words.Years, a, b),
        _ => Date(a) + words.Join + Date(b),
    };

    private string AfterPreposition(PartialDate date) =>
        words.MonthAfterPreposition is { } pattern && date is { Month: not null, IsDay: false } ? Write(pattern, date) : Date(date);

    private string Big(PartialDate date) => Write(Pattern(date, "{d}", words.BlockMonth, "{y}"), date);

    private string Small(PartialDate date) => Write(Pattern(date, words.BlockDay, words.BlockYear, ""), date);

    /// <summary>"Dec 2021 –⏎3 Jan 2022", and "– 2025" where the beginning has no small line.</summary>
    private string Joined(string small, string until) =>
        small.Length > 0 ? small + words.BlockJoin + until : words.BlockUntil + until;

    private static string Pattern(PartialDate date, string day, string month, string year) =>
        date.IsDay ? day : date.Month is not null ? month : year;

    private static string Fill(string pattern, string text) => pattern.Replace("{0}", text, StringComparison.Ordinal);

    private string Write(string pattern, PartialDate first, PartialDate second = default)
    {
        var text = new StringBuilder(pattern.Length + 24);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '{')
            {
                text.Append(pattern[i]);
                continue;
            }
            var part = pattern[++i];
            var date = first;
            if (pattern[++i] == '2')
                (date, i) = (second, i + 1);
            switch (part)
            {
                case 'd':
                    text.Append(CultureInfo.InvariantCulture, $"{date.Day!.Value}");
                    break;
                case 'o':
                    text.Append(CultureInfo.InvariantCulture, $"{date.Month!.Value}");
                    break;
                case 'y':
                    text.Append(CultureInfo.InvariantCulture, $"{date.Year}");
                    break;
                case 'w':
                    text.Append(words.Weekdays[(int)date.First.DayOfWeek - 1]);
                    break;
                default:
                    text.Append(Names(part)[date.Month!.Value - 1]);
                    break;
            }
        }
        return text.ToString();
    }

    private string[] Names(char part) => part switch
    {
        'M' => words.Months,
        'm' => words.ShortMonths,
        'N' => words.MonthsAlone,
        'n' => words.ShortMonthsAlone,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No date pattern has such a part."),
    };
}

/// <summary>The date block of a row in a list.</summary>
/// <param name="Big">The large line: <c>15–16</c>, <c>Jul</c>, <c>2023</c>.</param>
/// <param name="Small">The small line: <c>Sep 2022</c>; empty under a year. A line feed in it is a place to break.</param>
/// <param name="DateTime">What <c>datetime</c> of the HTML element <c>time</c> holds: the first date, as exact as it is known.</param>
public readonly record struct DateBlock(string Big, string Small, string DateTime);
