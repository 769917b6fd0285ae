using NodaTime;
using Concord.Kernel.Mail;

namespace Concord.Kernel.Outbox;

/// <summary>How far a mail has come. The numbers are stored.</summary>
public enum MailState : byte
{
    /// <summary>Waits until it is due.</summary>
    Waiting = 1,

    /// <summary>A node has taken it, for a while; nothing of it has gone out. When the node is gone, another takes it.</summary>
    Taken = 2,

    /// <summary>It is being handed over. Whoever finds it so after a crash cannot know by itself whether it arrived.</summary>
    Sending = 3,

    /// <summary>The next host has accepted it.</summary>
    Sent = 4,

    /// <summary>The next host refuses it for good, or has refused it for too long.</summary>
    Refused = 5,

    /// <summary>It may have been accepted or not: the program ended, or the connection broke, between the mail and the answer. A person decides.</summary>
    Unclear = 6,

    /// <summary>Its address had refused mail for good, so it was not sent.</summary>
    Withheld = 7,
}

/// <summary>A mail on its way. It was put here in the transaction of what it tells of; a worker delivers it.</summary>
public sealed class OutboxMail
{
    /// <summary>A number that grows with time (RFC 9562, version 7); the Message-ID is made of it, and stays the same however often delivery is tried.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the kind of letter.</summary>
    public required string Letter { get; init; }

    /// <summary>
    /// What the letter says, as JSON; null once nothing is to be done any more, for a letter may hold a link that opens an account.
    /// </summary>
    public string? Content { get; set; }

    public required string Address { get; init; }

    /// <summary>The recipient's name; empty where it is not known, and once nothing is to be done any more.</summary>
    public required string Name { get; set; }

    public required string Language { get; init; }

    /// <summary>Number of the recipient's account, or null.</summary>
    public Guid? AccountId { get; init; }

    public required MailUrgency Urgency { get; init; }

    /// <summary>Path of the page that ends the subscription, or null.</summary>
    public string? Unsubscribe { get; init; }

    public required Instant MadeAt { get; init; }

    public required MailState State { get; set; }

    /// <summary>Not to be tried before.</summary>
    public required Instant DueAt { get; set; }

    /// <summary>How often the next host has refused it for now.</summary>
    public int Tries { get; set; }

    /// <summary>Who has taken it: a number that a worker makes for itself; null for nobody.</summary>
    public Guid? TakenBy { get; set; }

    /// <summary>Until when it is taken; after that whoever took it is held to be gone.</summary>
    public Instant? TakenUntil { get; set; }

    /// <summary>When it came to its last state.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>What the next host, or the program, last said about it; at most 500 characters.</summary>
    public string? Answer { get; set; }
}

/// <summary>An address that refused mail for good, or that somebody parked because mails came back: nothing is sent there until somebody frees it.</summary>
public sealed class ParkedAddress
{
    /// <summary><see cref="MailAddress.Key"/>.</summary>
    public required string Address { get; init; }

    public required Instant Since { get; init; }

    /// <summary>What the host said, or why somebody parked it; at most 500 characters.</summary>
    public required string Answer { get; init; }
}
