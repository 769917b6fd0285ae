using System.Globalization;

namespace Concord.Desk.Forms;

/// <summary>What a button of the form does to the form itself.</summary>
internal enum FormDeed
{
    /// <summary>Nothing: the page decides.</summary>
    None,

    /// <summary>Adds an empty entry to a list.</summary>
    Add,

    /// <summary>Adds an entry for each line that was pasted.</summary>
    Lines,

    Remove,
    Up,
    Down,

    /// <summary>Looks for what was typed.</summary>
    Find,

    /// <summary>Adds a language to the texts.</summary>
    Language,
}

/// <summary>A button that was pressed within the form.</summary>
/// <param name="Deed">What it does.</param>
/// <param name="Target">The list, or the field that something is looked for.</param>
/// <param name="Key">The entry of the list.</param>
internal readonly record struct FormAct(FormDeed Deed, string Target = "", string Key = "")
{
    /// <summary>Reads the value of the button: <c>up:sessions.3</c>.</summary>
    public static FormAct Of(string? pressed)
    {
        var colon = pressed?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (pressed == "language")
            return new FormAct(FormDeed.Language);
        if (colon < 0)
            return default;
        var (deed, target) = (pressed![..colon], pressed[(colon + 1)..]);
        var point = target.LastIndexOf('.');
        return deed switch
        {
            "add" => new FormAct(FormDeed.Add, target),
            "lines" => new FormAct(FormDeed.Lines, target),
            "find" => new FormAct(FormDeed.Find, target),
            "remove" when point > 0 => new FormAct(FormDeed.Remove, target[..point], target[(point + 1)..]),
            "up" when point > 0 => new FormAct(FormDeed.Up, target[..point], target[(point + 1)..]),
            "down" when point > 0 => new FormAct(FormDeed.Down, target[..point], target[(point + 1)..]),
            _ => default,
        };
    }

    /// <summary>The entries of a list after the act: their keys in the order in which they are to stand.</summary>
    public List<string> Order(string list, IEnumerable<string?> keys)
    {
        var order = keys.OfType<string>().Where(key => key.Length is > 0 and <= 8 && key.All(char.IsAsciiDigit)).Distinct().Take(FormNames.MostEntries).ToList();
        if (Target != list)
            return order;
        var at = order.IndexOf(Key);
        switch (Deed)
        {
            case FormDeed.Add when order.Count < FormNames.MostEntries:
                order.Add(Free(order));
                break;
            case FormDeed.Remove when at >= 0:
                order.RemoveAt(at);
                break;
            case FormDeed.Up when at > 0:
                (order[at - 1], order[at]) = (order[at], order[at - 1]);
                break;
            case FormDeed.Down when at >= 0 && at < order.Count - 1:
                (order[at + 1], order[at]) = (order[at], order[at + 1]);
                break;
        }
        return order;
    }

    /// <summary>A key that no entry has.</summary>
    public static string Free(IReadOnlyCollection<string> order) =>
        (order.Count == 0 ? 0 : order.Max(key => int.Parse(key, CultureInfo.InvariantCulture)) + 1).ToString(CultureInfo.InvariantCulture);
}
