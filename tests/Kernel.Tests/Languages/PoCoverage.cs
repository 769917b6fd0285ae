using System.Text;
using System.Text.RegularExpressions;
using Concord.Kernel.Languages;
using Concord.Locales;

namespace Concord.Kernel.Tests.Languages;

/// <summary>Finds what translators still owe: texts of pages and code that have no translation, and translations that do not fit.</summary>
internal static partial class PoCoverage
{
    private static readonly Language[] Translated = [.. Language.All.Where(language => language != Language.English)];

    /// <summary>The folder of Concord.slnx above the tests.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Concord.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Concord.slnx is in no folder above the tests.");
    }

    /// <summary>All faults of the modules below <c>src</c>, one line each; none when every text is translated rightly.</summary>
    public static IReadOnlyList<string> Faults(string root)
    {
        var faults = new List<string>();
        var modules = new DirectoryInfo(Path.Combine(root, "src")).GetDirectories().OrderBy(module => module.Name, StringComparer.Ordinal).ToList();
        foreach (var language in Translated)
        {
            var files = new Dictionary<string, PoFile>(StringComparer.Ordinal);
            foreach (var module in modules)
                if (Path.Combine(module.FullName, "Locales", language.Tag + ".po") is var path && File.Exists(path))
                    files.Add(module.Name, PoFile.Load(path));
            foreach (var module in modules)
                foreach (var text in UsedText.InModule(module.FullName).DistinctBy(text => (text.Context, text.Id, text.PluralId)))
                    if (!IsTranslated(text, files.GetValueOrDefault(module.Name)) && !IsTranslated(text, files.GetValueOrDefault("Kernel")))
                        faults.Add($"{module.Name}/{text.File}: '{text.Id}' has no translation in {language}; run eng/strings and translate it");
            foreach (var (module, file) in files)
                faults.AddRange(file.Entries.Where(entry => entry.IsTranslated).Select(entry => Misfit(language, entry) is { } misfit ? $"{module}/Locales/{language}.po:{entry.Line}: {misfit}" : null).OfType<string>());
            faults.AddRange(Contradictions(language, files));
        }
        return faults;
    }

    private static bool IsTranslated(UsedText text, PoFile? file) =>
        file?.Entries.Any(entry => (entry.Context, entry.Id, entry.PluralId) == (text.Context, text.Id, text.PluralId) && entry.IsTranslated) == true;

    private static string? Misfit(Language language, PoEntry entry)
    {
        if (entry.PluralId is not null && entry.Texts.Count != Plurals.Forms(language))
            return $"'{entry.Id}' has {entry.Texts.Count} plural forms and needs {Plurals.Forms(language)}";
        var wanted = Placeholders(entry.PluralId ?? entry.Id);
        if (entry.Texts.FirstOrDefault(text => Placeholders(text) != wanted) is { } wrong)
            return $"'{wrong}' has the placeholders '{Placeholders(wrong)}' and '{entry.PluralId ?? entry.Id}' has '{wanted}'";
        return wanted.Length > 0 && entry.Texts.FirstOrDefault(text => !CanBeFilled(text)) is { } broken
            ? $"'{broken}' has a brace that belongs to no placeholder"
            : null;
    }

    private static bool CanBeFilled(string text)
    {
        try
        {
            CompositeFormat.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>All modules share one table: a text that two of them translate differently needs a context.</summary>
    private static IEnumerable<string> Contradictions(Language language, Dictionary<string, PoFile> files) =>
        from one in files.SelectMany(file => file.Value.Entries.Select(entry => (Module: file.Key, Entry: entry)))
        where one.Entry.IsTranslated
        group one by (one.Entry.Context, one.Entry.Id, one.Entry.PluralId) into same
        where same.Select(one => string.Join('\n', one.Entry.Texts)).Distinct().Skip(1).Any()
        select $"{string.Join(", ", same.Select(one => one.Module))}: '{same.Key.Id}' is translated differently in {language}; translate it alike or give it a context";

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
