using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Concord.Parties.Keys;

/// <summary>
/// How a key is written: <c>concord_key_</c>, by which scanners of published sources know it, ten signs that name it, 32 that are its secret, and six by which
/// a mistyped one is told from a real one before the store is asked. Letters and digits only, so that a double click takes all of it.
/// </summary>
/// <remarks>
/// The secret has 190 bits of randomness. Nobody guesses it, so one round of SHA-256 keeps it as safe as many would: slow hashes are for what people choose. A
/// request with a key costs microseconds, and whoever sends many wrong ones wears out nothing.
/// </remarks>
internal static partial class KeyText
{
    public const string Prefix = "concord_key_";

    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int NameLength = 10, SecretLength = 32, CheckLength = 6;

    /// <summary>A new key, which nobody else has.</summary>
    public static string Make()
    {
        var key = Prefix + RandomNumberGenerator.GetString(Signs, NameLength + SecretLength);
        return key + Check(key);
    }

    /// <summary>What names the key and may be shown; null where the text is no key.</summary>
    public static string? NameOf(string key) =>
        Written().IsMatch(key) && Check(key[..^CheckLength]) == key[^CheckLength..] ? key.Substring(Prefix.Length, NameLength) : null;

    /// <summary>What the store keeps of a key.</summary>
    public static byte[] Digest(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    private static string Check(string key)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(Digest(key));
        Span<char> check = stackalloc char[CheckLength];
        for (var i = CheckLength - 1; i >= 0; i--, number /= (uint)Signs.Length)
            check[i] = Signs[(int)(number % (uint)Signs.Length)];
        return new string(check);
    }

    [GeneratedRegex(@"\Aconcord_key_[0-9A-Za-z]{48}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Written();
}
