using MimeKit;

namespace Concord.Kernel.Mail;

/// <summary>What came of an attempt to hand a mail over.</summary>
public enum Handover
{
    /// <summary>The next host has taken it.</summary>
    Accepted,

    /// <summary>The address refuses it, and will refuse it tomorrow (RFC 5321: a reply 5yz to RCPT).</summary>
    AddressRefused,

    /// <summary>The mail itself is refused for good: its size, its contents.</summary>
    MailRefused,

    /// <summary>Refused for now (a reply 4yz): another time it may be taken.</summary>
    NotNow,

    /// <summary>The next host cannot be reached or does not let us in: nothing can be said about this mail.</summary>
    HostAway,

    /// <summary>The whole mail went out, and the answer did not come: it may have been taken or not.</summary>
    Unclear,
}

/// <param name="Outcome">What came of it.</param>
/// <param name="Answer">What was said, for a person to read.</param>
public sealed record HandoverResult(Handover Outcome, string Answer);

/// <summary>The way mails leave the house.</summary>
public abstract class MailTransport : IAsyncDisposable
{
    /// <summary>Hands one mail over. Faults of the way are outcomes, not exceptions; a cancelled attempt is one of those too.</summary>
    public abstract Task<HandoverResult> SendAsync(Guid id, MimeMessage mail, CancellationToken cancel);

    /// <summary>Whether a mail was handed over before; null where this way cannot tell.</summary>
    public abstract bool? HasSent(Guid id);

    /// <summary>Ends what is kept open between mails.</summary>
    public virtual ValueTask RestAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await RestAsync();
        GC.SuppressFinalize(this);
    }
}
