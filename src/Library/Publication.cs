using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Library.Contracts;

/// <summary>A report, newsletter, guide or other work that was brought out, with what is needed to cite and to find it.</summary>
public sealed record Publication : RecordDocument
{
    public required LocalizedText Title { get; init; }

    [Coded("publications.kind")]
    public required string Kind { get; init; }

    /// <summary>The series or periodical that it appeared in.</summary>
    public LocalizedText? SeriesTitle { get; init; }

    /// <summary>Its number within the series, as printed: <c>2024/3</c>, <c>No. 12</c>.</summary>
    public string? Number { get; init; }

    public LocalizedText? Summary { get; init; }

    public PartialDate? PublishedOn { get; init; }

    /// <summary>Names of persons as the title page has them.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.WrittenBy)]
    public IReadOnlyList<string> AuthorOrgs { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.PublishedBy)]
    public IReadOnlyList<string> Publishers { get; init; } = [];

    /// <summary>The languages that it is written in.</summary>
    [LanguageTag]
    public IReadOnlyList<string> Languages { get; init; } = [];

    public int? Pages { get; init; }

    /// <summary>One for each form in which it appeared: printed, electronic.</summary>
    [PublicationNumber(PublicationNumber.Isbn)]
    public IReadOnlyList<string> Isbn { get; init; } = [];

    [PublicationNumber(PublicationNumber.Issn)]
    public string? Issn { get; init; }

    [PublicationNumber(PublicationNumber.Doi)]
    public string? Doi { get; init; }

    /// <summary>Where the whole text can be read.</summary>
    [WebAddress]
    public string? FullText { get; init; }

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    [Topic]
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The countries that it is about.</summary>
    [Country]
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>The projects that it came of.</summary>
    [Refers(RecordKind.Project, LinkKind.ResultsFrom)]
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Where it was presented.</summary>
    [Refers(RecordKind.Event, LinkKind.PresentedAt)]
    public IReadOnlyList<string> Events { get; init; } = [];

    [Refers(RecordKind.Instrument, LinkKind.DealsWith)]
    public IReadOnlyList<string> Instruments { get; init; } = [];

    [Refers(RecordKind.Practice, LinkKind.DealsWith)]
    public IReadOnlyList<string> Practices { get; init; } = [];

    [Refers(RecordKind.City, LinkKind.DealsWith)]
    public IReadOnlyList<string> Cities { get; init; } = [];

    /// <summary>The edition or the report that this one follows.</summary>
    [Refers(RecordKind.Publication, LinkKind.Succeeds, Acyclic = true)]
    public string? Predecessor { get; init; }

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Title;

    public override string CaptionPath => "title";
}
