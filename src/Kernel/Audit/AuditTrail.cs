using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Audit;

/// <summary>
/// The record of who changed what. Notes are taken in the transaction of the change: either both stay or neither. Each entry carries the hash
/// of the one before, so that what is altered, taken out or put between shows (<see cref="AuditCheck"/>).
/// </summary>
public static class AuditTrail
{
    /// <summary>Adds a note, in the caller's transaction. Whoever notes next waits until that transaction ends, so note last, right before the commit.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    /// <exception cref="ArgumentException">A part of the note is empty, too long or holds a control character.</exception>
    public static Task NoteAsync(ConcordDb db, AuditNote note, CancellationToken cancel = default) => NoteAsync(db, [note], cancel);

    /// <inheritdoc cref="NoteAsync(ConcordDb, AuditNote, CancellationToken)"/>
    /// <param name="db">The context of the transaction; what it tracks is left alone.</param>
    /// <param name="notes">The notes, in their order.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task NoteAsync(ConcordDb db, IReadOnlyCollection<AuditNote> notes, CancellationToken cancel = default)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A note stands or falls with what it tells of: begin a transaction around both.");
        if (notes.Count == 0)
            return;
        // Taking the row makes writers follow one another on PostgreSQL too, so no two entries have the same number.
        var heads = await db.Set<AuditHead>().FromSqlRaw("UPDATE audit_head SET \"No\" = \"No\" WHERE \"Id\" = 1 RETURNING \"Id\", \"No\", \"Hash\"").AsNoTracking().ToListAsync(cancel);
        if (heads is not [var head])
            throw new InvalidOperationException("The head of the audit trail is missing: run 'concord check'.");
        var (no, hash) = (head.No, head.Hash);
        var (entries, concerns) = (new List<AuditEntry>(notes.Count), new List<AuditConcern>());
        foreach (var note in notes)
        {
            var entry = AuditEntry.Of(note, ++no, hash);
            entries.Add(entry);
            concerns.AddRange(note.Concerns.Distinct().Select(what => new AuditConcern { What = what, No = entry.No }));
            hash = entry.Hash;
        }
        await db.InsertAsync(entries, cancel);
        await db.InsertAsync(concerns, cancel);
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(last => last.No, no).SetProperty(last => last.Hash, hash), cancel);
    }

    /// <summary>Where the trail ends now.</summary>
    public static async Task<AuditMark> EndAsync(ConcordDb db, CancellationToken cancel = default) =>
        await db.Set<AuditHead>().AsNoTracking().Select(head => new AuditMark(head.No, head.Hash)).SingleOrDefaultAsync(cancel) ?? AuditMark.None;

    /// <summary>Does something in one transaction with its note. Whatever the context tracks is saved with it.</summary>
    public static async Task DoAsync(this ConcordDb db, AuditNote note, Func<Task> change, CancellationToken cancel = default)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            await change();
            await db.SaveChangesAsync(cancel);
            await NoteAsync(db, note, cancel);
            await transaction.CommitAsync(cancel);
        }
    }
}
