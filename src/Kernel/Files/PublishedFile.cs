using Concord.Kernel.Files.Content;
using NodaTime;

namespace Concord.Kernel.Files;

/// <summary>A public file of a record, as its page shows it.</summary>
public sealed record PublishedFile(Guid Id, Guid DocumentId, string Language, int Version, string Name, string Title, string MediaType, long Length, Instant PublishedAt)
{
    /// <summary>Where it is fetched.</summary>
    public string Href => FileAddress.Of(Id, Name);

    /// <summary>Its type, as people call it.</summary>
    public string Type => FileType.OfMediaType(MediaType)?.Name ?? "";

    /// <summary>
    /// The documents that files belong to, in the order in which they came; of each the files in the reader's language first, then in the order of the
    /// house's languages, then in others.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<PublishedFile>> Documents(IEnumerable<PublishedFile> files, string reader) =>
        [.. files.GroupBy(file => file.DocumentId).Select(document => (IReadOnlyList<PublishedFile>)[.. document.OrderBy(file => Place(file.Language, reader)).ThenBy(file => file.Language, StringComparer.Ordinal)])];

    private static int Place(string language, string reader)
    {
        if (language == reader)
            return -1;
        for (var i = 0; i < Languages.Language.All.Count; i++)
            if (Languages.Language.All[i].Tag == language)
                return i;
        return Languages.Language.All.Count;
    }
}
