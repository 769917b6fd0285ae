namespace Concord.Desk.Languages.Parity;

/// <summary>Korean multipliers after digits (2,450만, 1억 2천만), and numbers in words that stand as words of their own.</summary>
internal static class KoreanNumbers
{
    private const string Digits = "영일이삼사오육칠팔구";

    private static readonly Dictionary<string, decimal> Native = NumberTable.Of(
        "한=1 두=2 세=3 네=4 다섯=5 여섯=6 일곱=7 여덟=8 아홉=9 열=10 스무=20 스물=20");

    private static readonly (string Word, decimal Value)[] Hints =
        [("한중일", 3), ("한일중", 3), ("중일한", 3), ("한중", 2), ("한일", 2), ("중일", 2), ("첫", 1), ("양국", 2), ("양자", 2), ("양측", 2), ("쌍방", 2), ("매년", 1), ("매월", 1), ("연례", 1), ("연간", 1), ("연", 1),
         ("격년", 2), ("회원국별", 1), ("절반", 0.5m), ("단일", 1), ("삼자", 3), ("하나", 1), ("둘", 2), ("셋", 3), ("넷", 4), ("이중", 2)];

    /// <summary>Ten, hundred or thousand; 0 for another character.</summary>
    public static int Unit(char c) => c switch
    {
        '십' => 10,
        '백' => 100,
        '천' => 1_000,
        _ => 0,
    };

    /// <summary>Ten thousand, a hundred million or a million million; 0 for another character.</summary>
    public static decimal Big(char c) => c switch
    {
        '만' => 10_000,
        '억' => 100_000_000,
        '조' => 1_000_000_000_000,
        _ => 0,
    };

    /// <summary>Reads at the beginning of a word; the answer is the length, 0 where no number begins here.</summary>
    public static int Read(FoldedText text, int at, List<Figure> found)
    {
        if (!text.IsWordStart(at) || !FoldedText.IsHangul(text.At(at)))
            return 0;
        var end = text.EndOfWord(at);
        var word = text.Lower[at..end];
        if (Native.TryGetValue(word, out var native))
            return Add(native, native == 1 || text.At(end) is not ' ' ? Claim.Hint : Claim.Worded, word.Length);
        if (Array.Find(Hints, hint => word.StartsWith(hint.Word, StringComparison.Ordinal)) is { Word: { } said } hint)
            return Add(hint.Value, Claim.Hint, said.Length);
        return SinoKorean(word) is var (value, length) && length > 1 ? Add(value, Claim.Hint, length) : 0;

        int Add(decimal value, Claim claim, int length)
        {
            var figure = new Figure(FigureKind.Number, value, at, length, claim);
            found.Add(figure with { Measure = claim == Claim.Worded ? Measures.Around("ko", text, figure) : null });
            return length;
        }
    }

    /// <summary>
    /// The number that a word begins with, 삼백오십 or 천이백만, and how many syllables it takes. Numbers of one syllable are not read: nearly all of them are also
    /// other words.
    /// </summary>
    internal static (decimal Value, int Length) SinoKorean(ReadOnlySpan<char> word)
    {
        decimal total = 0, section = 0;
        int? digit = null;
        var (lastUnit, lastBig, length, multiplies) = (int.MaxValue, decimal.MaxValue, 0, false);
        foreach (var c in word)
        {
            if (Digits.IndexOf(c, StringComparison.Ordinal) is >= 0 and var next)
            {
                if (digit is not null)
                    break;
                digit = next;
            }
            else if (Unit(c) is > 0 and var unit && unit < lastUnit)
            {
                section += (digit ?? 1) * (decimal)unit;
                (digit, lastUnit, multiplies) = (null, unit, true);
            }
            else if (Big(c) is > 0 and var big && big < lastBig)
            {
                section += digit ?? 0;
                total += (section == 0 ? 1 : section) * big;
                (section, digit, lastUnit, lastBig, multiplies) = (0, null, int.MaxValue, big, true);
            }
            else
            {
                break;
            }
            length++;
        }
        return multiplies ? (total + section + (digit ?? 0), length) : (0, 0);
    }
}
