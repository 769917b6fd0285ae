using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;

namespace Concord.Kernel.Records;

/// <summary>
/// What a module tells the house about one kind of its records: how to read one, how it is filtered and ordered, what is searched,
/// and how it looks as a row of a list. Everything else about the kind stays in the module.
/// </summary>
public abstract class RecordModel
{
    public abstract RecordKind Kind { get; }

    /// <summary>The type of the documents.</summary>
    public abstract Type DocumentType { get; }

    /// <summary>The filters of the kind's list, in the order in which they are shown.</summary>
    public abstract IReadOnlyList<ListFilter> Filters { get; }

    /// <summary>How the list is ordered when nothing else is asked: by day, latest first, or by name.</summary>
    public virtual bool OrderedByDay => true;

    public abstract RecordDocument Read(ReadOnlySpan<byte> body);

    public abstract IndexEntry Index(RecordDocument document, Terms terms);

    /// <summary>The row that stands for the record in lists, search results and on other records' pages.</summary>
    public abstract RecordRow Row(RecordDocument document);

    /// <summary>All names that the record may be looked up by, in any language: names, former names, acronyms.</summary>
    public abstract IEnumerable<LocalizedText> Names(RecordDocument document);

    /// <summary>Further words that the record is found by: themes, descriptions, places, topics.</summary>
    public abstract IEnumerable<LocalizedText> Texts(RecordDocument document, Terms terms);
}

/// <inheritdoc cref="RecordModel"/>
public abstract class RecordModel<T>(RecordKind kind) : RecordModel
    where T : RecordDocument
{
    public override RecordKind Kind { get; } = kind;

    public override Type DocumentType => typeof(T);

    public override RecordDocument Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize<T>(body, RecordJson.Options)!;

    public override IndexEntry Index(RecordDocument document, Terms terms) => Index((T)document, terms);

    public override RecordRow Row(RecordDocument document) => Row((T)document);

    public override IEnumerable<LocalizedText> Names(RecordDocument document) => Names((T)document);

    public override IEnumerable<LocalizedText> Texts(RecordDocument document, Terms terms) => Texts((T)document, terms);

    protected abstract IndexEntry Index(T document, Terms terms);

    protected abstract RecordRow Row(T document);

    protected virtual IEnumerable<LocalizedText> Names(T document) => [document.Caption];

    protected abstract IEnumerable<LocalizedText> Texts(T document, Terms terms);
}

/// <summary>The models of all kinds, found by kind, and what follows when their records are written.</summary>
public sealed class RecordModels
{
    private readonly Dictionary<RecordKind, RecordModel> models;

    public RecordModels(IEnumerable<RecordModel> models, IEnumerable<RecordFollower> followers)
    {
        (this.models, Followers) = (models.ToDictionary(model => model.Kind), [.. followers]);
        Labels = this.models.Values.Select(model => model.DocumentType.Assembly).Distinct().SelectMany(HouseLabels.Of).ToDictionary();
    }

    /// <summary>The labels that the modules bring for coded values of their own.</summary>
    public IReadOnlyDictionary<(string Field, string Value), LocalizedText> Labels { get; }

    internal IReadOnlyList<RecordFollower> Followers { get; }

    public RecordModel this[RecordKind kind] => models[kind];

    /// <summary>The model of a document's type.</summary>
    public RecordModel Of(Type document) => models.Values.First(model => model.DocumentType == document);
}
