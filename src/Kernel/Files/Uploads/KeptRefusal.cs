using System.Globalization;
using System.Text.Json;
using Concord.Kernel.Files.Content;

namespace Concord.Kernel.Files.Uploads;

/// <summary>A refusal as the row of its upload keeps it, to be said later in whatever language: the fault and what its sentence names.</summary>
internal static class KeptRefusal
{
    public static string Write(FileRefusal refusal) => JsonSerializer.Serialize(new[] { refusal.Fault.ToString(), Text(refusal.First), Text(refusal.Second) });

    /// <summary>What <see cref="Write"/> wrote; null for null.</summary>
    public static FileRefusal? Read(string? kept) =>
        kept is not null && JsonSerializer.Deserialize<string?[]>(kept) is [{ } fault, var first, var second] ? new FileRefusal(Enum.Parse<FileFault>(fault), first, second) : null;

    private static string? Text(object? named) => named switch
    {
        null => null,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => named.ToString(),
    };
}
