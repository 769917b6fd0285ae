using System.Text;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Languages.Incoming;

/// <summary>How far a translation is, as an exchange file says it.</summary>
public enum IncomingState
{
    /// <summary>Nothing was done, or the tool does not say.</summary>
    Initial,

    /// <summary>Translated.</summary>
    Translated,

    /// <summary>Looked at by a second person.</summary>
    Checked,
}

/// <summary>A text of a file that came back from a translator.</summary>
/// <param name="Kind">Kind of the record.</param>
/// <param name="Id">Id of the record.</param>
/// <param name="Key">Name of the text within the record.</param>
/// <param name="Source">The original as the file has it.</param>
/// <param name="Target">The translation; null where there is none.</param>
/// <param name="State">How far it is.</param>
/// <param name="Line">Where in the file: a line, or a row of a sheet, from 1.</param>
public sealed record IncomingText(RecordKind Kind, string Id, string Key, string Source, string? Target, IncomingState State, int Line)
{
    /// <summary>Whether a name in a file can be that of a record: an id, or the number of the draft of a record that is not published yet.</summary>
    internal static bool IsIdOfRecord(string id) => JsonText.IsId(Encoding.UTF8.GetBytes(id)) || Guid.TryParseExact(id, "D", out _);
}

/// <summary>What is wrong with a file, and where.</summary>
/// <param name="Line">Line or row, from 1; 0 for the file as a whole.</param>
/// <param name="Sentence">English key of a sentence; <c>{0}</c> and so on stand for <paramref name="Words"/>.</param>
/// <param name="Words">What the sentence quotes.</param>
public sealed record FileFault(int Line, string Sentence, params IReadOnlyList<string> Words)
{
    public override string ToString() => string.Format(System.Globalization.CultureInfo.InvariantCulture, Sentence, [.. Words]);
}

/// <summary>A file as it was read: texts, or faults; a file with any fault is refused whole.</summary>
/// <param name="SourceLanguage">Tag of the language of the originals.</param>
/// <param name="TargetLanguage">Tag of the language of the translations.</param>
public sealed record IncomingFile(string SourceLanguage, string TargetLanguage, IReadOnlyList<IncomingText> Texts, IReadOnlyList<FileFault> Faults);
