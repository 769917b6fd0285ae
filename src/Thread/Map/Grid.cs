namespace Concord.Thread.Map;

/// <summary>Things by where they lie in the drawing, so that a question about a place asks only what is near.</summary>
internal sealed class Grid<T>
    where T : notnull
{
    /// <summary>Breadth of a cell in units of the drawing: a name is some cells long, a small circle lies in one.</summary>
    private const double Cell = 12;

    private readonly Dictionary<(int, int), List<T>> cells = [];

    public void Add(Box box, T thing)
    {
        foreach (var cell in CellsOf(box))
        {
            if (!cells.TryGetValue(cell, out var things))
                cells[cell] = things = [];
            things.Add(thing);
        }
    }

    /// <param name="box">The box that the thing was added with.</param>
    /// <param name="thing">The thing.</param>
    public void Remove(Box box, T thing)
    {
        foreach (var cell in CellsOf(box))
            cells[cell].Remove(thing);
    }

    /// <summary>All that may lie in a box; a thing in several cells comes several times.</summary>
    public IEnumerable<T> Near(Box box) => CellsOf(box).SelectMany(cell => cells.TryGetValue(cell, out var things) ? things : []);

    private static IEnumerable<(int, int)> CellsOf(Box box)
    {
        var (right, bottom) = (At(box.Right), At(box.Bottom));
        for (var x = At(box.X); x <= right; x++)
            for (var y = At(box.Y); y <= bottom; y++)
                yield return (x, y);
    }

    private static int At(double coordinate) => (int)Math.Floor(coordinate / Cell);
}
