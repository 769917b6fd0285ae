namespace Concord.Kernel.Languages;

/// <summary>
/// How one language writes dates, numbers and lists, as patterns. They are kept here and not taken from the machine's locale data, because
/// those differ between machines ("Sep", "Sept") and have no words for ranges and open ends.
/// </summary>
/// <remarks>
/// In a date pattern these stand for the first date: <c>{d}</c> day, <c>{y}</c> year, <c>{o}</c> number of the month, <c>{M}</c> and
/// <c>{m}</c> the month's name beside a day, long and short, <c>{N}</c> and <c>{n}</c> the same without a day, <c>{w}</c> the day of
/// the week. With a 2 (<c>{d2}</c>) they stand for the second date. In the patterns of block and join a line feed is where a
/// narrow column may break.
/// </remarks>
internal sealed partial class Wording
{
    /// <summary>Twelve names beside a day: "31 октября".</summary>
    public required string[] Months { get; init; }

    /// <summary>Twelve names without a day: "октябрь".</summary>
    public required string[] MonthsAlone { get; init; }

    public required string[] ShortMonths { get; init; }

    public required string[] ShortMonthsAlone { get; init; }

    /// <summary>Seven names, Monday first.</summary>
    public required string[] Weekdays { get; init; }

    public required string Day { get; init; }

    public required string WithWeekday { get; init; }

    public required string Month { get; init; }

    public required string Year { get; init; }

    public required string ShortDay { get; init; }

    public required string ShortMonth { get; init; }

    public required string ShortYear { get; init; }

    public required string DaysOfMonth { get; init; }

    public required string DaysOfYear { get; init; }

    public required string MonthsOfYear { get; init; }

    public required string Years { get; init; }

    /// <summary>Between two whole dates that share nothing.</summary>
    public required string Join { get; init; }

    /// <summary>A beginning without an end; <c>{0}</c> is the date as its own pattern writes it.</summary>
    public required string From { get; init; }

    public required string Until { get; init; }

    /// <summary>A month after "from" and "until", where the case changes it; else null.</summary>
    public string? MonthAfterPreposition { get; init; }

    /// <summary>Between the two numbers of a date block: 15–16.</summary>
    public string BlockDash { get; init; } = "–";

    /// <summary>The small line under a day.</summary>
    public required string BlockDay { get; init; }

    /// <summary>The large line of a month.</summary>
    public required string BlockMonth { get; init; }

    /// <summary>The small line under a month.</summary>
    public required string BlockYear { get; init; }

    /// <summary>Between the small line of the beginning and the end.</summary>
    public required string BlockJoin { get; init; }

    /// <summary>Before the end, where the small line begins with it.</summary>
    public required string BlockUntil { get; init; }

    /// <summary>The small line of days in two months of one year, where it leaves out the first year.</summary>
    public string? BlockDaysOfYear { get; init; }

    /// <summary>The small line of two months of one year, where it leaves out the first year.</summary>
    public string? BlockMonthsOfYear { get; init; }

    public required string GroupSeparator { get; init; }

    public required string DecimalSeparator { get; init; }

    public required string Comma { get; init; }

    public required string And { get; init; }

    public string Semicolon { get; init; } = "; ";

    /// <summary>Whether names of languages, written for headings, begin small within a text.</summary>
    public bool SmallLanguages { get; init; }

    /// <summary>Opening and closing marks, then those inside them.</summary>
    public required string[] Quotes { get; init; }

    public required Func<int, string> Ordinal { get; init; }

    /// <summary>
    /// Units of money by ISO 4217 code, as patterns around the amount <c>{0}</c>; where there are several they are the plural
    /// forms, and the second also stands after a fraction.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Money { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>An amount <c>{0}</c> with a code <c>{1}</c> that <see cref="Money"/> does not know.</summary>
    public required string MoneyByCode { get; init; }

    /// <summary>An amount <c>{0}</c> with a currency's name <c>{1}</c>.</summary>
    public required string MoneyByName { get; init; }

    /// <summary>The wording of a language; one that has none of its own is written as English is.</summary>
    public static Wording Of(Language language) => language.Tag switch
    {
        "zh" => Chinese,
        "ru" => Russian,
        "ko" => Korean,
        _ => English,
    };
}
