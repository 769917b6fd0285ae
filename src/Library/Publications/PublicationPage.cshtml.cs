using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Library.Contracts;

namespace Concord.Library.Publications;

/// <summary>A publication: what is needed to cite and to find it, and what it is about.</summary>
public sealed class PublicationPageModel() : RecordPage<Publication>(RecordKind.Publication)
{
    /// <summary>More records than a page shows one by one; the thread has all.</summary>
    private const int MostRows = 60;

    /// <summary>The records that it deals with: documents, practices, cities.</summary>
    public IReadOnlyList<RecordRow> Subjects { get; private set; } = [];

    /// <summary>Where it was presented.</summary>
    public IReadOnlyList<RecordRow> Events { get; private set; } = [];

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Publications"], R.Href("/publications")));
        Crumbs.Add((R.Label("publications.kind", Document.Kind).Text, R.Href("/publications?kind=" + Document.Kind)));
        Description = Document.Summary?.In(R.Language.Tag).Text;
        string[] subjects = [.. Document.Instruments, .. Document.Practices, .. Document.Cities];
        Subjects = await R.RowsAsync([.. subjects.Distinct().Take(MostRows)], cancel);
        Events = await R.RowsAsync([.. Document.Events.Distinct().Take(MostRows)], cancel);
    }
}
