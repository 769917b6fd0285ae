using Concord.Kernel.Access;
using Concord.Kernel.Files;
using Concord.Kernel.Records;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Web;

/// <summary>The page of one record: reads it with its links, names what it mentions, and leaves the rest to its module.</summary>
[May(KernelAccess.ReadRecord)]
public abstract class RecordPage<T>(RecordKind kind) : ConcordPage, IRecordPage
    where T : RecordDocument
{
    public RecordKind Kind { get; } = kind;

    public StoredRecord Stored { get; private set; } = null!;

    public T Document { get; private set; } = null!;

    RecordDocument IRecordPage.Document => Document;

    public IReadOnlyList<LinkedRecord> Links { get; private set; } = [];

    public IReadOnlyDictionary<(LinkKind Kind, bool Outgoing), int> MoreLinks { get; private set; } = new Dictionary<(LinkKind, bool), int>();

    public WrittenAbout WrittenAbout { get; private set; } = WrittenAbout.Nothing;

    public IReadOnlyList<PublishedFile> Files { get; private set; } = [];

    public virtual async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (await R.FindAsync<T>(Kind, id, cancel) is not var (stored, document))
            return NotThere();
        (Stored, Document) = (stored, document);
        (Links, MoreLinks) = await R.Reads.LinksAsync(id, cancel);
        Files = await R.Reads.FilesAsync(Kind, id, cancel);
        R.Learn(Links.Select(link => link.Other));
        WrittenAbout = await WrittenAbout.ReadAsync(R, Links, cancel);
        Section = Kind.Plural();
        Title = document.Caption.In(R.Language.Tag).Text;
        IsIndexed = stored.ArchivedAt is null;
        Alternates.Add(("application/json", $"/api/v1/{Kind.Plural()}/{id}", "JSON"));
        foreach (var linkedData in HttpContext.RequestServices.GetServices<ILinkedData>())
            foreach (var block in linkedData.Of(document, R, Origin.Of(Request)))
                LinkedData.Add(block);
        await ShowAsync(cancel);
        return Page();
    }

    /// <summary>The nearest records on the thread.</summary>
    public virtual ShortThread ShortThread => ShortThread.Of(this);

    /// <summary>The other ends of links of a kind, in the order in which they were recorded.</summary>
    public IEnumerable<RecordName> Linked(LinkKind link, bool outgoing = true) =>
        Links.Where(found => found.Kind == link && found.Outgoing == outgoing).Select(found => found.Other);

    /// <summary>What the module's page needs beyond the record and its links.</summary>
    protected virtual Task ShowAsync(CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>What the shared parts of record pages need of the page.</summary>
public interface IRecordPage
{
    Reading R { get; }

    RecordKind Kind { get; }

    StoredRecord Stored { get; }

    RecordDocument Document { get; }

    IReadOnlyList<LinkedRecord> Links { get; }

    /// <summary>How many links of a kind there are beyond those in <see cref="Links"/>; only of records with very many.</summary>
    IReadOnlyDictionary<(LinkKind Kind, bool Outgoing), int> MoreLinks { get; }

    /// <summary>The public files of the record.</summary>
    IReadOnlyList<PublishedFile> Files { get; }

    ShortThread ShortThread { get; }

    WrittenAbout WrittenAbout { get; }
}
