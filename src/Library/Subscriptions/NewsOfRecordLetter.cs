using Concord.Kernel.Languages;
using Concord.Kernel.Mail;

namespace Concord.Library.Subscriptions;

/// <summary>Tells a subscriber what happened.</summary>
/// <param name="Followed">Name of what is followed.</param>
/// <param name="Lines">What happened, oldest first.</param>
/// <param name="More">How many more records there were than a mail names.</param>
/// <param name="FollowedPath">Page of what is followed, below the language.</param>
internal sealed record NewsOfRecordLetter(LocalizedText Followed, IReadOnlyList<NewsLine> Lines, int More, string FollowedPath) : Letter
{
    internal static LocalizedText Mechanism { get; } = new(new("en", "Example Environmental Cooperation"), new("zh", "示例环境合作"),
        new("ru", "Пример экологического сотрудничества"), new("ko", "예시 환경협력"));

    public static NewsOfRecordLetter Sample { get; } = new(Mechanism,
        [
            new NewsLine(Happened.Announced, new LocalizedText(new("en", "Example forum"), new("zh", "示例论坛"), new("ru", "Пример форума"), new("ko", "예시 포럼")), "/events"),
            new NewsLine(Happened.Changed, new LocalizedText(new("en", "Example action plan"), new("zh", "示例行动计划"), new("ru", "Пример плана действий"), new("ko", "예시 행동계획")), "/instruments"),
        ], 0, "/mechanisms");
}

/// <param name="What">What happened to the record.</param>
/// <param name="About">Its name.</param>
/// <param name="Path">Its page, below the language.</param>
internal sealed record NewsLine(Happened What, LocalizedText About, string Path)
{
    /// <summary>The line in words.</summary>
    public string Say(Strings l, Language language)
    {
        var name = About.In(language.Tag).Text;
        return What switch
        {
            Happened.Announced => l["Announced: {0}", name],
            Happened.Changed => l["Changed: {0}", name],
            _ => l["Published: {0}", name],
        };
    }
}
