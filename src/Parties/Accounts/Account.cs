using Concord.Kernel.Mail;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>A person who can sign in. The mail address is the name to sign in with.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The name as the person writes it, in any script.</summary>
    public required string Name { get; set; }

    /// <summary>Tag of the language of the interface and of mails.</summary>
    public required string Language { get; set; }

    public const int LongestName = 200;

    /// <summary>What the app on the person's telephone makes its codes from; it counts once <see cref="IdentityUser{T}.TwoFactorEnabled"/> is set.</summary>
    public byte[]? CodeSecret { get; set; }

    /// <summary>The half minute of the last code that was used, counted from 1970: no code is used twice.</summary>
    public long LastCodeStep { get; set; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The person as somebody who receives mail.</summary>
    internal MailRecipient Recipient() => new(MailAddress.Read(Email)!, Name, Kernel.Languages.Language.Find(Language) ?? Kernel.Languages.Language.English, Id);

    /// <summary>Until when the account opens nothing, after too many attempts; null where it is not locked.</summary>
    public Instant? LockedUntil { get; set; }

    /// <summary>When somebody entitled closed the account; a closed one opens nothing.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>When the person asked that their data be deleted; null where nothing is asked, or it is done.</summary>
    public Instant? DeletionAskedAt { get; set; }

    /// <summary>When the person's data were deleted; from then on the account is a number without a name.</summary>
    public Instant? DeletedAt { get; set; }
}
