using System.Buffers;
using System.Security.Cryptography;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Images;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Records.Index;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Files.Uploads;

/// <summary>What somebody says of a file that is to come.</summary>
/// <param name="Owner">What it will belong to.</param>
/// <param name="Name">Its name, as the person's machine has it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Language">The language it is written in; <c>und</c> for none.</param>
/// <param name="Title">The document's title; empty for one made of the name.</param>
/// <param name="DocumentId">The document that it is another version or language of; null for a new document.</param>
public sealed record UploadRequest(FileOwner Owner, string? Name, long Length, string? Language, string? Title, Guid? DocumentId);

/// <summary>Why an upload cannot begin.</summary>
public enum UploadFault
{
    None,
    TooLarge,
    Empty,
    UnknownLanguage,
    UnknownType,
    UnknownDocument,
    TooManyOpen,
    TooManyThisHour,
    TooManyOfRecord,
}

/// <summary>What came of a piece that was sent.</summary>
public enum AppendOutcome
{
    /// <summary>It is on the disk.</summary>
    Taken,

    /// <summary>It does not follow what is there: <see cref="OpenUpload.Received"/> says from where on to send.</summary>
    OutOfPlace,

    /// <summary>There is more than was said.</summary>
    TooMuch,

    /// <summary>Another piece of it is just coming in.</summary>
    Busy,

    /// <summary>It broke off; what had come is on the disk.</summary>
    BrokenOff,
}

/// <summary>
/// Uploads, from the first byte to the row: gathered on disk piece by piece, examined when whole, put under their hash, and joined to their
/// owner in one transaction.
/// </summary>
public sealed class Upload(ConcordDb db, FileStore store, FileSettings settings, IEnumerable<FileOwners> owners, IClock clock)
{
    private const int Buffer = 128 << 10;

    /// <summary>So often what has come is settled on the disk and noted: what a crash costs is at most this.</summary>
    private const long Checkpoint = 8L << 20;

    /// <summary>Begins an upload, within what a person and a record may have.</summary>
    public async Task<(OpenUpload? Upload, UploadFault Fault)> BeginAsync(Guid account, UploadRequest request, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var name = FileName.Clean(request.Name);
        if (FaultOf(request, name) is var fault and not UploadFault.None)
            return (null, fault);
        var hourAgo = now - Duration.FromHours(1);
        var mine = db.Set<OpenUpload>().AsNoTracking().Where(upload => upload.Account == account);
        if (await mine.CountAsync(upload => upload.FileId == null && upload.Refusal == null && upload.ExpiresAt > now, cancel) >= settings.MostOpenUploads)
            return (null, UploadFault.TooManyOpen);
        if (await mine.CountAsync(upload => upload.BegunAt > hourAgo, cancel) >= settings.MostUploadsPerHour)
            return (null, UploadFault.TooManyThisHour);
        var files = db.Set<StoredFile>().AsNoTracking().Where(file => file.OwnerKind == request.Owner.Kind && file.OwnerId == request.Owner.Id);
        if (await files.CountAsync(cancel) >= settings.MostPerRecord)
            return (null, UploadFault.TooManyOfRecord);
        if (request.DocumentId is { } document && !await files.AnyAsync(file => file.DocumentId == document, cancel))
            return (null, UploadFault.UnknownDocument);
        var upload = new OpenUpload
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Account = account,
            OwnerKind = request.Owner.Kind,
            OwnerId = request.Owner.Id,
            DocumentId = request.DocumentId,
            Language = request.Language!,
            Name = name,
            Title = TitleOf(request.Title, name),
            Length = request.Length,
            BegunAt = now,
            ExpiresAt = now + settings.UploadsLast,
        };
        db.Add(upload);
        await db.SaveChangesAsync(cancel);
        return (upload, UploadFault.None);
    }

    /// <summary>An upload of a person that can still be asked for; null for any other.</summary>
    public async Task<OpenUpload?> FindAsync(Guid account, Guid id, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        return await db.Set<OpenUpload>().SingleOrDefaultAsync(upload => upload.Id == id && upload.Account == account && upload.ExpiresAt > now, cancel);
    }

    /// <summary>Takes a piece. What has come when a connection breaks stays.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="offset">Where the piece begins.</param>
    /// <param name="body">The piece.</param>
    /// <param name="cancel">The one who sends has gone.</param>
    public async Task<AppendOutcome> AppendAsync(OpenUpload upload, long offset, Stream body, CancellationToken cancel)
    {
        // All is there, and it may be under its hash already: only whether more is sent matters.
        if (offset == upload.Length && upload.Received == upload.Length)
            return await body.ReadAsync(new byte[1], cancel) == 0 ? AppendOutcome.Taken : AppendOutcome.TooMuch;
        FileStream file;
        try
        {
            file = new FileStream(store.IncomingPath(upload.Id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (IOException)
        {
            return AppendOutcome.Busy;
        }
        await using (file)
        {
            await db.Entry(upload).ReloadAsync(CancellationToken.None);
            // A store that was set back, or a disk that lost its folder: what is not there must come again.
            if (file.Length < upload.Received)
                await NoteAsync(upload, 0);
            if (offset != upload.Received)
                return AppendOutcome.OutOfPlace;
            // Behind what was noted stands what came just before a crash: nobody was told that it is there.
            file.SetLength(offset);
            file.Position = offset;
            return await TakeAsync(upload, file, body, cancel);
        }
    }

    private async Task<AppendOutcome> TakeAsync(OpenUpload upload, FileStream file, Stream body, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            while (true)
            {
                int read;
                try
                {
                    read = await body.ReadAsync(buffer, cancel);
                }
                catch (Exception fault) when (fault is OperationCanceledException or IOException or InvalidDataException)
                {
                    // The connection is lost, or what was sent is no form: a fault of the disk is another matter.
                    await SettleAsync(upload, file);
                    return AppendOutcome.BrokenOff;
                }
                if (read == 0)
                    break;
                if (file.Position + read > upload.Length)
                    return AppendOutcome.TooMuch;
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                if (file.Position - upload.Received >= Checkpoint)
                    await SettleAsync(upload, file);
            }
            await SettleAsync(upload, file);
            return AppendOutcome.Taken;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SettleAsync(OpenUpload upload, FileStream file)
    {
        if (file.Position == upload.Received)
            return;
        file.Flush(flushToDisk: true);
        await NoteAsync(upload, file.Position);
    }

    private async Task NoteAsync(OpenUpload upload, long received)
    {
        upload.Received = received;
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>
    /// Examines a whole upload and makes a file of it. Asked again, it says again what came of it: an answer that was lost costs nothing.
    /// </summary>
    /// <returns>The file, or why there is none; neither while bytes are missing.</returns>
    public async Task<(StoredFile? File, FileRefusal? Refusal)> FinishAsync(OpenUpload upload, CancellationToken cancel)
    {
        if (upload.FileId is { } done)
            return (await db.Set<StoredFile>().FindAsync([done], cancel), null);
        if (upload.Refusal is not null)
            return (null, KeptRefusal.Read(upload.Refusal));
        if (upload.Received != upload.Length)
            return (null, null);
        var path = store.IncomingPath(upload.Id);
        // Put under its hash just before a crash, and not joined to anything yet.
        if (!File.Exists(path) && upload.Hash is { } put && File.Exists(store.PathOf(put)))
            return await JoinAsync(upload, path, put, FileType.OfMediaType(upload.MediaType!)!);
        FileStream content;
        try
        {
            content = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 << 10);
        }
        catch (FileNotFoundException)
        {
            await NoteAsync(upload, 0);
            return (null, null);
        }
        catch (IOException)
        {
            return (null, null);
        }
        await using (content)
            return await FinishAsync(upload, content, path, cancel);
    }

    private async Task<(StoredFile? File, FileRefusal? Refusal)> FinishAsync(OpenUpload upload, FileStream content, string path, CancellationToken cancel)
    {
        var verdict = ContentCheck.Examine(content, upload.Name, settings.Limits);
        if (verdict.Type is not { } type)
        {
            await RefuseAsync(upload, verdict.Refusal!);
            File.Delete(path);
            return (null, verdict.Refusal);
        }
        var whole = type.IsImage ? Clean(content, path, type) : path;
        content.Position = 0;
        upload.Hash = whole == path ? Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) : await FileStore.HashAsync(whole, cancel);
        upload.MediaType = type.MediaType;
        await db.SaveChangesAsync(cancel);
        var joined = await JoinAsync(upload, whole, upload.Hash, type);
        File.Delete(path);
        return joined;
    }

    private async Task RefuseAsync(OpenUpload upload, FileRefusal refusal)
    {
        upload.Refusal = KeptRefusal.Write(refusal);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static string Clean(FileStream from, string path, FileType type)
    {
        var clean = path + ".clean";
        using var to = new FileStream(clean, FileMode.Create, FileAccess.Write, FileShare.None, 64 << 10);
        from.Position = 0;
        ImageFile.Clean(from, to, type);
        to.Flush(flushToDisk: true);
        return clean;
    }

    /// <summary>Gives the file to its owner, if that still takes any: a draft may have been published while the last piece came in.</summary>
    private async Task<(StoredFile? File, FileRefusal? Refusal)> JoinAsync(OpenUpload upload, string path, string hash, FileType type)
    {
        var now = clock.GetCurrentInstant();
        var transaction = await db.Database.BeginTransactionAsync();
        await using (transaction)
        {
            if (owners.FirstOrDefault(one => one.Knows(upload.OwnerKind)) is { } owner && !await owner.HoldAsync(db, upload.OwnerId, CancellationToken.None))
            {
                var refusal = new FileRefusal(FileFault.OwnerClosed);
                await RefuseAsync(upload, refusal);
                await transaction.CommitAsync();
                return (null, refusal);
            }
            await FileLock.TakeAsync(db, CancellationToken.None);
            store.Put(path, hash, now);
            if (!await db.Set<StoredBlob>().AnyAsync(blob => blob.Hash == hash))
                db.Add(new StoredBlob { Hash = hash, Length = new FileInfo(store.PathOf(hash)).Length, MediaType = type.MediaType, StoredAt = now });
            var document = upload.DocumentId ?? Guid.CreateVersion7(now.ToDateTimeOffset());
            var before = await db.Set<StoredFile>().Where(file => file.DocumentId == document && file.Language == upload.Language)
                .OrderByDescending(file => file.Version).Select(file => new { file.Id, file.Version }).FirstOrDefaultAsync();
            var file = new StoredFile
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                OwnerKind = upload.OwnerKind,
                OwnerId = upload.OwnerId,
                DocumentId = document,
                Language = upload.Language,
                Version = (before?.Version ?? 0) + 1,
                Hash = hash,
                Name = upload.Name,
                Title = upload.Title,
                UploadedBy = upload.Account,
                UploadedAt = now,
                ReplacesId = before?.Id,
                StateAt = now,
            };
            db.Add(file);
            upload.FileId = file.Id;
            await db.SaveChangesAsync();
            var line = await db.Records.Where(record => record.Id == upload.OwnerId).Select(record => record.Entry).FirstOrDefaultAsync() ?? "";
            await AuditTrail.NoteAsync(db, new AuditNote(now, Actor.Of(upload.Account), FilesAccess.Upload, $"files/{file.Id}")
            {
                Details = new() { ["owner"] = upload.OwnerKind + "/" + upload.OwnerId, ["sha256"] = hash, ["version"] = file.Version, ["language"] = file.Language },
                Concerns = [upload.OwnerKind + "/" + upload.OwnerId, .. AuditConcern.OfMechanisms(IndexEntry.ValuesOf(line, "mechanism"))],
            });
            await transaction.CommitAsync();
            return (file, null);
        }
    }

    /// <summary>Gives an upload up, with what has come of it.</summary>
    public async Task DropAsync(OpenUpload upload, CancellationToken cancel)
    {
        db.Remove(upload);
        await db.SaveChangesAsync(cancel);
        File.Delete(store.IncomingPath(upload.Id));
    }

    private UploadFault FaultOf(UploadRequest request, string name) =>
        request.Length > settings.LargestBytes ? UploadFault.TooLarge
        : request.Length <= 0 ? UploadFault.Empty
        : request.Language is null || !IsLanguage(request.Language) ? UploadFault.UnknownLanguage
        : FileType.OfName(name) is null ? UploadFault.UnknownType
        : UploadFault.None;

    /// <summary>The form of a language tag (RFC 5646, 2.1), as far as a file needs it: <c>ru</c>, <c>zh-Hant</c>, <c>und</c>.</summary>
    private static bool IsLanguage(string tag) =>
        tag.Length is >= 2 and <= 35 && tag.Split('-') is [{ Length: 2 or 3 } first, .. var more] && first.All(char.IsAsciiLetterLower)
        && more.All(part => part.Length is >= 2 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static string TitleOf(string? given, string name)
    {
        var title = string.Join(' ', (given ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => new string([.. word.Where(sign => !char.IsControl(sign))])));
        title = title.Length == 0 ? FileName.Title(name) : title;
        return title.Length <= FileTables.LongestTitle ? title : title[..(char.IsHighSurrogate(title[FileTables.LongestTitle - 1]) ? FileTables.LongestTitle - 1 : FileTables.LongestTitle)];
    }
}
