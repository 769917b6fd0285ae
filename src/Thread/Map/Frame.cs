namespace Concord.Thread.Map;

/// <summary>An upright rectangle of the drawing, y downward.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public bool Contains(Spot spot) => spot.X >= X && spot.X <= Right && spot.Y >= Y && spot.Y <= Bottom;

    public bool Contains(Box other) => other.X >= X && other.Right <= Right && other.Y >= Y && other.Bottom <= Bottom;

    /// <summary>Whether the two share more than an edge.</summary>
    public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>Whether a disc reaches into the box.</summary>
    public bool Touches(double x, double y, double radius)
    {
        var (dx, dy) = (x - Math.Clamp(x, X, Right), y - Math.Clamp(y, Y, Bottom));
        return dx * dx + dy * dy < radius * radius;
    }

    public Box Grown(double by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);
}

/// <summary>A window of the drawing, and the projection and scale that fill it.</summary>
/// <param name="Projection">The projection, in sphere radii.</param>
/// <param name="Scale">Units of the drawing per sphere radius.</param>
/// <param name="Origin">Where the projection's centre lies in the drawing; may lie outside the window.</param>
/// <param name="Window">What is visible.</param>
internal sealed record Frame(Projection Projection, double Scale, Spot Origin, Box Window)
{
    /// <summary>Size of the whole drawing.</summary>
    public const int Width = 1216, Height = 690;

    /// <summary>Where the column for the inset and the world begins: over the Pacific, where the map of Asia has no place to show.</summary>
    public const int ColumnX = 728;

    /// <summary>
    /// Asia from Istanbul and Minsk to Tokyo and Bali. It stands to the left in the drawing; the ocean on the right
    /// carries the inset and the world.
    /// </summary>
    public static Frame Asia { get; } = new(new LambertAzimuthal(95, 35), 475, new Spot(400, 314), new Box(0, 0, Width, Height));

    /// <summary>The world in a corner, for the few places beyond Asia; cut where no one meets, below 56 degrees south and above 80 north.</summary>
    public static Frame World { get; } = new(new EqualEarth(11), 87, new Spot(964, 578), new Box(ColumnX, 466, 472, 208));

    /// <summary>Where places of Asia stand: all but the border and the column.</summary>
    public static Box AsiaPlaces { get; } = new(12, 12, ColumnX - 24, Height - 24);

    /// <summary>The place of a longitude and latitude in degrees, in units of the drawing.</summary>
    public Spot At(double longitude, double latitude) => At(Projection.Project(longitude, latitude));

    /// <summary>The place of a projected point, in units of the drawing.</summary>
    public Spot At(Spot projected) => new(Origin.X + Scale * projected.X, Origin.Y - Scale * projected.Y);

    /// <summary>Longitude and latitude in degrees of a place of the drawing; <see cref="double.NaN"/> outside the projection.</summary>
    public (double Longitude, double Latitude) From(Spot spot) =>
        Projection.Unproject(new Spot((spot.X - Origin.X) / Scale, (Origin.Y - spot.Y) / Scale));

    /// <summary>Whether a place is on the map of Asia and not where its column of insets stands.</summary>
    public static bool IsInAsia(double longitude, double latitude) =>
        Asia.Projection.Shows(longitude, latitude) && AsiaPlaces.Contains(Asia.At(longitude, latitude));

    /// <summary>The same projection, so that <paramref name="part"/> of this frame fills <paramref name="box"/>.</summary>
    public Frame Enlarge(Box part, Box box)
    {
        var zoom = box.Width / part.Width;
        return this with
        {
            Scale = Scale * zoom,
            Origin = new Spot(box.X + (Origin.X - part.X) * zoom, box.Y + (Origin.Y - part.Y) * zoom),
            Window = box,
        };
    }
}
