using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Desk.Languages;

/// <summary>Who may do what at the language desk.</summary>
internal static class LanguageAccess
{
    /// <summary>Bringing texts of a record into a language, by the editor or by a file.</summary>
    public const string Translate = "texts.translate";

    /// <summary>Saying that a translation was looked over.</summary>
    public const string Check = "texts.check";

    /// <summary>Seeing what is owed in each language.</summary>
    public const string SeeOwed = "texts.see";

    /// <summary>Saying who sees to what is owed, and until when.</summary>
    public const string Assign = "texts.assign";

    public static readonly Act[] Acts =
    [
        new Act(SeeOwed, "See what is owed in each language, and texts with their translations.").ByAll(Administrator, Auditor).ByOwn(Secretariat, Editor, Translator),
        new Act(Translate, "Write a translation of a text, and take over translations from a file.").ByAll(Administrator).ByOwn(Secretariat, Editor, Translator),
        new Act(Assign, "Say who translates what is owed, and until when.").ByAll(Administrator).ByOwn(Secretariat, Editor),
        new Act(Check, "Say that a translation was looked over.").ByAll(Administrator).ByOwn(Secretariat, Editor, Translator),
    ];
}
