using System.Collections.Concurrent;
using Concord.Kernel.Mail;
using MimeKit;

namespace Concord.Tests.Mail;

/// <summary>A way for mails that does what a test says, and remembers what it was given.</summary>
internal sealed class AWay : MailTransport
{
    public ConcurrentQueue<(Guid Id, string MessageId, string Address)> Given { get; } = new();

    /// <summary>The mails as they were given.</summary>
    public ConcurrentQueue<MimeMessage> Read { get; } = new();

    /// <summary>What becomes of a mail to an address.</summary>
    public Func<string, Handover> Becomes { get; set; } = _ => Handover.Accepted;

    public override bool? HasSent(Guid id) => null;

    public override async Task<HandoverResult> SendAsync(Guid id, MimeMessage mail, CancellationToken cancel)
    {
        var address = mail.To.Mailboxes.Single().Address;
        var outcome = Becomes(address);
        if (outcome != Handover.HostAway)
            Given.Enqueue((id, mail.MessageId!, address));
        // The outbox lets go of its own once this returns.
        var copy = new MemoryStream();
        await mail.WriteToAsync(copy, cancel);
        copy.Position = 0;
        if (outcome != Handover.HostAway)
            Read.Enqueue(await MimeMessage.LoadAsync(copy, cancel));
        return new HandoverResult(outcome, "as the test says");
    }
}
