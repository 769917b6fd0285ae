using Concord.Kernel.Languages;

namespace Concord.Kernel.Mail;

/// <summary>Who a mail goes to: one person at one address, in the language that the person reads.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">As the person writes it, in any script; may be empty.</param>
/// <param name="Language">The language of the mail.</param>
/// <param name="Account">Number of the account, where the person has one.</param>
public sealed record MailRecipient(MailAddress Address, string Name, Language Language, Guid? Account = null);

/// <summary>A mail to be sent.</summary>
/// <param name="To">Who it goes to.</param>
/// <param name="Letter">What it says.</param>
public sealed record OutgoingMail(MailRecipient To, Letter Letter)
{
    public MailUrgency Urgency { get; init; } = MailUrgency.Usual;

    /// <summary>
    /// Path of the page where one press ends the subscription that the mail comes by: it shows a question when it is read, and ends the subscription when it
    /// is posted to (RFC 8058). Null for mails that do not come by a subscription.
    /// </summary>
    public string? Unsubscribe { get; init; }
}

/// <summary>Which mails go first. The numbers are stored.</summary>
public enum MailUrgency : byte
{
    /// <summary>Somebody sits and waits for it: a link to sign in.</summary>
    Awaited = 1,

    Usual = 2,

    /// <summary>One of very many: invitations to all, news to subscribers.</summary>
    Bulk = 3,
}
