using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Kernel.Files;

/// <summary>What a file belongs to, as far as files care.</summary>
/// <param name="Kind">Kind in the address: <c>events</c>.</param>
/// <param name="Id">Id within the kind.</param>
/// <param name="Subject">What rights to its files depend on.</param>
/// <param name="IsPublic">Whether everybody sees it, and so its published files.</param>
/// <param name="Name">Its name.</param>
/// <param name="Href">Its page, behind the language: <c>/events/acecf_2018</c>.</param>
/// <param name="Record">For records: the kind.</param>
public sealed record FileOwner(string Kind, string Id, Subject Subject, bool IsPublic, LocalizedText Name, string Href, RecordKind? Record = null);

/// <summary>Knows the things of a module that may have files. The Kernel knows records; a module that has drafts adds its own.</summary>
public abstract class FileOwners
{
    /// <summary>Whether it knows things of a kind, as addresses write it.</summary>
    public abstract bool Knows(string kind);

    /// <summary>The owner, or null where there is none of that id.</summary>
    public abstract Task<FileOwner?> FindAsync(Reading r, string kind, string id, CancellationToken cancel);

    /// <summary>
    /// Whether something still takes files, asked in the transaction that gives it one: it stays as it is until that transaction ends. Records do not go away.
    /// </summary>
    public virtual Task<bool> HoldAsync(ConcordDb db, string id, CancellationToken cancel) => Task.FromResult(true);

    /// <summary>The owner that a kind and an id name, whichever module knows it.</summary>
    public static async Task<FileOwner?> FindAsync(IEnumerable<FileOwners> all, Reading r, string kind, string id, CancellationToken cancel) =>
        all.FirstOrDefault(owners => owners.Knows(kind)) is { } owners ? await owners.FindAsync(r, kind, id, cancel) : null;
}

/// <summary>Published records.</summary>
internal sealed class RecordOwners : FileOwners
{
    public override bool Knows(string kind) => RecordKinds.FromPlural(kind) is not null;

    public override async Task<FileOwner?> FindAsync(Reading r, string kind, string id, CancellationToken cancel) =>
        RecordKinds.FromPlural(kind) is { } record && await r.Reads.FindAsync(record, id, cancel) is { } stored
            ? new FileOwner(kind, id, Belonging.Of(r.Models[record], stored), IsPublic: true, stored.Caption, $"/{kind}/{id}", record)
            : null;
}
