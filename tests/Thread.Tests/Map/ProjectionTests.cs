using CsCheck;

namespace Concord.Thread.Map;

public class ProjectionTests
{
    private static readonly Gen<(double Lon, double Lat)> Anywhere = Gen.Select(Gen.Double[-179.9, 179.9], Gen.Double[-88, 88]);

    [Fact]
    public void Equal_areas_of_the_sphere_are_equal_areas_of_both_maps() => Anywhere.Sample(at =>
    {
        const double small = 0.01;
        var area = small * Math.PI / 180 * (Math.Sin((at.Lat + small) * Math.PI / 180) - Math.Sin(at.Lat * Math.PI / 180));
        foreach (var projection in (Projection[])[Frame.Asia.Projection, Frame.World.Projection])
        {
            if (!projection.Shows(at.Lon, at.Lat) || (projection is EqualEarth && Math.Abs(Math.IEEERemainder(at.Lon - 191, 360)) < 1))
                continue;
            Spot[] quad =
            [
                projection.Project(at.Lon, at.Lat), projection.Project(at.Lon + small, at.Lat),
                projection.Project(at.Lon + small, at.Lat + small), projection.Project(at.Lon, at.Lat + small),
            ];
            Assert.Equal(1, Simplification.SignedArea(quad) / area, 0.005);
        }
    });

    [Fact]
    public void A_drawn_place_can_be_read_back() => Anywhere.Sample(at =>
    {
        foreach (var frame in (Frame[])[Frame.Asia, Frame.World])
        {
            if (!frame.Projection.Shows(at.Lon, at.Lat))
                continue;
            var (lon, lat) = frame.From(frame.At(at.Lon, at.Lat));
            Assert.Equal(0, Math.IEEERemainder(lon - at.Lon, 360), 1e-6);
            Assert.Equal(at.Lat, lat, 1e-6);
        }
    });

    [Fact]
    public void What_lies_outside_a_projection_has_no_place_on_earth()
    {
        Assert.True(double.IsNaN(Frame.Asia.Projection.Unproject(new Spot(2, 2)).Longitude));
        Assert.True(double.IsNaN(Frame.World.Projection.Unproject(new Spot(3, 1)).Longitude));
    }

    [Fact]
    public void Every_place_of_the_record_is_inside_a_frame()
    {
        foreach (var place in TheRecord.Places())
        {
            var frame = Frame.IsInAsia(place.Lon, place.Lat) ? Frame.Asia : Frame.World;
            Assert.True(frame.Window.Contains(frame.At(place.Lon, place.Lat)), place.Id);
        }
    }

    [Theory]
    [InlineData(37.62, 55.76)] // Moscow
    [InlineData(27.56, 53.90)] // Minsk
    [InlineData(28.97, 41.01)] // Istanbul
    [InlineData(32.85, 39.93)] // Ankara
    [InlineData(115.09, -8.34)] // Bali
    [InlineData(106.83, -6.18)] // Jakarta
    [InlineData(139.69, 35.69)] // Tokyo
    [InlineData(141.35, 43.06)] // Sapporo
    public void The_corners_of_the_cooperation_are_on_the_map_of_Asia(double lon, double lat) => Assert.True(Frame.IsInAsia(lon, lat));

    [Theory]
    [InlineData(6.14, 46.20)] // Geneva
    [InlineData(-74.0, 40.71)] // New York
    [InlineData(36.82, -1.29)] // Nairobi
    [InlineData(-97.14, 49.90)] // Winnipeg
    [InlineData(-175.2, -21.1)] // Nuku'alofa, beyond the 180th meridian
    public void What_lies_beyond_Asia_is_on_the_map_of_the_world(double lon, double lat)
    {
        Assert.False(Frame.IsInAsia(lon, lat));
        Assert.True(Frame.World.Window.Contains(Frame.World.At(lon, lat)));
    }
}
