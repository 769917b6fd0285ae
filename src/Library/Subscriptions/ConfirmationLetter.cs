using Concord.Kernel.Languages;
using Concord.Kernel.Mail;

namespace Concord.Library.Subscriptions;

/// <summary>Asks an address whether a subscription is meant.</summary>
/// <param name="Followed">Name of what is to be followed.</param>
/// <param name="Key">The secret of the link.</param>
/// <param name="Rhythm">How often it is to be told.</param>
internal sealed record ConfirmationLetter(LocalizedText Followed, string Key, Rhythm Rhythm) : Letter
{
    public static ConfirmationLetter Sample { get; } = new(NewsOfRecordLetter.Mechanism, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG", Rhythm.Daily);
}
