using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Thread.About;

/// <summary>What this record is, how it is read, where its statements come from, and how it may be reused.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class AboutPageModel : ConcordPage
{
    /// <summary>The kinds of record with their number and what each is, in the order of the thread.</summary>
    public IReadOnlyList<(RecordKind Kind, string Words, string What)> Kinds { get; private set; } = [];

    public void OnGet()
    {
        Title = R.L["About this record"];
        Description = R.L["What this record is, how to read it, where its statements come from, and how it may be reused."];
        DescribeWholeRecord();
        Kinds =
        [
            (RecordKind.Mechanism, R.L.Plural(R.Count(RecordKind.Mechanism), "{0} mechanism", "{0} mechanisms"),
                R.L["Countries that cooperate through bodies of their own"]),
            (RecordKind.Instrument, R.L.Plural(R.Count(RecordKind.Instrument), "{0} document", "{0} documents"),
                R.L["What was agreed: agreements, strategies, action plans, memoranda, statements"]),
            (RecordKind.Event, R.L.Plural(R.Count(RecordKind.Event), "{0} event", "{0} events"), R.L["Meetings that prepare, decide and report"]),
            (RecordKind.Project, R.L.Plural(R.Count(RecordKind.Project), "{0} project", "{0} projects"), R.L["What is carried out together"]),
            (RecordKind.Practice, R.L.Plural(R.Count(RecordKind.Practice), "{0} practice", "{0} practices"), R.L["What worked, for others to learn from"]),
            (RecordKind.Organization, R.L.Plural(R.Count(RecordKind.Organization), "{0} organization", "{0} organizations"),
                R.L["Who hosts, signs, leads, funds and takes part"]),
            (RecordKind.NewsItem, R.L.Plural(R.Count(RecordKind.NewsItem), "{0} news item", "{0} news items"), R.L["What is told about it"]),
            (RecordKind.Publication, R.L.Plural(R.Count(RecordKind.Publication), "{0} publication", "{0} publications"),
                R.L["Reports, newsletters, guides and books"]),
            (RecordKind.City, R.L.Plural(R.Count(RecordKind.City), "{0} city", "{0} cities"), R.L["Where it happens"]),
        ];
    }
}
