using System.Globalization;

namespace Concord.Desk.Languages.Parity;

/// <summary>Words and the numbers that they mean, written as <c>one=1 two=2</c>.</summary>
internal static class NumberTable
{
    public static Dictionary<string, decimal> Of(string table) => table.Split(' ').Select(entry => entry.Split('='))
        .ToDictionary(entry => entry[0], entry => decimal.Parse(entry[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
