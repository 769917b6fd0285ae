using System.Globalization;
using MimeKit;

namespace Concord.Kernel.Mail;

/// <summary>
/// Writes each mail as a file <c>.eml</c>, which any mail program opens: for trials, and for houses whose mail is fetched from there. A file has its
/// name only once it is whole, so a mail is there entirely or not at all, and once however often it is tried.
/// </summary>
/// <param name="folder">The folder; made when the first mail comes.</param>
public sealed class FolderTransport(string folder) : MailTransport
{
    public override async Task<HandoverResult> SendAsync(Guid id, MimeMessage mail, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var unfinished = File(id) + ".unfinished";
            var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (stream)
            {
                await mail.WriteToAsync(stream, cancel);
                stream.Flush(flushToDisk: true);
            }
            System.IO.File.Move(unfinished, File(id), overwrite: true);
            return new HandoverResult(Handover.Accepted, Path.GetFileName(File(id)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return new HandoverResult(Handover.HostAway, fault.Message);
        }
    }

    public override bool? HasSent(Guid id) => System.IO.File.Exists(File(id));

    private string File(Guid id) => Path.Combine(folder, id.ToString("N", CultureInfo.InvariantCulture) + ".eml");
}
