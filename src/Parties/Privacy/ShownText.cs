using Concord.Kernel.Data;
using Concord.Kernel.Web;
using NodaTime;

namespace Concord.Parties.Privacy;

/// <summary>A version of the text as a page shows it.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Since">Since when it counts; null for the text that the program brings.</param>
/// <param name="Language">Tag of the language that it is shown in.</param>
/// <param name="Paragraphs">Its paragraphs.</param>
public sealed record ShownText(int Version, Instant? Since, string Language, IReadOnlyList<string> Paragraphs)
{
    /// <summary>The version that counts now, in the reader's language.</summary>
    internal static async Task<ShownText> CurrentAsync(Reading r, ConcordDb db, CancellationToken cancel) => await OfAsync(r, db, await Consents.CurrentAsync(db, cancel), cancel);

    private static async Task<ShownText> OfAsync(Reading r, ConcordDb db, int version, CancellationToken cancel)
    {
        if (await Consents.FindAsync(db, version, cancel) is not { } own)
            return new ShownText(version, null, r.Language.Tag, ShippedText.Paragraphs(r.L));
        var words = own.Text.In(r.Language.Tag);
        return new ShownText(version, own.MadeAt, words.Language, Split(words.Text));
    }

    private static IReadOnlyList<string> Split(string text) =>
        [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
