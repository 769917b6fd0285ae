using System.Globalization;

namespace Concord.Kernel.Languages;

/// <summary>A language of the interface: its BCP 47 tag, its own name, and the culture that sorts and formats in it.</summary>
public sealed class Language
{
    private Language(string tag, string ownName, string culture)
    {
        (Tag, OwnName, Culture) = (tag, ownName, CultureInfo.GetCultureInfo(culture));
        Collation = Culture.CompareInfo;
        Order = Collation.GetStringComparer(CompareOptions.None);
    }

    public static Language English { get; } = new("en", "English", "en-GB");
    public static Language Chinese { get; } = new("zh", "中文", "zh-CN");
    public static Language Russian { get; } = new("ru", "Русский", "ru-RU");
    public static Language Korean { get; } = new("ko", "한국어", "ko-KR");

    /// <summary>All languages of the interface, in the order in which every page shows them.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Chinese, Russian, Korean];

    /// <summary>BCP 47 tag, first part of every page's address: <c>en</c>, <c>zh</c>, <c>ru</c>, <c>ko</c>.</summary>
    public string Tag { get; }

    /// <summary>The language's name in itself.</summary>
    public string OwnName { get; }

    public CultureInfo Culture { get; }

    /// <summary>The collation that names are sorted by: pinyin for Chinese, syllable order for Korean.</summary>
    public CompareInfo Collation { get; }

    /// <summary>The same collation for <c>OrderBy</c>, which leaves equal names in the order they had: <c>names.Order(language.Order)</c>.</summary>
    public StringComparer Order { get; }

    /// <summary>The language of a tag, or null where the interface does not speak it.</summary>
    public static Language? Find(string? tag)
    {
        foreach (var language in All)
            if (language.Tag == tag)
                return language;
        return null;
    }

    /// <summary>One string instance per known tag: records hold millions of them.</summary>
    internal static string Intern(string tag) => Find(tag)?.Tag ?? tag;

    public override string ToString() => Tag;
}
