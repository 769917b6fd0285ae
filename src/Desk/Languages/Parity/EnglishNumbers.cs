namespace Concord.Desk.Languages.Parity;

/// <summary>Numbers and months in English words: twenty-three, 1.3 billion, the twelfth, March 2019.</summary>
internal static class EnglishNumbers
{
    private static readonly Dictionary<string, decimal> Cardinals = NumberTable.Of(
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 "
        + "sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90");

    private static readonly Dictionary<string, decimal> Ordinals = NumberTable.Of(
        "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13 "
        + "fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30 fortieth=40 "
        + "fiftieth=50 sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 hundredth=100");

    private static readonly Dictionary<string, decimal> Multipliers = NumberTable.Of(
        "hundred=100 thousand=1000 million=1000000 mln=1000000 billion=1000000000 bn=1000000000 trillion=1000000000000 dozen=12");

    private static readonly Dictionary<string, decimal> Hints = NumberTable.Of(
        "both=2 bilateral=2 bilaterally=2 biennial=2 biennium=2 twice=2 pair=2 trilateral=3 tripartite=3 quadrilateral=4 half=0.5 once=1 "
        + "single=1 annual=1 annually=1 yearly=1 each=1 every=1 per=1 a=1 an=1 another=1 trivalent=3 hexavalent=6 quarter=4 decade=10 "
        + "monthly=1 weekly=1 daily=1 initial=1 opening=1");

    private static readonly Dictionary<string, decimal> Months = NumberTable.Of(
        "january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8 september=9 october=10 november=11 december=12 jan=1 feb=2 mar=3 "
        + "apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11 dec=12");

    /// <summary>Reads at the beginning of a word; the answer is the length, 0 where no number begins here.</summary>
    public static int Read(FoldedText text, int at, List<Figure> found)
    {
        if (!text.IsWordStart(at) || text.EndOfWord(at) is var end && end == at)
            return 0;
        var word = text.Lower[at..end];
        if (Months.TryGetValue(word, out var month) && char.IsUpper(text.Cased[at]))
        {
            // "May" and "March" are other words too, and short forms may be names: a figure beside them makes them months.
            var isSure = word.Length > 4 && word != "march" || word is "june" or "july" || HasDigitBeside(text, at, end);
            found.Add(new Figure(FigureKind.Month, month, at, end - at, isSure ? Claim.Firm : Claim.Hint));
            return end - at;
        }
        if (Hints.TryGetValue(word, out var hint))
        {
            found.Add(new Figure(FigureKind.Number, hint, at, end - at, Claim.Hint));
            return end - at;
        }
        return Cardinals.ContainsKey(word) || Ordinals.ContainsKey(word) || word is "hundred" or "thousand" ? Number(text, at, found) : 0;
    }

    /// <summary>The multiplier that follows digits, and where it ends; 1 where none does.</summary>
    public static (decimal Times, int End) Multiplier(FoldedText text, int end)
    {
        var at = text.At(end) is '-' ? end + 1 : text.AfterSpaces(end);
        var after = text.EndOfWord(at);
        return at > end && Multipliers.TryGetValue(text.Lower[at..after].TrimEnd('s'), out var times) ? (times, after) : (1, end);
    }

    private static int Number(FoldedText text, int at, List<Figure> found)
    {
        decimal total = 0, section = 0;
        var (end, next, isOrdinal, words) = (at, at, false, 0);
        var last = "";
        while (next < text.Length)
        {
            var after = text.EndOfWord(next);
            var word = text.Lower[next..after];
            if (word == "and" && last is "hundred" && Cardinals.ContainsKey(WordAfter(text, after)))
            {
                next = text.AfterSpaces(after);
                continue;
            }
            if (Cardinals.TryGetValue(word, out var cardinal) && Fits(section, cardinal))
                section += cardinal;
            else if (Ordinals.TryGetValue(word, out var ordinal) && Fits(section, ordinal))
                (section, isOrdinal) = (section + ordinal, true);
            else if (words > 0 && Multipliers.TryGetValue(word, out var times))
                (total, section) = times == 100 || times == 12 ? (total, section * times) : (total + (section * times), 0);
            else
                break;
            (end, last, words) = (after, word, words + 1);
            if (isOrdinal || text.At(after) is not (' ' or '-'))
                break;
            next = after + 1;
        }
        if (words == 0)
            return 0;
        var value = total + section;
        // "second" is a unit of time, "first" often no number: another language may leave both out, but not the third.
        var claim = value is 0 or 1 || (isOrdinal && value is 2) ? Claim.Hint : Claim.Worded;
        // One third, three quarters.
        var figure = new Figure(FigureKind.Number, value, at, end - at, isOrdinal && IsFraction(text, at) ? Claim.Hint : claim)
        {
            Or = Decades.After(text, end) is > 0 and var years ? value * years : null,
        };
        found.Add(figure with { Measure = Measures.Around("en", text, figure) });
        return end - at;
    }

    /// <summary>Units go with tens, and either with hundreds: one hundred twenty three, but not five six.</summary>
    private static bool Fits(decimal section, decimal next) =>
        section == 0 || (section % 100 == 0 && next < 100) || (section % 10 == 0 && section % 100 >= 20 && next is > 0 and < 10);

    private static string WordAfter(FoldedText text, int at)
    {
        var start = text.AfterSpaces(at);
        return text.Lower[start..text.EndOfWord(start)];
    }

    private static bool IsFraction(FoldedText text, int at) => at >= 4 && text.Has(at - 4, "one ");

    private static bool HasDigitBeside(FoldedText text, int start, int end)
    {
        var after = text.At(end) is '.' ? end + 1 : end;
        return FoldedText.IsDigit(text.At(text.AfterSpaces(after))) || (text.At(start - 1) is ' ' && (FoldedText.IsDigit(text.At(start - 2)) || EndsOrdinal(text, start - 2)));
    }

    private static bool EndsOrdinal(FoldedText text, int last) =>
        (text.Has(last - 1, "th") || text.Has(last - 1, "st") || text.Has(last - 1, "nd") || text.Has(last - 1, "rd")) && FoldedText.IsDigit(text.At(last - 2));
}
