namespace Concord.Desk.Languages.Parity;

/// <summary>One form of a name.</summary>
/// <param name="Language">BCP 47 tag; empty for a form that is the same in every language: an acronym.</param>
/// <param name="Form">The words.</param>
/// <param name="IsAsked">
/// Where a text has this form, the other version must have one too. It is false for names that describe, which running text bends freely:
/// they only answer for another.
/// </param>
public readonly record struct NameForm(string Language, string Form, bool IsAsked);

/// <summary>Something with a name, in all forms of it that a text may use.</summary>
public sealed record KnownName(IReadOnlyList<NameForm> Forms);

/// <summary>
/// The names that a record knows, to see whether a text and its translation name the same. A name is looked for in any of its forms: full
/// name, former name, short name, acronym; in Russian with any ending of its words.
/// </summary>
public sealed class NameTable
{
    /// <summary>What Russian words end in, in one case or another.</summary>
    private const string Vowels = "аеийоуыьэюя";

    private readonly Dictionary<(string Language, string Beginning), List<(Entry Entry, FoldedText Form, bool IsAsked)>> index = [];

    /// <param name="names">The names; those that share a form are taken for one.</param>
    public NameTable(IEnumerable<KnownName> names)
    {
        var owners = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var forms = name.Forms.Where(form => form.Form.Trim().Length > 1).Select(form => (form.Language, Form: new FoldedText(form.Form.Trim()), form.IsAsked)).ToList();
            var entry = forms.Select(form => owners.GetValueOrDefault(form.Form.Lower)).FirstOrDefault(owner => owner is not null) ?? new Entry();
            foreach (var (language, form, isAsked) in forms)
            {
                owners.TryAdd(form.Lower, entry);
                if (entry.Add(language, form))
                    Slot(language, form).Add((entry, form, isAsked));
            }
        }
    }

    internal IEnumerable<ParityFinding> Differences(string language, FoldedText original, string target, FoldedText translation)
    {
        var (from, to) = (Found(language, original), Found(target, translation));
        foreach (var (entry, place) in Asked(from, to))
            if (entry.In(target) is { } form)
                yield return new ParityFinding(ParityKind.Name, place.Span, null, Sentences.NameMissing, [Words(original, place), form]);
        foreach (var (entry, place) in Asked(to, from))
            if (entry.In(language) is not null)
                yield return new ParityFinding(ParityKind.Name, null, place.Span, Sentences.NameAdded, [Words(translation, place)]);
    }

    /// <summary>
    /// The names of one version that must be in the other and are not, each once. One that is part of a longer name is asked for with that: Shanghai
    /// in the name of an organization is no city.
    /// </summary>
    private static IEnumerable<(Entry Entry, Place Place)> Asked(List<(Entry Entry, Place Place)> own, List<(Entry Entry, Place Place)> others)
    {
        var there = others.Select(found => found.Entry).ToHashSet();
        return own.Where(found => found.Place.IsAsked && !there.Contains(found.Entry)
                && !own.Exists(other => other.Place.Covers(found.Place) && (other.Place.IsAsked || there.Contains(other.Entry))))
            .DistinctBy(found => found.Entry);
    }

    private static string Words(FoldedText text, Place span) => text.Written.Substring(span.Start, span.Length);

    /// <summary>Every place where a name stands, in the order of the text.</summary>
    private List<(Entry Entry, Place Place)> Found(string language, FoldedText text)
    {
        var found = new List<(Entry, Place)>();
        for (var at = 0; at + 2 <= text.Length; at++)
        {
            if (!text.IsWordStart(at))
                continue;
            foreach (var tag in (ReadOnlySpan<string>)[language, ""])
                if (index.TryGetValue((tag, text.Lower.Substring(at, 2)), out var candidates))
                    foreach (var (entry, form, isAsked) in candidates)
                        if (Matches(tag, text, at, form) is > 0 and var length)
                            found.Add((entry, new Place(at, length, isAsked)));
        }
        return found;
    }

    /// <summary>The length of the form at a place, 0 where it does not stand there.</summary>
    private static int Matches(string tag, FoldedText text, int at, FoldedText form)
    {
        if (tag == "ru")
            return Inflected(text, at, form);
        if (!text.Has(at, form.Lower))
            return 0;
        var end = at + form.Length;
        // An acronym is a word by itself and written in capitals; a Korean particle may follow anything.
        var isWord = char.IsAsciiLetterOrDigit(form.Lower[^1]) && char.IsAsciiLetter(text.At(end)) && !text.Has(end, "s ");
        var isCapital = tag.Length > 0 || string.CompareOrdinal(text.Cased, at, form.Cased, 0, form.Length) == 0;
        return isWord || !isCapital ? 0 : form.Length;
    }

    /// <summary>Word by word, each with another ending.</summary>
    private static int Inflected(FoldedText text, int at, FoldedText form)
    {
        var (place, part) = (at, 0);
        while (part < form.Length)
        {
            var (wordEnd, partEnd) = (text.EndOfWord(place), form.EndOfWord(part));
            if (partEnd == part)
            {
                if (text.At(place) != form.At(part) && !(text.At(place) is '—' or '–' or '-' && form.At(part) is '—' or '–' or '-'))
                    return 0;
                (place, part) = (place + 1, part + 1);
                continue;
            }
            if (wordEnd == place || !SameStem(text, place, wordEnd, form, part, partEnd))
                return 0;
            (place, part) = (wordEnd, partEnd);
        }
        return place - at;
    }

    private static bool SameStem(FoldedText text, int place, int end, FoldedText form, int part, int partEnd)
    {
        var word = text.Lower.AsSpan(place, end - place);
        var known = form.Lower.AsSpan(part, partEnd - part);
        if (char.IsUpper(form.Cased[part]) && !char.IsUpper(text.Cased[place]))
            return false;
        if (known.Length > 1 && char.IsUpper(form.Cased[part + 1]))
            return word.SequenceEqual(known);
        var stem = known.Length;
        while (stem > 3 && stem > known.Length - 2 && Vowels.Contains(known[stem - 1], StringComparison.Ordinal))
            stem--;
        // Adjectives are made of names too: Наньнин, Наньнинская.
        return word.StartsWith(known[..stem]) && (word.Length - stem <= 3 || word[stem..].Contains("ск", StringComparison.Ordinal));
    }

    private List<(Entry Entry, FoldedText Form, bool IsAsked)> Slot(string language, FoldedText form)
    {
        var key = (language, form.Lower[..2]);
        if (!index.TryGetValue(key, out var slot))
            index[key] = slot = [];
        return slot;
    }

    private readonly record struct Place(int Start, int Length, bool IsAsked)
    {
        public TextSpan Span => new(Start, Length);

        public bool Covers(Place part) => Start <= part.Start && Start + Length >= part.Start + part.Length && Length > part.Length;
    }

    private sealed class Entry
    {
        private readonly Dictionary<string, List<string>> forms = new(StringComparer.Ordinal);

        /// <summary>False where the language has the form already.</summary>
        public bool Add(string language, FoldedText form)
        {
            if (!forms.TryGetValue(language, out var known))
                forms[language] = known = [];
            if (known.Contains(form.Written))
                return false;
            known.Add(form.Written);
            return true;
        }

        /// <summary>The form to suggest in a language, or null where the name has none in it.</summary>
        public string? In(string language) => (forms.GetValueOrDefault(language) ?? forms.GetValueOrDefault(""))?[0];
    }
}
