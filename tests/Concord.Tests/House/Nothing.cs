using System.Globalization;

namespace Concord.Tests.House;

/// <summary>Says that a list of faults is empty, and shows the first of them where it is not.</summary>
public static class Nothing
{
    public static void In(IEnumerable<string> faults)
    {
        var all = faults.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{all.Count} fault(s):\n{string.Join('\n', all.Take(25))}"));
    }
}
