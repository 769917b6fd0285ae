using Concord.Kernel.Records;
using Concord.Kernel.Vocabulary;

namespace Concord.Kernel.Search;

/// <summary>The tokens that a record is found by: those of its names, and those of everything it states.</summary>
internal sealed record RecordWords(IReadOnlyCollection<string> Names, IReadOnlyCollection<string> All)
{
    public static RecordWords Of(RecordModel model, RecordDocument document, Terms terms)
    {
        var names = new HashSet<string>();
        var marks = new HashSet<string> { NameTokens.Kind(model.Kind) };
        foreach (var name in model.Names(document))
            foreach (var (_, text) in name)
                AddName(text, names, marks);
        if (document.Abbreviation is { } abbreviation)
            AddName(abbreviation, names, marks);
        var all = new HashSet<string>(names) { NameTokens.Kind(model.Kind) };
        foreach (var part in model.Texts(document, terms))
            foreach (var (_, text) in part)
                Add(text, all);
        names.UnionWith(marks);
        return new RecordWords(names, all);
    }

    private static void AddName(string text, HashSet<string> names, HashSet<string> marks)
    {
        Add(text, names);
        var key = Tokenizer.NameKey(text);
        if (NameTokens.Whole(key) is { } whole)
            marks.Add(whole);
        foreach (var neighbours in NameTokens.Neighbours(key))
            // Pairs across a dash count as words: a reader who types 中国东盟 is looking for 中国—东盟.
            (NameTokens.IsMarked(neighbours) ? marks : names).Add(neighbours);
    }

    private static void Add(string text, HashSet<string> tokens)
    {
        foreach (var token in Tokenizer.Tokenize(text))
            tokens.Add(token.Text);
    }
}
