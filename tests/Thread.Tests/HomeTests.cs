using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Vocabulary;
using Concord.Events.Contracts;
using Concord.Instruments.Contracts;
using Concord.Parties.Contracts;
using Concord.Thread.Home;
using NodaTime;

namespace Concord.Thread.Tests;

public class HomeTests
{
    private static LocalizedText Text(string english) => new(new Worded("en", english));

    private static Mechanism Mechanism(string name, string language, string? acronym = null) => new()
    {
        Id = "m",
        Name = new LocalizedText(new Worded(language, name)),
        Acronym = acronym,
        Kind = "bilateral",
        Members = ["CN", "KH"],
        Sources = ["a source"],
    };

    private static Place Place(string id, string country, string zone) => new() { Id = id, Name = Text(id), Country = country, Kind = "city", Lat = 0, Lon = 0, TimeZone = zone };

    private static Instrument Plan(PartialDate? on = null, string? adoptedAt = null, string? endorsedAt = null, string? status = null) => new()
    {
        Id = "plan",
        Name = Text("Plan"),
        Kind = "action_plan",
        AdoptedOn = on,
        AdoptedAt = adoptedAt,
        EndorsedAt = endorsedAt,
        Status = status,
        Sources = ["a source"],
    };

    private static readonly Dictionary<string, Event> Meeting = new()
    {
        ["meeting"] = new Event { Id = "meeting", Title = Text("Meeting"), Kind = "summit", Start = new PartialDate(2021, 9, 16), End = new PartialDate(2021, 9, 17), Sources = ["a source"] },
    };

    [Fact]
    public void An_acronym_is_the_short_name() =>
        Assert.Equal("TEMM", MechanismShortName.Of(Mechanism("Tripartite Environment Ministers Meeting", "en", "TEMM"), Language.English));

    [Theory]
    [InlineData("en", "China-Cambodia Environmental Cooperation", "China-Cambodia")]
    [InlineData("zh", "中柬环境合作", "中柬")]
    [InlineData("ko", "중국-캄보디아 환경협력", "중국-캄보디아")]
    [InlineData("ru", "Китайско-камбоджийское экологическое сотрудничество", "CN–KH")]
    public void Without_an_acronym_the_name_is_cut_before_what_all_have_in_common(string language, string name, string expected) =>
        Assert.Equal(expected, MechanismShortName.Of(Mechanism(name, language), Language.Find(language)!));

    [Fact]
    public void Other_clocks_differ_from_the_events_own_and_run_from_east_to_west()
    {
        var time = new RowTime(new LocalDateTime(2022, 10, 31, 13, 0), "Asia/Shanghai", "pl_beijing");
        var clocks = OtherClocks.For(time, ["CN", "RU", "KZ", "KR"],
            [Place("pl_beijing", "CN", "Asia/Shanghai"), Place("pl_almaty", "KZ", "Asia/Almaty"), Place("pl_moscow", "RU", "Europe/Moscow"), Place("pl_seoul", "KR", "Asia/Seoul"), Place("pl_tokyo", "JP", "Asia/Tokyo")]);
        Assert.Equal(["pl_seoul", "pl_almaty", "pl_moscow"], clocks);
    }

    [Fact]
    public void A_zone_that_does_not_exist_has_no_other_clocks() =>
        Assert.Empty(OtherClocks.For(new RowTime(new LocalDateTime(2022, 1, 1, 0, 0), "Asia/Nowhere", null), ["CN"], [Place("pl_a", "CN", "Asia/Shanghai")]));

    [Fact]
    public void A_document_is_dated_by_its_adoption_and_else_by_the_last_day_of_the_event()
    {
        Assert.Equal(new PartialDate(2021, 9, 1), AdoptionSentence.Of(Plan(new PartialDate(2021, 9, 1), "meeting"), Meeting)!.On);
        Assert.Equal(new PartialDate(2021, 9, 17), AdoptionSentence.Of(Plan(null, "meeting"), Meeting)!.On);
    }

    [Fact]
    public void An_endorsement_is_told_as_one_where_no_adoption_is_recorded()
    {
        Assert.True(AdoptionSentence.Of(Plan(endorsedAt: "meeting"), Meeting)!.IsEndorsed);
        Assert.False(AdoptionSentence.Of(Plan(new PartialDate(2021), endorsedAt: "meeting"), Meeting)!.IsEndorsed);
    }

    [Fact]
    public void A_draft_is_not_newly_agreed()
    {
        Assert.Null(AdoptionSentence.Of(Plan(new PartialDate(2025), status: "under_consultation"), Meeting));
        Assert.Null(AdoptionSentence.Of(Plan(), Meeting));
    }
}
