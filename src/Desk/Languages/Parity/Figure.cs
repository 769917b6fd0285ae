namespace Concord.Desk.Languages.Parity;

/// <summary>What a figure of a text counts or names.</summary>
internal enum FigureKind
{
    /// <summary>A number: a count, an amount, a year, a day of a month, the number of an edition.</summary>
    Number,

    /// <summary>A month of the year, 1 to 12.</summary>
    Month,

    /// <summary>A time of day in minutes.</summary>
    Clock,
}

/// <summary>How surely a figure must have its like in the other language.</summary>
internal enum Claim
{
    /// <summary>It may stand for a number of the other text, but says nothing by itself: <c>annual</c>, <c>both</c>, 一, <c>трёхсторонний</c>.</summary>
    Hint,

    /// <summary>A number in words.</summary>
    Worded,

    /// <summary>A number in digits, or in words that can be nothing else.</summary>
    Firm,
}

/// <summary>A number that a text states, in digits or in words, and where.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its value, multipliers included: 13亿 is 1,300,000,000.</param>
/// <param name="Start">Place in the text, from 0.</param>
/// <param name="Length">Characters.</param>
/// <param name="Claim">How surely it is a number.</param>
internal sealed record Figure(FigureKind Kind, decimal Value, int Start, int Length, Claim Claim)
{
    public int End => Start + Length;

    /// <summary>Another value that the same words may have: three decades are also thirty years.</summary>
    public decimal? Or { get; init; }

    /// <summary>What the number was multiplied by through a word: 10,000 for 万; else 1.</summary>
    public decimal Times { get; init; } = 1;

    /// <summary>Letters that the digits are part of: <c>COP</c> of COP28; null for a number that stands alone.</summary>
    public string? Code { get; init; }

    /// <summary>What is counted, where it is known.</summary>
    public Measure? Measure { get; init; }

    public bool Says(Figure other) => Kind == other.Kind && (Value == other.Value || Value == other.Or || Or == other.Value || (Or is not null && Or == other.Or));
}

/// <summary>A unit, a currency, or a share.</summary>
/// <param name="Dimension">What can be compared: <c>mass</c>, <c>area</c>, <c>CNY</c>, <c>%</c>.</param>
/// <param name="Factor">Size in the dimension's smallest unit: a tonne is 1,000,000 grams.</param>
internal sealed record Measure(string Dimension, decimal Factor);
