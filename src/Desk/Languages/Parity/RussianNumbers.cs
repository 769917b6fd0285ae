namespace Concord.Desk.Languages.Parity;

/// <summary>Numbers and months in Russian words, in all cases: трёх, двадцать третье, пятью, 1,3 млрд, 15 октября.</summary>
internal static class RussianNumbers
{
    private static readonly Dictionary<string, int> Cardinals = Forms(
        (1, "один одна одно одни одного одной одному одним одну одном"), (2, "два две двух двум двумя"), (3, "три трех трем тремя"),
        (4, "четыре четырех четырем четырьмя"), (5, "пять пяти пятью"), (6, "шесть шести шестью"), (7, "семь семи"), (8, "восемь восьми восемью"),
        (9, "девять девяти девятью"), (10, "десять десяти десятью"), (20, "двадцать двадцати двадцатью"), (30, "тридцать тридцати тридцатью"),
        (40, "сорок сорока"), (50, "пятьдесят пятидесяти"), (60, "шестьдесят шестидесяти"), (70, "семьдесят семидесяти"),
        (80, "восемьдесят восьмидесяти"), (90, "девяносто девяноста"), (100, "сто ста"), (200, "двести двухсот двумстам"), (300, "триста трехсот"),
        (400, "четыреста четырехсот"), (500, "пятьсот пятисот"), (600, "шестьсот шестисот"), (700, "семьсот семисот"),
        (800, "восемьсот восьмисот"), (900, "девятьсот девятисот"));

    private static readonly (string Stem, int Value)[] Teens =
        [("одиннадцат", 11), ("двенадцат", 12), ("тринадцат", 13), ("четырнадцат", 14), ("пятнадцат", 15), ("шестнадцат", 16), ("семнадцат", 17), ("восемнадцат", 18), ("девятнадцат", 19)];

    private static readonly (string Stem, int Value)[] OrdinalStems =
        [("перв", 1), ("втор", 2), ("трет", 3), ("четверт", 4), ("пят", 5), ("шест", 6), ("седьм", 7), ("восьм", 8), ("девят", 9), ("десят", 10), .. Teens,
         ("двадцат", 20), ("тридцат", 30), ("сороков", 40), ("пятидесят", 50), ("шестидесят", 60), ("семидесят", 70), ("восьмидесят", 80), ("девяност", 90), ("сот", 100)];

    private static readonly HashSet<string> Endings = [.. "ый ий ой ая ое ые ого его ому ему ым им ом ем ую ей ою ых ыми ими их ья ье ьего ьей ьему ьим ьем ью ьи ьих".Split(' ')];

    /// <summary>Adjectives that begin with a number: двусторонний, пятилетний, шестивалентный.</summary>
    private static readonly (string Stem, int Value)[] Prefixes =
        [("одно", 1), ("двух", 2), ("дву", 2), ("трех", 3), ("четырех", 4), ("пяти", 5), ("шести", 6), ("семи", 7), ("восьми", 8), ("девяти", 9), ("десяти", 10)];

    private static readonly (string Stem, decimal Value)[] Hints =
        [("оба", 2), ("обе", 2), ("обеи", 2), ("обои", 2), ("ежегодн", 1), ("ежемесяч", 1), ("кажд", 1), ("единствен", 1), ("половин", 0.5m), ("полтор", 1.5m), ("вдвое", 2), ("дважды", 2), ("трижды", 3), ("треть", 3), ("четверть", 4), ("одиночн", 1), ("раз", 1), ("год", 1)];

    private static readonly (string Stem, int Value)[] Months =
        [("январ", 1), ("феврал", 2), ("март", 3), ("апрел", 4), ("май", 5), ("мая", 5), ("мае", 5), ("маю", 5), ("июн", 6), ("июл", 7), ("август", 8), ("сентябр", 9), ("октябр", 10), ("ноябр", 11), ("декабр", 12)];

    private static readonly (string Stem, decimal Times)[] Multipliers =
        [("тысяч", 1_000), ("тыс", 1_000), ("миллион", 1_000_000), ("млн", 1_000_000), ("миллиард", 1_000_000_000), ("млрд", 1_000_000_000), ("триллион", 1_000_000_000_000), ("трлн", 1_000_000_000_000)];

    /// <summary>Reads at the beginning of a word; the answer is the length, 0 where no number begins here.</summary>
    public static int Read(FoldedText text, int at, List<Figure> found)
    {
        if (!text.IsWordStart(at) || text.EndOfWord(at) is var end && end == at)
            return 0;
        var word = text.Lower[at..end];
        if (Array.Find(Months, month => IsForm(word, month.Stem, month.Value == 5 ? 0 : 2)) is { Value: > 0 } found1)
        {
            found.Add(new Figure(FigureKind.Month, found1.Value, at, end - at, Claim.Firm));
            return end - at;
        }
        if (Value(word) is null)
        {
            var hint = Array.Find(Hints, hint => IsForm(word, hint.Stem, 3)) is { Value: > 0 } said ? said.Value
                : Array.Find(Prefixes, prefix => word.StartsWith(prefix.Stem, StringComparison.Ordinal) && word.Length > prefix.Stem.Length + 2).Value;
            if (hint > 0)
                found.Add(new Figure(FigureKind.Number, hint, at, end - at, Claim.Hint));
            return hint > 0 ? end - at : 0;
        }
        return Number(text, at, found);
    }

    /// <summary>The multiplier that follows digits, and where it ends; 1 where none does.</summary>
    public static (decimal Times, int End) Multiplier(FoldedText text, int end)
    {
        var at = text.At(end) is '-' ? end + 1 : text.AfterSpaces(end);
        var after = text.EndOfWord(at);
        var word = text.Lower[at..after];
        var times = Array.Find(Multipliers, multiplier => IsForm(word, multiplier.Stem, 3)).Times;
        return times > 0 ? (times, text.At(after) is '.' && text.Has(at, "тыс.") ? after + 1 : after) : (1, end);
    }

    private static int Number(FoldedText text, int at, List<Figure> found)
    {
        decimal total = 0, section = 0;
        var (end, next, isOrdinal) = (at, at, false);
        while (next < text.Length && text.EndOfWord(next) is var after && after > next)
        {
            var word = text.Lower[next..after];
            if (Value(word) is { } value && Fits(section, value.Number))
                (section, isOrdinal) = (section + value.Number, value.IsOrdinal);
            else if (end > at && Multiplier(text, end) is { Times: > 1 } multiplier)
                (total, section, after) = (total + (section * multiplier.Times), 0, multiplier.End);
            else
                break;
            end = after;
            if (isOrdinal || text.At(end) is not ' ')
                break;
            next = text.AfterSpaces(end);
        }
        var number = total + section;
        var claim = number is 1 || (isOrdinal && number is 2) ? Claim.Hint : Claim.Worded;
        var figure = new Figure(FigureKind.Number, number, at, end - at, claim) { Or = Decades.After(text, end) is > 0 and var years ? number * years : null };
        found.Add(figure with { Measure = Measures.Around("ru", text, figure) });
        return end - at;
    }

    private static bool Fits(decimal section, int next) =>
        section == 0 || (section % 100 == 0 && next < 100) || (section % 10 == 0 && section % 100 >= 20 && next is > 0 and < 10);

    private static (int Number, bool IsOrdinal)? Value(string word)
    {
        if (Cardinals.TryGetValue(word, out var value))
            return (value, false);
        foreach (var (stem, teen) in Teens)
            if (word.StartsWith(stem, StringComparison.Ordinal) && word[stem.Length..] is "ь" or "и" or "ью")
                return (teen, false);
        foreach (var (stem, ordinal) in OrdinalStems)
            if (word.StartsWith(stem, StringComparison.Ordinal) && Endings.Contains(word[stem.Length..]))
                return (ordinal, true);
        return null;
    }

    /// <summary>The word is the stem with an ending of at most so many letters.</summary>
    private static bool IsForm(string word, string stem, int most) => word.StartsWith(stem, StringComparison.Ordinal) && word.Length <= stem.Length + most;

    private static Dictionary<string, int> Forms(params (int Value, string Words)[] numbers) =>
        numbers.SelectMany(number => number.Words.Split(' ').Select(word => (word, number.Value))).ToDictionary(form => form.word, form => form.Value, StringComparer.Ordinal);
}
