using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Concord.Kernel.Languages;

/// <summary>
/// All translations into one language: the PO files of the modules, embedded as <c>Locales.TAG.po</c>, in one table. Where two
/// modules translate the same text, the module that is named first wins. Entries that are empty or fuzzy do not count.
/// </summary>
internal sealed class Catalogue
{
    /// <summary>What was read in this process: an assembly does not change, and a verb that makes two hosts, or a test that makes one more, reads nothing again.</summary>
    private static readonly ConcurrentDictionary<string, Catalogue> Read = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> plain;
    private readonly FrozenDictionary<(string Context, string Text), string> inContext;
    private readonly FrozenDictionary<(string One, string Other), string[]> plurals;

    /// <param name="language">The language of the translations; it settles how many forms a plural has.</param>
    /// <param name="files">The files, most important first.</param>
    /// <exception cref="ArgumentException">A plural does not have as many forms as its language.</exception>
    public Catalogue(Language language, IEnumerable<PoFile> files)
    {
        Language = language;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var contexts = new Dictionary<(string, string), string>();
        var forms = new Dictionary<(string, string), string[]>();
        foreach (var entry in files.SelectMany(file => file.Entries).Where(entry => entry.IsTranslated))
        {
            if (entry.PluralId is { } other)
            {
                if (entry.Texts.Count != Plurals.Forms(language))
                    throw new ArgumentException($"'{entry.Id}' needs {Plurals.Forms(language)} plural forms in '{language}' and has {entry.Texts.Count}.", nameof(files));
                forms.TryAdd((entry.Id, other), [.. entry.Texts]);
            }
            else if (entry.Context is { } context)
                contexts.TryAdd((context, entry.Id), entry.Texts[0]);
            else
                texts.TryAdd(entry.Id, entry.Texts[0]);
        }
        plain = texts.ToFrozenDictionary(StringComparer.Ordinal);
        inContext = contexts.ToFrozenDictionary();
        plurals = forms.ToFrozenDictionary();
    }

    public Language Language { get; }

    /// <summary>The texts without context and plural, by their English.</summary>
    public IReadOnlyDictionary<string, string> Texts => plain;

    /// <summary>What the assemblies carry for <paramref name="language"/>, read once in a process; an assembly without translations is passed over.</summary>
    /// <exception cref="PoFault">A file is not PO; the fault names the assembly and the resource.</exception>
    public static Catalogue Load(Language language, IReadOnlyList<Assembly> assemblies) =>
        Read.GetOrAdd(string.Join('\n', assemblies.Select(assembly => assembly.FullName).Prepend(language.Tag)), _ => ReadAll(language, assemblies));

    private static Catalogue ReadAll(Language language, IReadOnlyList<Assembly> assemblies)
    {
        var resource = $"Locales.{language.Tag}.po";
        var files = new List<PoFile>();
        foreach (var assembly in assemblies)
        {
            using var stream = assembly.GetManifestResourceStream(resource);
            if (stream is null)
                continue;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            files.Add(PoFile.Parse(reader.ReadToEnd(), $"{assembly.GetName().Name}/{resource}"));
        }
        return new Catalogue(language, files);
    }

    /// <summary>The translation of a text, or null.</summary>
    public string? Find(string english) => plain.GetValueOrDefault(english);

    /// <summary>The translation of a text in a context, or null.</summary>
    public string? Find(string context, string english) => inContext.GetValueOrDefault((context, english));

    /// <summary>The translation for <paramref name="n"/> things, or null.</summary>
    public string? Find(long n, string one, string other) =>
        plurals.TryGetValue((one, other), out var forms) ? forms[Plurals.Form(Language, n)] : null;
}
