using Concord.Kernel.Languages;

namespace Concord.Kernel.Tests.Languages;

/// <summary>The glossary names things as the interface does, in each language, and the interface spells one way.</summary>
public sealed class Glossary
{
    private static readonly string[] Columns = ["code", "en", "zh", "ru", "ko"];

    [Fact]
    public void Its_words_are_the_words_of_the_interface()
    {
        var faults = new List<string>();
        var rows = File.ReadLines(Path.Combine(PoCoverage.Root(), "docs", "glossary.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.True(rows.Count > 10);
        foreach (var row in rows)
            for (var column = 2; column < Columns.Length; column++)
            {
                var entries = Entries(Columns[column]).Where(entry => entry.Id.Contains(row[1], StringComparison.OrdinalIgnoreCase)).ToList();
                if (!entries.Exists(entry => entry.Texts.Any(text => Has(text, row[column], Columns[column]))))
                    faults.Add($"{row[1]}: {row[column]}, but {string.Join(", ", entries.Take(3).Select(entry => entry.Texts[0]))}");
            }
        Assert.Empty(faults);
    }

    [Fact]
    public void Russian_texts_are_written_without_the_letter_yo_as_the_labels_are() =>
        Assert.DoesNotContain(Entries("ru"), entry => entry.Texts.Any(text => text.Contains('ё', StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<PoEntry> Entries(string language) =>
        Directory.EnumerateFiles(Path.Combine(PoCoverage.Root(), "src"), language + ".po", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "Locales" && !path.Contains(Path.DirectorySeparatorChar + "bin" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .SelectMany(path => PoFile.Load(path).Entries);

    /// <summary>Whether a text has a word; a Russian one in any case and number.</summary>
    private static bool Has(string text, string word, string language) =>
        word.Split(' ').All(part => text.Contains(language == "ru" ? part[..Math.Max(Math.Min(3, part.Length), part.Length - 2)] : part, StringComparison.OrdinalIgnoreCase));
}
