using System.Security.Cryptography;
using Concord.Kernel.Mail;
using Microsoft.AspNetCore.DataProtection;

namespace Concord.Kernel.Notices;

/// <summary>Which notices a link ends.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Kind">Name of the kind, or <see cref="NoticeEnds.OfDay"/>.</param>
public sealed record NoticeEnd(Guid Account, string Kind);

/// <summary>
/// The links that end notices without signing in, as mail programs and people expect (RFC 8058). The secret in a link is sealed by the house and
/// stored nowhere; it opens nothing but the end of these notices.
/// </summary>
public sealed class NoticeEnds(IDataProtectionProvider protection)
{
    /// <summary>In the place of a kind: all that come once a day.</summary>
    public const string OfDay = "*";

    private const int Longest = 1000;
    private readonly IDataProtector seal = protection.CreateProtector("Concord.Kernel.Notices.End");

    /// <summary>The page that ends them, in the reader's language; null for a recipient without an account.</summary>
    public string? Path(MailRecipient to, string kind) => to.Account is { } account ? $"/{to.Language.Tag}/notices/end/{seal.Protect(account.ToString("N") + kind)}" : null;

    /// <summary>What a secret is for; null where the house did not make it.</summary>
    public NoticeEnd? Read(string secret)
    {
        if (secret.Length > Longest)
            return null;
        try
        {
            var text = seal.Unprotect(secret);
            return text.Length > 32 && Guid.TryParseExact(text[..32], "N", out var account) ? new NoticeEnd(account, text[32..]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
