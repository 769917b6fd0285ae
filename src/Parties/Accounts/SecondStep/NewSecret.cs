using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>
/// The key of an app between the page that shows it and the form that confirms it. The form carries it, sealed by the house for one account: to look at the
/// page changes nothing in the store, and nobody has a key of their own making confirmed.
/// </summary>
public sealed class NewSecret(IDataProtectionProvider protection)
{
    /// <summary>How long somebody may take to set up the app.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>The key as the form carries it.</summary>
    public string Seal(byte[] secret, Guid account) => Base64Url.EncodeToString(Protector(account).Protect(secret, Life));

    /// <summary>The key that a form brings; null where it was sealed for somebody else, too long ago, or not at all.</summary>
    public byte[]? Open(string? text, Guid account)
    {
        try
        {
            return Base64Url.IsValid(text) ? Protector(account).Unprotect(Base64Url.DecodeFromChars(text), out _) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(Guid account) => protection.CreateProtector("Concord.SecondStep", account.ToString()).ToTimeLimitedDataProtector();
}
