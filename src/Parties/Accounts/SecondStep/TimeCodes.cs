using System.Text;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OtpNet;
using QRCoder;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>Codes of six digits that an app on a telephone shows and that change every half minute (RFC 6238).</summary>
internal static class TimeCodes
{
    /// <summary>RFC 4226, 4: at least 128 bits, better 160.</summary>
    private const int SecretBytes = 20;

    public static byte[] NewSecret() => KeyGeneration.GenerateRandomKey(SecretBytes);

    /// <summary>The secret as somebody types it who cannot photograph it: base 32 in groups of four.</summary>
    public static string Written(byte[] secret) => string.Join(' ', Base32Encoding.ToString(secret).TrimEnd('=').Chunk(4).Select(group => new string(group)));

    /// <summary>The address that apps read from a picture (Key Uri Format).</summary>
    public static string Address(byte[] secret, string email) =>
        $"otpauth://totp/Concord:{Uri.EscapeDataString(email)}?secret={Base32Encoding.ToString(secret).TrimEnd('=')}&issuer=Concord&digits=6&period=30";

    /// <summary>The address as a picture: the outline of its dark squares, and how many squares a side has.</summary>
    public static (string Path, int Side) Picture(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in code.ModuleMatrix.Index())
            for (var x = 0; x < row.Length; x++)
                if (row[x])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (path.ToString(), code.ModuleMatrix.Count);
    }

    /// <summary>
    /// The half minute to which a code belongs, now or one before or after, for clocks differ; null where it is not one of this secret. Spaces in it
    /// are passed over.
    /// </summary>
    public static long? StepOf(byte[] secret, string? code, Instant now)
    {
        var digits = string.Concat((code ?? "").Where(sign => !char.IsWhiteSpace(sign)));
        return digits.Length == 6 && digits.All(char.IsAsciiDigit)
            && new Totp(secret).VerifyTotp(now.ToDateTimeUtc(), digits, out var step, new VerificationWindow(previous: 1, future: 1)) ? step : null;
    }

    /// <summary>Whether a code opens the account. Each does so once: of two that use the same, one is refused.</summary>
    public static async Task<bool> UseAsync(ConcordDb db, Account account, string? code, Instant now, CancellationToken cancel)
    {
        return account.CodeSecret is { } secret && StepOf(secret, code, now) is { } step
            && await db.Set<Account>().Where(found => found.Id == account.Id && found.LastCodeStep < step)
                .ExecuteUpdateAsync(set => set.SetProperty(found => found.LastCodeStep, step), cancel) == 1;
    }
}
