using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Concord.Kernel.Time;

/// <summary>
/// A date that is only as exact as its source: a year, a month of a year, or a day (ISO 8601 <c>2024</c>, <c>2024-07</c>,
/// <c>2024-07-08</c>). Years run from 1 to 9999.
/// </summary>
[JsonConverter(typeof(PartialDateJsonConverter))]
public readonly record struct PartialDate : IComparable<PartialDate>
{
    /// <exception cref="ArgumentOutOfRangeException">Such a day does not exist, or a day is given without a month.</exception>
    public PartialDate(int year, int? month = null, int? day = null)
    {
        if (!Exists(year, month, day))
            throw new ArgumentOutOfRangeException(nameof(year), $"{year}-{month}-{day} is not a date.");
        (Year, Month, Day) = (year, month, day);
    }

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    /// <summary>True when the date is known to the day.</summary>
    public bool IsDay => Day is not null;

    /// <summary>The first day that the date may mean.</summary>
    public LocalDate First => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day that the date may mean: 31 December of a year, the month's last day.</summary>
    public LocalDate Last => Day is { } day
        ? new LocalDate(Year, Month!.Value, day)
        : new LocalDate(Year, Month ?? 12, 1).With(DateAdjusters.EndOfMonth);

    public static PartialDate Of(LocalDate date) => new(date.Year, date.Month, date.Day);

    /// <summary>Reads <c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>, ASCII digits only; anything else, and days that do not exist, is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate date)
    {
        date = default;
        if (text is null || text.Length is not (4 or 7 or 10))
            return false;
        if (!Digits(text, 0, 4, out var year))
            return false;
        int? month = null, day = null;
        if (text.Length >= 7)
        {
            if (text[4] != '-' || !Digits(text, 5, 2, out var m))
                return false;
            month = m;
        }
        if (text.Length == 10)
        {
            if (text[7] != '-' || !Digits(text, 8, 2, out var d))
                return false;
            day = d;
        }
        if (!Exists(year, month, day))
            return false;
        date = new PartialDate(year, month, day);
        return true;
    }

    /// <exception cref="FormatException">The text is not such a date.</exception>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a date such as 2024, 2024-07 or 2024-07-08.");

    /// <summary>Compares on the precision that both have: <c>2004-09</c> is not after <c>2004</c>.</summary>
    public bool IsAfter(PartialDate other)
    {
        if (Year != other.Year)
            return Year > other.Year;
        if (Month is not { } month || other.Month is not { } otherMonth || month == otherMonth)
            return Day is { } day && other.Day is { } otherDay && Month == other.Month && day > otherDay;
        return month > otherMonth;
    }

    /// <summary>Order by first day; of two with the same first day the more exact comes first.</summary>
    public int CompareTo(PartialDate other) =>
        (First, -Precision).CompareTo((other.First, -other.Precision));

    private int Precision => Day is not null ? 3 : Month is not null ? 2 : 1;

    public override string ToString() => (Month, Day) switch
    {
        ({ } month, { } day) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}-{day:00}"),
        ({ } month, null) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}"),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    private static bool Exists(int year, int? month, int? day) =>
        year is >= 1 and <= 9999
        && (month is null or (>= 1 and <= 12))
        && (day is null || (month is { } m && day >= 1 && day <= DateTime.DaysInMonth(year, m)));

    private static bool Digits(string text, int start, int count, out int value)
    {
        value = 0;
        foreach (var digit in text.AsSpan(start, count))
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = (value * 10) + (digit - '0');
        }
        return true;
    }

    public static bool operator <(PartialDate left, PartialDate right) => left.CompareTo(right) < 0;

    public static bool operator >(PartialDate left, PartialDate right) => left.CompareTo(right) > 0;

    public static bool operator <=(PartialDate left, PartialDate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PartialDate left, PartialDate right) => left.CompareTo(right) >= 0;
}

internal sealed class PartialDateJsonConverter : JsonConverter<PartialDate>
{
    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartialDate.TryParse(reader.GetString(), out var date)
            ? date
            : throw new JsonException($"'{reader.GetString()}' is not a date such as 2024, 2024-07 or 2024-07-08.");

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
