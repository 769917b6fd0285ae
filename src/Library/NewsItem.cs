using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Library.Contracts;

/// <summary>What a secretariat tells the public: what was held, agreed, launched or called for, and which records it concerns.</summary>
public sealed record NewsItem : RecordDocument
{
    public required LocalizedText Title { get; init; }

    [Coded("news.kind")]
    public required string Kind { get; init; }

    /// <summary>When it was told: the day of publication, or as exact as it is known.</summary>
    public required PartialDate PublishedOn { get; init; }

    /// <summary>The news in one or two sentences: stands below the title, in lists and in the feed.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>The text, paragraph by paragraph. Plain words: no markup is read in them.</summary>
    public IReadOnlyList<NewsParagraph> Body { get; init; } = [];

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    [Topic]
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The countries that it concerns.</summary>
    [Country]
    public IReadOnlyList<string> Countries { get; init; } = [];

    [Refers(RecordKind.Event, LinkKind.TellsOf)]
    public IReadOnlyList<string> Events { get; init; } = [];

    [Refers(RecordKind.Instrument, LinkKind.TellsOf)]
    public IReadOnlyList<string> Instruments { get; init; } = [];

    [Refers(RecordKind.Project, LinkKind.TellsOf)]
    public IReadOnlyList<string> Projects { get; init; } = [];

    [Refers(RecordKind.Practice, LinkKind.TellsOf)]
    public IReadOnlyList<string> Practices { get; init; } = [];

    [Refers(RecordKind.Publication, LinkKind.TellsOf)]
    public IReadOnlyList<string> Publications { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.TellsOf)]
    public IReadOnlyList<string> Organizations { get; init; } = [];

    [Refers(RecordKind.City, LinkKind.TellsOf)]
    public IReadOnlyList<string> Cities { get; init; } = [];

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Title;

    public override string CaptionPath => "title";
}

/// <summary>A paragraph, under a heading where a new part begins.</summary>
public sealed record NewsParagraph
{
    public LocalizedText? Heading { get; init; }

    public required LocalizedText Text { get; init; }
}
