using NodaTime;

namespace Concord.Library.Subscriptions;

/// <summary>What a subscription follows. The numbers are stored.</summary>
internal enum FollowedKind : byte
{
    Mechanism = 1,
    Series = 2,

    /// <summary>A topic, with all that is narrower.</summary>
    Topic = 3,
}

/// <summary>How often a subscriber is told. The numbers are stored.</summary>
internal enum Rhythm : byte
{
    /// <summary>As soon as something happens.</summary>
    AtOnce = 1,

    /// <summary>All of a day in one mail.</summary>
    Daily = 2,

    /// <summary>All of a week in one mail.</summary>
    Weekly = 3,
}

/// <summary>That an address is told of what happens in a mechanism, a series or a topic. Without a confirmation it counts for nothing and goes after some days.</summary>
internal sealed class Subscription
{
    public const int LongestAddress = 254; // RFC 5321, 4.5.3.1.3, without its brackets

    public required Guid Id { get; init; }

    /// <summary>
    /// The secret of the links in its mails: 32 random bytes as text. It opens nothing but this subscription: to confirm it, and to end it, both of which
    /// take a press of a button.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>As it was given.</summary>
    public required string Address { get; init; }

    /// <summary>What is the same for all ways to write the address.</summary>
    public required string AddressKey { get; init; }

    public required FollowedKind Followed { get; init; }

    /// <summary>Id of the mechanism, the series or the topic.</summary>
    public required string FollowedId { get; init; }

    /// <summary>The language of its mails.</summary>
    public required string Language { get; set; }

    public required Rhythm Rhythm { get; set; }

    /// <summary>What was asked for last; it holds once it is confirmed.</summary>
    public required string AskedLanguage { get; set; }

    public required Rhythm AskedRhythm { get; set; }

    /// <summary>When the mail with the question went out last.</summary>
    public required Instant AskedAt { get; set; }

    /// <summary>How many such mails went out, each within a day of the one before.</summary>
    public int AskedTimes { get; set; }

    /// <summary>When the address said that it is meant; null before.</summary>
    public Instant? ConfirmedAt { get; set; }

    /// <summary>When it was told of something last.</summary>
    public Instant? ToldAt { get; set; }
}

/// <summary>What happened to a record that somebody follows. The numbers are stored.</summary>
internal enum Happened : byte
{
    /// <summary>An event that is to come was recorded.</summary>
    Announced = 1,

    /// <summary>A record of any other kind was recorded, or an event that is over.</summary>
    Published = 2,

    Changed = 3,
}

/// <summary>Something that a subscriber is to be told of, and has not been yet.</summary>
internal sealed class WaitingNews
{
    public required Guid SubscriptionId { get; init; }

    public required string RecordId { get; init; }

    public required Happened What { get; init; }

    public required Instant At { get; init; }
}

/// <summary>The version of a record that subscribers were told of: a second look at the same change tells nothing again.</summary>
internal sealed class ToldVersion
{
    public required string RecordId { get; init; }

    public required int Version { get; set; }

    public required Instant At { get; set; }
}

/// <summary>The one row that says how far the changes of the record have been looked through.</summary>
internal sealed class ToldUntil
{
    public int Id { get; init; } = 1;

    /// <summary>Changes of the store up to this number.</summary>
    public required long ChangeNo { get; init; }

    /// <summary>When they were looked through.</summary>
    public required Instant At { get; init; }
}
