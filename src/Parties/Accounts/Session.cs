using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>By what somebody showed who they are.</summary>
public enum SignInMethod : byte
{
    Password = 1,

    /// <summary>A password and a second thing: a code of an app, or a recovery code.</summary>
    PasswordAndCode = 2,

    Passkey = 3,

    /// <summary>A link that was sent by mail.</summary>
    MailedLink = 4,

    /// <summary>Another house that this one trusts (OpenID Connect).</summary>
    OtherHouse = 5,
}

/// <summary>One browser in which a person is signed in. The cookie holds the key alone, the store a digest of it: neither opens the other.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Id { get; init; }

    public required Guid AccountId { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>False while the second step of the sign-in is still to come; the session then opens nothing else.</summary>
    public required bool IsComplete { get; init; }

    public required Instant SignedInAt { get; init; }

    /// <summary>The last request, to within <see cref="Sessions.Exactness"/>.</summary>
    public required Instant SeenAt { get; set; }

    public required Instant EndsAt { get; set; }

    /// <summary>What the browser called itself when it signed in, at most <see cref="LongestAgent"/> characters.</summary>
    public required string Agent { get; init; }

    /// <summary>The address that it signed in from.</summary>
    public required string Address { get; init; }

    public const int LongestAgent = 300;
}
