namespace Concord.Browser.House;

/// <summary>One page of each kind, below the language.</summary>
public static class KindsOfPages
{
    public static readonly string[] Languages = ["en", "zh", "ru", "ko"];

    public static readonly string[] All =
    [
        "", "/events", "/events?when=upcoming&country=CN", "/events?year=1400", "/events?page=-1", "/nowhere", "/instruments?on=2022-09-15", "/projects?topic=water", "/organizations", "/mechanisms", "/practices", "/cities", "/news", "/publications", "/series",
        "/events/cica_seminar_2022", "/events/sco_webinar_2020", "/series/acecf", "/instruments/sco_concept_2018", "/instruments/ac_strategy_2016_2020", "/projects/p_ac_green_envoys", "/organizations/feco", "/mechanisms/temm", "/practices/pr_nanming_river", "/cities/kunming", "/news/news_temm_26", "/publications/pub_beijing_air_2019", "/thread/news/news_sco_forum_2024", "/thread/publications/pub_eanet_periodic_2016",
        "/thread/events/sco_webinar_2020", "/thread/instruments/ac_strategy_2016_2020", "/events/sco_webinar_2020/history", "/search", "/search?q=TEMM", "/search?q=qqqqzzzz", "/map", "/timeline", "/timeline?mechanism=temm", "/about", "/subscribe?mechanism=temm", "/subscribe/end/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
    ];

    public static TheoryData<string> OfTheRecord() => [.. All];
}
