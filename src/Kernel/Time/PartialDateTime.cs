using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Concord.Kernel.Time;

/// <summary>A day, or a minute of a day, as clocks on the spot show it: <c>2008-12-01</c> or <c>2008-12-01T10:00</c>.</summary>
/// <param name="Date">The day.</param>
/// <param name="Time">The time of day to the minute, or null where only the day is known.</param>
[JsonConverter(typeof(PartialDateTimeJsonConverter))]
public readonly record struct PartialDateTime(LocalDate Date, LocalTime? Time)
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>Reads <c>yyyy-MM-dd</c> or <c>yyyy-MM-ddTHH:mm</c>; anything else is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDateTime value)
    {
        value = default;
        if (text is null || text.Length is not (10 or 16) || !PartialDate.TryParse(text[..10], out var date))
            return false;
        if (text.Length == 10)
        {
            value = new PartialDateTime(date.First, null);
            return true;
        }
        if (text[10] != 'T' || !Minutes.Parse(text[11..]).TryGetValue(default, out var time))
            return false;
        value = new PartialDateTime(date.First, time);
        return true;
    }

    public override string ToString() =>
        PartialDate.Of(Date) + (Time is { } time ? "T" + Minutes.Format(time) : "");
}

internal sealed class PartialDateTimeJsonConverter : JsonConverter<PartialDateTime>
{
    public override PartialDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartialDateTime.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"'{reader.GetString()}' is not a local time such as 2008-12-01T10:00.");

    public override void Write(Utf8JsonWriter writer, PartialDateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>Reads and writes a time of day to the minute, <c>13:00</c>.</summary>
public sealed class MinuteOfDayJsonConverter : JsonConverter<LocalTime>
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Minutes.Parse(reader.GetString()!).TryGetValue(default, out var time)
            ? time
            : throw new JsonException($"'{reader.GetString()}' is not a time such as 13:00.");

    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Minutes.Format(value));
}
