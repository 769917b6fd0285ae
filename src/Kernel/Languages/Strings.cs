using System.Collections.Concurrent;
using System.Reflection;
using Concord.Kernel.Time;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Concord.Kernel.Languages;

/// <summary>
/// The words of the interface in one language; in pages and code it is called <c>L</c>. The English text is the key. What is not
/// translated is shown in English and noted in <see cref="Missing"/>.
/// </summary>
/// <remarks>
/// Arguments are written as the language writes them: whole and decimal numbers with grouping, dates in words, times as 13:00.
/// A year is therefore handed over as a <see cref="PartialDate"/> or as text, never as a number. A placeholder with a format of its
/// own (<c>{0:0.0}</c>) keeps it, in the language's culture.
/// </remarks>
public sealed class Strings : IStringLocalizer
{
    /// <summary>At most this many missing texts are noted: the list is for finding faults, not a store.</summary>
    private const int MostMissing = 10_000;

    private readonly Catalogue catalogue;
    private readonly bool isEnglish;
    private readonly Written written;
    private readonly ConcurrentDictionary<(string? Context, string Text), bool> missing = new();

    internal Strings(Catalogue catalogue)
    {
        this.catalogue = catalogue;
        isEnglish = catalogue.Language == Language.English;
        Formats = Formats.For(catalogue.Language);
        written = new Written(Formats);
    }

    public Language Language => catalogue.Language;

    /// <summary>Dates, numbers and lists of the same language.</summary>
    public Formats Formats { get; }

    /// <summary>The texts that were asked for and not found, by their English. Always empty in English.</summary>
    public IReadOnlyCollection<string> Missing =>
        [.. missing.Keys.Select(key => key.Context is null ? key.Text : key.Context + "|" + key.Text).Order(StringComparer.Ordinal)];

    /// <summary>A text without arguments.</summary>
    public string this[string english] => catalogue.Find(english) ?? Untranslated(null, english);

    /// <summary>A text with its arguments at <c>{0}</c>, <c>{1}</c> and so on.</summary>
    public string this[string english, params object?[] args] => Fill(this[english], args);

    /// <summary>A word of several meanings, in the meaning that <paramref name="context"/> names: <c>In("month", "May")</c>.</summary>
    public string In(string context, string english) => catalogue.Find(context, english) ?? Untranslated(context, english);

    /// <inheritdoc cref="In(string, string)"/>
    public string In(string context, string english, params object?[] args) => Fill(In(context, english), args);

    /// <summary>A text about <paramref name="n"/> things. <c>{0}</c> is the number, <c>{1}</c> the first of <paramref name="more"/>.</summary>
    /// <param name="n">The number that settles the form.</param>
    /// <param name="one">The English text for one thing.</param>
    /// <param name="other">The English text for any other number.</param>
    /// <param name="more">Further arguments.</param>
    public string Plural(long n, string one, string other, params object?[] more)
    {
        var text = catalogue.Find(n, one, other) ?? Untranslated(null, Plurals.Form(Language.English, n) == 0 ? one : other);
        return Fill(text, [n, .. more]);
    }

    /// <summary>
    /// The text itself. It marks an English text that is translated elsewhere, where the key is a variable (a table of headings,
    /// a list of states), so that the list of all texts has it.
    /// </summary>
    public static string Key(string english) => english;

    private string Untranslated(string? context, string english)
    {
        if (!isEnglish && missing.Count < MostMissing)
            missing.TryAdd((context, english), true);
        return english;
    }

    private string Fill(string text, object?[] args) => string.Format(written, text, args);

    LocalizedString IStringLocalizer.this[string name] => new(name, this[name], !isEnglish && catalogue.Find(name) is null);

    LocalizedString IStringLocalizer.this[string name, params object[] arguments] =>
        new(name, this[name, arguments], !isEnglish && catalogue.Find(name) is null);

    IEnumerable<LocalizedString> IStringLocalizer.GetAllStrings(bool includeParentCultures) =>
        catalogue.Texts.Select(text => new LocalizedString(text.Key, text.Value));

    /// <summary>Writes arguments as the language does.</summary>
    private sealed class Written(Formats formats) : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) =>
            formatType == typeof(ICustomFormatter) ? this : formats.Language.Culture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            string text => text,
            IFormattable value when !string.IsNullOrEmpty(format) => value.ToString(format, formats.Language.Culture),
            int number => formats.Number(number),
            long number => formats.Number(number),
            decimal number => formats.Number(number),
            PartialDate date => formats.Date(date),
            LocalDate date => formats.Date(date),
            LocalTime time => formats.Time(time),
            IFormattable value => value.ToString(null, formats.Language.Culture),
            _ => arg.ToString() ?? "",
        };
    }
}

/// <summary>The words of the interface in all languages, read once from the assemblies of the modules.</summary>
/// <param name="assemblies">The modules, the Kernel first: of two translations of one text the first counts.</param>
public sealed class Translations(IReadOnlyList<Assembly> assemblies)
{
    private readonly ConcurrentDictionary<string, Lazy<Strings>> languages = new(StringComparer.Ordinal);

    /// <summary>The words in <paramref name="language"/>: the same instance every time.</summary>
    /// <exception cref="PoFault">A module's PO file is broken.</exception>
    public Strings In(Language language) =>
        languages.GetOrAdd(language.Tag, _ => new Lazy<Strings>(() => new Strings(Catalogue.Load(language, assemblies)))).Value;

    /// <summary>Reads every language now, so that a broken file stops the start and not a page.</summary>
    /// <exception cref="PoFault">A module's PO file is broken.</exception>
    public Translations LoadAll()
    {
        foreach (var language in Language.All)
            In(language);
        return this;
    }
}
