using System.Buffers;
using System.Text;

namespace Concord.Kernel.Search;

/// <summary>
/// Korean hangs particles on nouns: 오염을 is 오염 as an object. They are taken away only where nothing is found with them, because
/// many words end in the same syllables (환경회의, 전문가).
/// </summary>
internal static class Particles
{
    private const int ShortestRun = 3;

    private static readonly SearchValues<char> Common = SearchValues.Create("을를이가은는의에도와과로");

    /// <summary>The text with every Hangul run of three and more syllables freed of its particle; null where none has one.</summary>
    public static string? Without(string text)
    {
        StringBuilder? shorter = null;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is >= '\uAC00' and <= '\uD7A3')
                continue;
            if (i - start >= ShortestRun && Common.Contains(text[i - 1]))
                (shorter ??= new StringBuilder(text[..start])).Append(text, start, i - start - 1);
            else
                shorter?.Append(text, start, i - start);
            if (i < text.Length)
                shorter?.Append(text[i]);
            start = i + 1;
        }
        return shorter?.ToString();
    }
}
