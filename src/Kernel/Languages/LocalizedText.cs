using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord.Kernel.Languages;

/// <summary>
/// One text in one or more languages, keyed by BCP 47 tag. It holds at least one text and none that is blank.
/// Languages keep the order in which they were given.
/// </summary>
/// <remarks>Ask it for a text with a language (<see cref="In"/>): what comes back says which language it really is in.</remarks>
[JsonConverter(typeof(LocalizedTextJsonConverter))]
public sealed class LocalizedText : IReadOnlyCollection<Worded>
{
    private readonly Worded[] texts;

    /// <exception cref="ArgumentException">There is no text, one is blank, or a language is given twice.</exception>
    public LocalizedText(params IEnumerable<Worded> texts)
    {
        this.texts = [.. texts];
        if (this.texts.Length == 0)
            throw new ArgumentException("A text needs at least one language.", nameof(texts));
        if (this.texts.Any(text => string.IsNullOrWhiteSpace(text.Text)))
            throw new ArgumentException("A text in a language is not blank.", nameof(texts));
        if (this.texts.DistinctBy(text => text.Language).Count() != this.texts.Length)
            throw new ArgumentException("A language stands once in a text.", nameof(texts));
    }

    public int Count => texts.Length;

    /// <summary>True when the text exists in <paramref name="language"/> itself.</summary>
    public bool Has(string language) => Find(language) is not null;

    /// <summary>
    /// The text in <paramref name="language"/>, else in the first of English, Chinese, Russian, Korean that exists, else the first
    /// at all. <see cref="Worded.Language"/> of the answer is the language of the words, so that a page can mark a fallback.
    /// </summary>
    public Worded In(string language)
    {
        if (Find(language) is { } exact)
            return exact;
        foreach (var fallback in Language.All)
            if (Find(fallback.Tag) is { } other)
                return other;
        return texts[0];
    }

    /// <summary>The text in <paramref name="language"/>, or null where it does not exist in it.</summary>
    public Worded? Find(string language)
    {
        foreach (var text in texts)
            if (text.Language == language)
                return text;
        return null;
    }

    public IEnumerator<Worded> GetEnumerator() => ((IEnumerable<Worded>)texts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The text as the fallback rule would show it to an English reader; for logs and tests.</summary>
    public override string ToString() => In("en").Text;
}

/// <summary>Words in one language.</summary>
/// <param name="Language">BCP 47 tag of the language that the words are in.</param>
/// <param name="Text">The words; not blank.</param>
public readonly record struct Worded(string Language, string Text)
{
    public override string ToString() => Text;
}

/// <summary>Reads and writes <c>{"en": "...", "zh": "..."}</c>.</summary>
internal sealed class LocalizedTextJsonConverter : JsonConverter<LocalizedText>
{
    public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var texts = new List<Worded>(4);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = Language.Intern(reader.GetString()!);
            reader.Read();
            texts.Add(new Worded(language, reader.GetString()!));
        }
        return new LocalizedText(texts);
    }

    public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in value)
            writer.WriteString(language, text);
        writer.WriteEndObject();
    }
}
