using System.Text;
using Concord.Desk.Languages.Texts;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Desk.Languages.Incoming;

/// <summary>A text as it is given to a translator.</summary>
/// <param name="Kind">Kind of the record.</param>
/// <param name="Id">Id of the record.</param>
/// <param name="Caption">What the record is called, in the language of the original where it has it.</param>
/// <param name="Unit">The text.</param>
/// <param name="Source">The original that is to be translated.</param>
/// <param name="State">How far the translation is.</param>
/// <param name="Before">The original from which the present translation was made; null where that is the present one.</param>
public sealed record OutgoingText(RecordKind Kind, string Id, string Caption, TextUnit Unit, Worded Source, TextState State, string? Before = null);

/// <summary>The texts of a job that go out in one file, in one pair of languages.</summary>
/// <param name="SourceLanguage">Tag of the language of the originals; texts whose original is in another language go out in another file.</param>
/// <param name="TargetLanguage">Tag of the language to translate into.</param>
public sealed record Outgoing(string SourceLanguage, string TargetLanguage, IReadOnlyList<OutgoingText> Texts)
{
    /// <summary>
    /// The texts of some records from one language: the one asked for, or the one that most of them are to be translated from. Null where there is none.
    /// </summary>
    /// <param name="records">The records.</param>
    /// <param name="target">Tag of the language to translate into.</param>
    /// <param name="original">Tag of the language to translate from; null for the originals.</param>
    /// <param name="isOwedOnly">Only texts that are missing, stale or in work; else all.</param>
    internal static Outgoing? Of(IReadOnlyCollection<TextsOfRecord> records, string target, string? original, bool isOwedOnly)
    {
        var sources = (from record in records
                       from unit in record.Units
                       let state = record.State(unit, target)
                       where !isOwedOnly || state is TextState.Missing or TextState.Stale or TextState.InWork
                       let source = unit.SourceFor(target, original)
                       where source is not null
                       select (Record: record, Unit: unit, Source: source.Value, State: state)).ToList();
        if (sources.GroupBy(text => text.Source.Language).MaxBy(group => group.Count()) is not { } most)
            return null;
        return new Outgoing(most.Key, target, [.. most.Select(text => new OutgoingText(text.Record.Model.Kind, text.Record.Id, text.Record.Caption?.In(most.Key).Text ?? text.Record.Id, text.Unit, text.Source,
            text.State, text.Record.Mark(text.Unit, target)?.SourceText))]);
    }

    /// <summary>A name for the file: <c>concord-events-acecf_2016-en-zh</c>; of several records <c>concord-12-records-en-zh</c>.</summary>
    public string Name
    {
        get
        {
            var name = new StringBuilder("concord-");
            var records = Texts.Select(text => (text.Kind, text.Id)).Distinct().ToList();
            if (records is [var (kind, id)])
                name.Append(kind.Plural()).Append('-').Append(id);
            else
                name.Append(System.Globalization.CultureInfo.InvariantCulture, $"{records.Count}-records");
            return name.Append('-').Append(SourceLanguage).Append('-').Append(TargetLanguage).ToString();
        }
    }
}
