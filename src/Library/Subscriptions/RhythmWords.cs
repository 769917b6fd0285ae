using Concord.Kernel.Languages;

namespace Concord.Library.Subscriptions;

/// <summary>How often a subscriber is told, in words.</summary>
internal static class RhythmWords
{
    /// <summary>The choice of a form: its value and its words.</summary>
    public static IEnumerable<(string Value, string Text)> Choices(Strings l) =>
    [
        (Value(Rhythm.AtOnce), l["at once"]), (Value(Rhythm.Daily), l["once a day, all in one mail"]), (Value(Rhythm.Weekly), l["once a week, all in one mail"]),
    ];

    public static string Value(Rhythm rhythm) => rhythm switch
    {
        Rhythm.Daily => "daily",
        Rhythm.Weekly => "weekly",
        _ => "at-once",
    };

    /// <summary>The rhythm of a form's value; null for any other text.</summary>
    public static Rhythm? Read(string? value) => value switch
    {
        "at-once" => Rhythm.AtOnce,
        "daily" => Rhythm.Daily,
        "weekly" => Rhythm.Weekly,
        _ => null,
    };

    public static string Sentence(Rhythm rhythm, Strings l) => rhythm switch
    {
        Rhythm.Daily => l["One mail a day at most, and none when nothing happens."],
        Rhythm.Weekly => l["One mail a week at most, and none when nothing happens."],
        _ => l["A mail comes as soon as something happens."],
    };
}
