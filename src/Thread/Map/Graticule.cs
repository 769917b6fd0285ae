namespace Concord.Thread.Map;

/// <summary>Meridians and parallels: they show how the sphere lies in the plane, where other maps have a frame.</summary>
internal static class Graticule
{
    /// <summary>Path data of the lines at every <paramref name="step"/> degrees; meridians end at 80 degrees, where they would crowd.</summary>
    public static string Draw(Frame frame, int step)
    {
        var text = new PathText();
        for (var longitude = -180; longitude < 180; longitude += step)
            Add(text, frame, -80, 80, at => new Spot(longitude, at));
        for (var latitude = -80; latitude <= 80; latitude += step)
            Add(text, frame, -180, 180, at => new Spot(at, latitude));
        return text.ToString();
    }

    private static void Add(PathText text, Frame frame, int from, int to, Func<int, Spot> at)
    {
        var line = Enumerable.Range(from, to - from + 1).Select(at).ToList();
        foreach (var piece in LandOutline.Drawn(line, frame))
            text.Add(piece, closed: false);
    }
}
