namespace Concord.Thread.Map;

/// <summary>A point of a plane: in a projection, sphere radii with y upward; in a frame, units of the drawing with y downward.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>An equal-area projection of the sphere: equal areas of land are equal areas of the drawing, so that no region looks larger than it is.</summary>
internal abstract class Projection
{
    /// <summary>The place of a longitude and latitude in degrees, in sphere radii, y upward.</summary>
    public abstract Spot Project(double longitude, double latitude);

    /// <summary>Longitude and latitude in degrees of a place in the plane; <see cref="double.NaN"/> outside the projection.</summary>
    public abstract (double Longitude, double Latitude) Unproject(Spot spot);

    /// <summary>Whether the projection still draws this point without folding or extreme stretching.</summary>
    public abstract bool Shows(double longitude, double latitude);

    protected static double Radians(double degrees) => degrees * Math.PI / 180;

    protected static double Degrees(double radians) => radians * 180 / Math.PI;
}

/// <summary>Lambert's azimuthal equal-area projection: for a continent around its centre.</summary>
internal sealed class LambertAzimuthal(double centreLongitude, double centreLatitude) : Projection
{
    private const double FarthestCosine = -0.8; // about 143 degrees from the centre

    private readonly double centreSine = Math.Sin(Radians(centreLatitude));
    private readonly double centreCosine = Math.Cos(Radians(centreLatitude));

    public override Spot Project(double longitude, double latitude)
    {
        var (lambda, phi) = (Radians(longitude - centreLongitude), Radians(latitude));
        var scale = Math.Sqrt(2 / Math.Max(1 + CosineOfDistance(lambda, phi), 1e-9));
        return new Spot(
            scale * Math.Cos(phi) * Math.Sin(lambda),
            scale * (centreCosine * Math.Sin(phi) - centreSine * Math.Cos(phi) * Math.Cos(lambda)));
    }

    public override (double Longitude, double Latitude) Unproject(Spot spot)
    {
        var rho = Math.Sqrt(spot.X * spot.X + spot.Y * spot.Y);
        if (rho > 2)
            return (double.NaN, double.NaN);
        if (rho < 1e-12)
            return (centreLongitude, centreLatitude);
        var (sine, cosine) = Math.SinCos(2 * Math.Asin(rho / 2));
        var phi = Math.Asin(Math.Clamp(cosine * centreSine + spot.Y * sine * centreCosine / rho, -1, 1));
        var lambda = Math.Atan2(spot.X * sine, rho * centreCosine * cosine - spot.Y * centreSine * sine);
        return (Math.IEEERemainder(centreLongitude + Degrees(lambda), 360), Degrees(phi));
    }

    public override bool Shows(double longitude, double latitude) =>
        CosineOfDistance(Radians(longitude - centreLongitude), Radians(latitude)) > FarthestCosine;

    private double CosineOfDistance(double lambda, double phi) =>
        centreSine * Math.Sin(phi) + centreCosine * Math.Cos(phi) * Math.Cos(lambda);
}

/// <summary>The Equal Earth projection (Šavrič, Patterson and Jenny 2018): for the whole world.</summary>
internal sealed class EqualEarth(double centreLongitude) : Projection
{
    private const double A1 = 1.340264, A2 = -0.081106, A3 = 0.000893, A4 = 0.003796;
    private static readonly double Root3 = Math.Sqrt(3);

    /// <summary>The meridian in the middle, in degrees; the map is cut half a turn from it.</summary>
    public double CentreLongitude { get; } = centreLongitude;

    public override Spot Project(double longitude, double latitude)
    {
        // Continuous up to the cut itself, so that both of its sides can be drawn.
        var away = longitude - CentreLongitude;
        if (Math.Abs(away) > 180)
            away = Math.IEEERemainder(away, 360);
        var theta = Math.Asin(Root3 / 2 * Math.Sin(Radians(latitude)));
        return new Spot(2 * Root3 * Radians(away) * Math.Cos(theta) / (3 * Slope(theta)), Height(theta));
    }

    public override (double Longitude, double Latitude) Unproject(Spot spot)
    {
        var theta = spot.Y;
        for (var i = 0; i < 12; i++)
            theta -= (Height(theta) - spot.Y) / Slope(theta);
        var sine = 2 * Math.Sin(theta) / Root3;
        if (!(Math.Abs(sine) <= 1))
            return (double.NaN, double.NaN);
        var away = Degrees(3 * spot.X * Slope(theta) / (2 * Root3 * Math.Cos(theta)));
        return Math.Abs(away) > 180 ? (double.NaN, double.NaN) : (Math.IEEERemainder(CentreLongitude + away, 360), Degrees(Math.Asin(sine)));
    }

    public override bool Shows(double longitude, double latitude) => true;

    private static double Height(double theta)
    {
        var square = theta * theta;
        var sixth = square * square * square;
        return theta * (A1 + A2 * square + sixth * (A3 + A4 * square));
    }

    private static double Slope(double theta)
    {
        var square = theta * theta;
        var sixth = square * square * square;
        return A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square);
    }
}
