using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;

namespace Concord.Kernel.Records.Shapes;

/// <summary>The rules of texts: languages, lengths, ids, labels, references, sources.</summary>
internal sealed partial class RecordWalk
{
    private const int LongestText = 20_000;

    private static readonly HashSet<string> Zones = [.. DateTimeZoneProviders.Tzdb.Ids];

    /// <summary>All labels of one field of <c>labels.json</c>.</summary>
    public void Labels(JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object)
        {
            Wrong(values, "an object of labels by value");
            return;
        }
        Each(values, (_, label) => Words(label, onlyIn: null, mayHaveNote: true));
    }

    /// <summary>A text in several languages.</summary>
    private void Words(JsonElement value, string? onlyIn, bool mayHaveNote)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(value, "an object of texts by language such as {\"en\": \"...\"}");
            return;
        }
        var languages = 0;
        Each(value, (tag, words) =>
        {
            if (mayHaveNote && tag.Span.SequenceEqual("note"u8))
            {
                Text(words, "a text in quotation marks", out _);
                return;
            }
            languages++;
            Language(tag.Span);
            if (onlyIn is not null && !tag.Span.SequenceEqual(Encoding.UTF8.GetBytes(onlyIn)))
                Fault(FaultKind.WrongLanguage, $"{JsonText.Quote(tag.Span)} is refused here; this text is written in \"{onlyIn}\" only.");
            Text(words, "a text in quotation marks", out _);
        });
        if (languages == 0)
            Fault(FaultKind.NoText, $"{JsonText.Quote(value)} has no language; give the text in at least one.");
    }

    /// <summary>
    /// Lists of texts by language. The paths of <c>translated</c> need not lead to a text: a record loses a session or a language more
    /// often than its editor corrects the paths, and a path that leads nowhere marks nothing.
    /// </summary>
    private void ListsByLanguage(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(value, "an object of lists by language such as {\"en\": [\"...\"]}");
            return;
        }
        Each(value, (tag, list) =>
        {
            Language(tag.Span);
            if (list.ValueKind != JsonValueKind.Array)
            {
                Wrong(list, "a list in square brackets");
                return;
            }
            var index = 0;
            foreach (var entry in list.EnumerateArray())
            {
                path.Add((null, index++));
                Text(entry, "a text in quotation marks", out _);
                path.RemoveAt(path.Count - 1);
            }
        });
    }

    /// <summary>Each property once, with its unescaped name; a name that stands twice is a fault.</summary>
    private void Each(JsonElement value, Action<ReadOnlyMemory<byte>, JsonElement> take)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var readable = JsonText.TryReadName(property, out var name);
            path.Add((JsonText.Clip(name), -1));
            if (!readable)
                Fault(FaultKind.ForbiddenCharacter, $"{JsonText.Quote(name)} has half a surrogate pair; correct the name.");
            else if (!seen.Add(Encoding.UTF8.GetString(name)))
                Fault(FaultKind.Twice, $"{JsonText.Quote(name)} stands twice in the same object; keep one.");
            else
                take(name.ToArray(), property.Value);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void Language(ReadOnlySpan<byte> tag)
    {
        if (facts.KnowsLabels && !facts.HasLabel("languages", tag))
            Fault(FaultKind.UnknownCode, $"{JsonText.Quote(tag)} is not a language that has a label under \"languages\" in labels.json; add one or correct the tag.");
    }

    /// <summary>A JSON string that says something and that pages, feeds and databases can hold.</summary>
    private bool Text(JsonElement value, string expected, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (value.ValueKind != JsonValueKind.String)
        {
            Wrong(value, expected);
            return false;
        }
        if (!JsonText.TryRead(value, out text))
        {
            Fault(FaultKind.ForbiddenCharacter, $"{JsonText.Quote(value)} has half a surrogate pair; correct the text.");
            return false;
        }
        if (IsPlain(value, text))
            return true;
        var (length, blank, forbidden) = JsonText.Measure(text);
        if (length > LongestText)
            Fault(FaultKind.TooLong, string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(text)} has {length:N0} characters; at most {LongestText:N0} are allowed."));
        else if (blank)
            Fault(FaultKind.NoText, $"{JsonText.Quote(text)} is blank; write the text, or leave the field out.");
        else if (forbidden is { } rune)
            Fault(FaultKind.ForbiddenCharacter, string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(text)} holds the character U+{rune.Value:X4}, which a page must not show; take it out."));
        else
            return true;
        return false;
    }

    /// <summary>Most texts: short, without escapes (so without control characters), beginning with something that is seen.</summary>
    private static bool IsPlain(JsonElement value, ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= LongestText
        && text[0] > ' '
        && text[0] is < 0x80 or (>= 0xC3 and < 0xE1) or (>= 0xE4 and < 0xEF)
        && text.IndexOf([(byte)0xEF, (byte)0xBF]) < 0
        // U+202D and U+202E reverse what follows.
        && text.IndexOf([(byte)0xE2, (byte)0x80, (byte)0xAD]) < 0 && text.IndexOf([(byte)0xE2, (byte)0x80, (byte)0xAE]) < 0
        && JsonMarshal.GetRawUtf8Value(value).Length == text.Length + 2;

    private void Rules(FieldShape field, JsonElement value, ReadOnlySpan<byte> text)
    {
        if (field.StableId is { } stable)
            StableId(stable, text);
        if (field.IsLocalId && !JsonText.IsId(text))
            Fault(FaultKind.BadId, $"{JsonText.Quote(text)} is not an id; ids are made of a-z, 0-9 and _, at most {JsonText.LongestId.ToString(CultureInfo.InvariantCulture)} characters.");
        if (field.Refers is { } refers)
            Reference(field, refers, text);
        else if (field.Coded is { } coded)
            Coded(coded, text);
        if (field.IsPlace && facts.KnowsPlaces && !facts.HasPlace(text))
            Fault(FaultKind.UnknownPlace, Missing(text, "place", "places.json"));
        if (field.IsTopic && facts.KnowsTopics && !facts.HasTopic(text))
            Fault(FaultKind.UnknownTopic, $"{JsonText.Quote(text)} is not a topic of topics.json; correct the id or add the topic.");
        if (field.IsTimeZone && !Zones.Contains(Encoding.UTF8.GetString(text)))
            Fault(FaultKind.UnknownZone, $"{JsonText.Quote(text)} is not a time zone; write an IANA name such as \"Asia/Shanghai\".");
        if (field.IsWebAddress && !IsWebAddress(Encoding.UTF8.GetString(text)))
            Fault(FaultKind.BadAddress, $"{JsonText.Quote(text)} is not an address; write one that begins with https:// or http://.");
        if (field.PublicationNumber is { } number && !PublicationNumbers.IsRight(number, Encoding.UTF8.GetString(text)))
            Fault(FaultKind.BadNumberOfPublication, $"{JsonText.Quote(text)} is not {PublicationNumbers.Expected(number)}.");
        if (field.IsSource && !IsSource(Encoding.UTF8.GetString(text)))
            Fault(FaultKind.BadSource, $"{JsonText.Quote(text)} is neither an http(s) address nor a plain citation; write one of the two.");
    }

    private void StableId(StableIdAttribute stable, ReadOnlySpan<byte> id)
    {
        if (!JsonText.IsId(id))
            Fault(FaultKind.BadId, $"{JsonText.Quote(id)} is not an id; ids are made of a-z, 0-9 and _, at most {JsonText.LongestId.ToString(CultureInfo.InvariantCulture)} characters.");
        else if (!id.StartsWith(Encoding.UTF8.GetBytes(stable.Prefix)))
            Fault(FaultKind.BadId, $"{JsonText.Quote(id)} does not begin with \"{stable.Prefix}\", as such ids do.");
    }

    private void Coded(string field, ReadOnlySpan<byte> value)
    {
        if (facts.KnowsLabels && !facts.HasLabel(field, value))
            Fault(FaultKind.UnknownCode, $"{JsonText.Quote(value)} has no label under \"{field}\" in labels.json; add one or correct the value.");
    }

    private void Reference(FieldShape field, RefersAttribute refers, ReadOnlySpan<byte> id)
    {
        if (refers.Or.Length > 0 && refers.Or.Contains(Encoding.UTF8.GetString(id)))
        {
            if (field.Coded is { } coded)
                Coded(coded, id);
            return;
        }
        if (facts.HasRecord(refers.Kind, id))
            return;
        var wanted = refers.Kind.Word();
        if (facts.KindOf(id) is { } other)
            Fault(FaultKind.UnknownRecord, $"{JsonText.Quote(id)} is {Article(other.Word())}; name {Article(wanted)}.");
        else if (facts.HasPlace(id))
            Fault(FaultKind.UnknownRecord, $"{JsonText.Quote(id)} is a place; name {Article(wanted)}.");
        else if (facts.Knows(refers.Kind))
            Fault(FaultKind.UnknownRecord, Missing(id, wanted, $"{refers.Kind.Plural()}.json"));
    }

    private string Missing(ReadOnlySpan<byte> id, string wanted, string file) =>
        facts.KindOf(id) is { } other
            ? $"{JsonText.Quote(id)} is {Article(other.Word())}; name {Article(wanted)}."
            : $"{JsonText.Quote(id)} is not {Article(wanted)} of {file}; correct the id or add the {wanted}.";

    private static bool IsWebAddress(string text) =>
        (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Host.Length > 0;

    /// <summary>
    /// A citation may have a word before a colon ("Xinhua: ..."), but nothing that a browser would take for an address of another
    /// scheme, even with blanks in front or after the colon.
    /// </summary>
    private static bool IsSource(string text)
    {
        if (text.TrimStart().StartsWith("//", StringComparison.Ordinal))
            return false;
        var scheme = Scheme().Match(text);
        if (!scheme.Success)
            return true;
        if (scheme.Groups["name"].Value.ToUpperInvariant() is "HTTP" or "HTTPS")
            return IsWebAddress(text);
        return scheme.Groups["blank"].Success && !OtherScheme().IsMatch(scheme.Groups["name"].Value);
    }

    [GeneratedRegex(@"\A\s*(?<name>[A-Za-z][A-Za-z0-9+.\-]*):(?<blank>\s|\z)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A(javascript|vbscript|data|file|ftps?|sftp|mailto|blob|about|wss?|tel|urn|view-source)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherScheme();

    [GeneratedRegex(@"\A([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MinuteOfDay();
}
