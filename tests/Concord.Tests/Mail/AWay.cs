using System.Collections.Concurrent;
using Concord.Kernel.Mail;
using MimeKit;

namespace Concord.Tests.Mail;

/// <summary>A way for mails that does what a test says, and remembers what it was given.</summary>
internal sealed class AWay : MailTransport
{
    public ConcurrentQueue<(Guid Id, string MessageId, string Address)> Given { get; } = new();

    /// <summary>What becomes of a mail to an address.</summary>
    public Func<string, Handover> Becomes { get; set; } = _ => Handover.Accepted;

    public override bool? HasSent(Guid id) => null;

    public override async Task<HandoverResult> SendAsync(Guid id, MimeMessage mail, CancellationToken cancel)
    {
        var address = mail.To.Mailboxes.Single().Address;
        var outcome = Becomes(address);
        if (outcome != Handover.HostAway)
            Given.Enqueue((id, mail.MessageId!, address));
        await Task.Yield();
        return new HandoverResult(outcome, "as the test says");
    }
}
