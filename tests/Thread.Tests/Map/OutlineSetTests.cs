using Microsoft.Extensions.Configuration;

namespace Concord.Thread.Map;

public class OutlineSetTests
{
    [Fact]
    public void Without_settings_there_are_no_added_outlines() => Assert.Null(From());

    [Fact]
    public void Outlines_come_with_their_disclaimer() =>
        Assert.Equal(new OutlineSet("lines.geojson", "As the office draws them."), From(("Map:Outlines:Path", "lines.geojson"), ("Map:Outlines:Disclaimer", "As the office draws them.")));

    [Theory]
    [InlineData("Map:Outlines:Path", "Map__Outlines__Disclaimer")]
    [InlineData("Map:Outlines:Disclaimer", "Map__Outlines__Path")]
    public void One_without_the_other_is_refused_by_name(string set, string missing) =>
        Assert.Contains(missing, Assert.Throws<InvalidDataException>(() => From((set, "x"))).Message, StringComparison.Ordinal);

    private static OutlineSet? From(params (string Key, string Value)[] settings) =>
        OutlineSet.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
