using Concord.Kernel.Records;
using Concord.Kernel.Vocabulary;

namespace Concord.Kernel.Search;

/// <summary>The tokens that a record is found by: those of its names, and those of everything it states.</summary>
internal sealed record RecordWords(IReadOnlyCollection<string> Names, IReadOnlyCollection<string> All)
{
    public static RecordWords Of(RecordModel model, RecordDocument document, Terms terms)
    {
        var names = new HashSet<string>();
        foreach (var name in model.Names(document))
            foreach (var (_, text) in name)
                Add(text, names);
        if (document.Abbreviation is { } abbreviation)
            Add(abbreviation, names);
        var all = new HashSet<string>(names);
        foreach (var part in model.Texts(document, terms))
            foreach (var (_, text) in part)
                Add(text, all);
        return new RecordWords(names, all);
    }

    private static void Add(string text, HashSet<string> tokens)
    {
        foreach (var token in Tokenizer.Tokenize(text))
            tokens.Add(token.Text);
    }
}
