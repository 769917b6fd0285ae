using System.Text;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Records;
using Concord.Kernel.Search;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Files.Text;

/// <summary>The search words of files. A record is found by the words of its published files as by its own.</summary>
internal static class FileWords
{
    /// <summary>A search vector of PostgreSQL holds a mebibyte of words; those of the record itself come first.</summary>
    private const int MostBytes = 640 << 10;

    /// <summary>The words of a text, each once, in the order in which they come first, a space between.</summary>
    public static string Of(string text)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var words = new StringBuilder();
        var bytes = 0;
        foreach (var token in Tokenizer.Tokenize(text))
        {
            if (!known.Add(token.Text))
                continue;
            bytes += Encoding.UTF8.GetByteCount(token.Text) + 1;
            if (bytes > MostBytes)
                break;
            words.Append(words.Length > 0 ? " " : "").Append(token.Text);
        }
        return words.ToString();
    }

    /// <summary>Reads a content. What can be read is, the rest is stated.</summary>
    public static async Task<(WordsState State, string? Words)> ReadAsync(string path, FileType? type, CancellationToken cancel)
    {
        if (type is null || type.IsImage)
            return (WordsState.None, null);
        if (type == FileType.Pdf && PdfText.Program is null)
            return (WordsState.NoReader, null);
        try
        {
            if (type == FileType.Pdf)
                return await PdfText.OfAsync(path, cancel) is { } pdf ? (WordsState.Read, Of(pdf)) : (WordsState.Unreadable, null);
            var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            await using (content)
                return DocumentText.Of(content, type) is { } text ? (WordsState.Read, Of(text)) : (WordsState.None, null);
        }
        catch (Exception fault) when (fault is InvalidDataException or System.Xml.XmlException)
        {
            return (WordsState.Unreadable, null);
        }
    }

    /// <summary>
    /// Adds the words of published files to what records are found by. A record that comes in for the first time cannot have any: an import
    /// asks nothing.
    /// </summary>
    public static async Task AddToAsync(ConcordDb db, List<SearchLine> lines, CancellationToken cancel)
    {
        var nos = lines.Where(line => !line.IsNew).Select(line => line.No).ToList();
        if (nos.Count == 0)
            return;
        var found = await (from record in db.Records
                           join file in db.Set<StoredFile>() on record.Id equals file.OwnerId
                           join blob in db.Set<StoredBlob>() on file.Hash equals blob.Hash
                           where nos.Contains(record.No) && file.State == FileState.Published && blob.Words != null
                           orderby file.StateAt descending
                           select new { record.No, record.Kind, file.OwnerKind, blob.Words }).AsNoTracking().ToListAsync(cancel);
        if (found.Count == 0)
            return;
        var words = found.Where(file => file.OwnerKind == file.Kind.Plural()).ToLookup(file => file.No, file => file.Words!);
        for (var i = 0; i < lines.Count; i++)
            if (!lines[i].IsNew && words.Contains(lines[i].No))
                lines[i] = lines[i] with { Words = With(lines[i].Words, words[lines[i].No]) };
    }

    private static RecordWords With(RecordWords record, IEnumerable<string> files)
    {
        var all = new HashSet<string>(record.All);
        var bytes = 0;
        foreach (var file in files)
            foreach (var part in file.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!all.Add(part))
                    continue;
                bytes += Encoding.UTF8.GetByteCount(part) + 1;
                if (bytes > MostBytes)
                    return record with { All = all };
            }
        return record with { All = all };
    }
}
