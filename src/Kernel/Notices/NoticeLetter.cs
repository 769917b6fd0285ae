using Concord.Kernel.Languages;
using Concord.Kernel.Mail;

namespace Concord.Kernel.Notices;

/// <summary>One line of a letter of notices.</summary>
/// <param name="Text"><see cref="NoticeKind.Text"/>.</param>
/// <param name="About"><see cref="Notice.About"/>.</param>
/// <param name="Path"><see cref="Notice.Path"/>.</param>
public sealed record NoticeLine(string Text, LocalizedText About, string Path)
{
    /// <summary>The sentence in the reader's language, the thing by its name in that language or the nearest that it has.</summary>
    public string Say(Strings l) => l[Text, About.In(l.Language.Tag).Text];
}

/// <summary>Tells of one thing at once, or of all that a day brought.</summary>
/// <param name="Lines">What is told, oldest first.</param>
/// <param name="IsOfDay">Whether it is the mail of the day.</param>
public sealed record NoticeLetter(IReadOnlyList<NoticeLine> Lines, bool IsOfDay) : Letter
{
    /// <summary>For the page that shows all mails.</summary>
    internal static NoticeLetter Sample { get; } = new(
        [
            new NoticeLine(Strings.Key("“{0}” was published"), new LocalizedText([new Worded("en", "Example forum"), new Worded("zh", "示例论坛"), new Worded("ru", "Пример форума"), new Worded("ko", "예시 포럼")]), "/events"),
            new NoticeLine(Strings.Key("“{0}” was published"), new LocalizedText([new Worded("en", "Example action plan"), new Worded("zh", "示例行动计划"), new Worded("ru", "Пример плана действий"), new Worded("ko", "예시 행동계획")]), "/instruments"),
        ], IsOfDay: true);
}
