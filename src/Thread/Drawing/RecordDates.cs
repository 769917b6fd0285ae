using Concord.Events.Contracts;
using Concord.Exchange.Contracts;
using Concord.Instruments.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Library.Contracts;
using Concord.Projects.Contracts;

namespace Concord.Thread.Drawing;

/// <summary>Where a record of any kind stands in time.</summary>
internal static class RecordDates
{
    /// <summary>First and last date; null where the record has none, or does not live by dates (mechanisms, organizations, cities).</summary>
    public static (PartialDate? Start, PartialDate? End) Of(RecordDocument document) => document switch
    {
        Event happened => (happened.Start, happened.End),
        Instrument agreed when Adopted(agreed) is { } adopted => (adopted, null),
        Instrument agreed => (agreed.Period?.Start, agreed.Period?.End),
        Project project => (project.Start, project.End),
        Practice practice => (practice.Period?.Start, practice.Period?.End),
        NewsItem told => (told.PublishedOn, null),
        Publication published => (published.PublishedOn, null),
        _ => (null, null),
    };

    /// <summary>The date or period as a page writes it; null where there is none.</summary>
    public static string? Text(RecordDocument document, Formats formats)
    {
        var (start, end) = Of(document);
        var text = document is Event or Instrument or NewsItem or Publication ? formats.When(start, end) : formats.Range(start, end);
        return text.Length > 0 ? text : null;
    }

    private static PartialDate? Adopted(Instrument document) =>
        document.AdoptedOn ?? (document.AdoptedYear is { } year ? new PartialDate(year) : null);
}
