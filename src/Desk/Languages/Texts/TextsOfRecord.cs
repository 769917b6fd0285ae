using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Editing;
using Concord.Desk.Languages.Parity;
using Concord.Desk.Languages.States;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Languages.Texts;

/// <summary>
/// The texts of a record as a translator finds them: in its open draft where there is one, else as it is published. A record that is only being written has
/// the number of its draft for an id, which no record can have.
/// </summary>
internal sealed class TextsOfRecord
{
    private readonly Dictionary<(string Key, string Language), TextMark> marks;
    private readonly Dictionary<string, TextUnit> published;

    private TextsOfRecord(RecordModel model, string id, StoredRecord? record, Draft? draft, JsonObject document, IReadOnlyList<TextUnit> published, IEnumerable<TextMark> marks)
    {
        (Model, Id, Record, Draft, Document) = (model, id, record, draft, document);
        this.marks = marks.ToDictionary(mark => (mark.Key, mark.Language));
        this.published = published.ToDictionary(unit => unit.Key, StringComparer.Ordinal);
        using var json = JsonDocument.Parse(Drafts.Write(document));
        Units = TextUnit.Of(RecordShape.Of(model.DocumentType), json.RootElement);
    }

    public RecordModel Model { get; }

    /// <summary>Id of the record, or number of the draft of one that is not published yet.</summary>
    public string Id { get; }

    /// <summary>The record; null where it is not published yet.</summary>
    public StoredRecord? Record { get; }

    /// <summary>Its name; null where the draft has none yet.</summary>
    public LocalizedText? Caption => Record is null ? Draft!.Caption : Record.Caption;

    /// <summary>Nothing is written any more for what is archived, and for a new record that was given up.</summary>
    public bool IsClosed => Record?.ArchivedAt is not null || Draft is { IsOpen: false };

    /// <summary>The open draft; null where there is none.</summary>
    public Draft? Draft { get; }

    /// <summary>What the draft holds, or the record states, without its id.</summary>
    public JsonObject Document { get; }

    public IReadOnlyList<TextUnit> Units { get; }

    /// <summary>
    /// Whether somebody may do something here: the record must be theirs as it is published, and as the draft would make it, for nobody brings a record into
    /// their reach by writing so.
    /// </summary>
    /// <param name="may">Whether the right reaches a subject.</param>
    /// <param name="language">Tag of the language that is written; null where the act is not about one.</param>
    public bool IsOpenTo(Func<Subject, bool> may, string? language) =>
        may(Belonging.Of(Model, Document, Record?.Id) with { Language = language })
        && (Draft is null || Record is null || may(Belonging.Of(Model, Record) with { Language = language }));

    /// <summary>Reads the texts of a record, or of the draft of a new one: once that is published, they are those of the record. Null where there is none of that kind.</summary>
    public static async Task<TextsOfRecord?> FindAsync(ConcordDb db, RecordModels models, RecordKind kind, string id, CancellationToken cancel)
    {
        var model = models[kind];
        if (Guid.TryParseExact(id, "D", out var number))
            return await Drafts.FindAsync(db, number, cancel) is not { IsNew: true } begun || begun.Kind != kind ? null
                : begun.State == DraftState.Published ? await FindAsync(db, models, kind, begun.RecordId!, cancel)
                : new TextsOfRecord(model, id, null, begun, Drafts.Read(begun.Body), [], []);
        if (await db.Records.AsNoTracking().FirstOrDefaultAsync(record => record.Id == id && record.Kind == kind, cancel) is not { } record)
            return null;
        var draft = await Drafts.OpenAsync(db, id, cancel);
        using var json = JsonDocument.Parse(record.Body);
        var published = TextUnit.Of(RecordShape.Of(model.DocumentType), json.RootElement);
        var marks = await db.Set<TextMark>().AsNoTracking().Where(mark => mark.RecordId == id).ToListAsync(cancel);
        return new TextsOfRecord(model, id, record, draft, Drafts.Read(draft?.Body ?? record.Body), published, marks);
    }

    public TextMark? Mark(TextUnit unit, string language) => marks.GetValueOrDefault((unit.Key, language));

    /// <summary>How far a text is; one that the draft words otherwise than the record is in work.</summary>
    public TextState State(TextUnit unit, string language)
    {
        if (Draft is not null && unit.Words.Find(language)?.Text != published.GetValueOrDefault(unit.Key)?.Words.Find(language)?.Text)
            return TextState.InWork;
        return TextStates.Of(unit, language, Mark(unit, language));
    }

    /// <summary>Names that its texts may use: the usual ones of the field, its own, and those of the records that it links to.</summary>
    public async Task<NameTable> NamesAsync(ConcordDb db, RecordModels models, CancellationToken cancel)
    {
        var id = Id;
        var linked = await (from link in db.Links.AsNoTracking()
                            where link.StatedBy == id
                            join other in db.Records.AsNoTracking() on (link.FromId == id ? link.ToId : link.FromId) equals other.Id
                            where other.Kind == RecordKind.Mechanism || other.Kind == RecordKind.Organization || other.Kind == RecordKind.City
                            select new { other.Kind, other.Body }).Take(200).ToListAsync(cancel);
        return new NameTable(
        [
            .. FieldNames.OfTheField,
            .. from other in linked
               let document = models[other.Kind].Read(other.Body)
               select FieldNames.Of(models[other.Kind].Names(document), document.Abbreviation, other.Kind == RecordKind.City),
        ]);
    }
}
