namespace Concord.Tests.House;

/// <summary>The addresses that the outside relies on.</summary>
public static class Contract
{
    public static readonly string[] Languages = ["en", "zh", "ru", "ko"];

    /// <summary>The kinds that have a list, a page for each record, and an API; beside them stand the series of events.</summary>
    public static readonly string[] Kinds = TheRecord.Kinds;

    /// <summary>Pages without a record, below the language.</summary>
    public static readonly string[] Pages =
        ["", "/mechanisms", "/events", "/series", "/instruments", "/projects", "/practices", "/organizations", "/cities", "/news", "/publications", "/search", "/search?q=SCO", "/map", "/timeline", "/timeline?mechanism=temm", "/about"];

    /// <summary>A record of each kind that has much to show.</summary>
    public static readonly (string Kind, string Id)[] Records =
    [
        ("mechanisms", "sco_env"), ("organizations", "feco"), ("instruments", "ac_strategy_2016_2020"), ("events", "acecf_2018"), ("projects", "p_ac_green_envoys"), ("practices", "pr_nanming_river"), ("cities", "kunming"),
        ("news", "news_temm_26"), ("publications", "pub_beijing_air_2019"),
    ];

    /// <summary>What programs ask for.</summary>
    public static readonly string[] Machines =
        ["/events.ics", "/events.ics?lang=zh", "/events.ics?mechanism=temm&lang=ru", "/events/acecf_2018.ics", "/openapi/v1.json", "/api", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/en/feed.atom", "/ko/feed.atom", .. Kinds.Select(kind => "/api/v1/" + kind), .. Records.Select(record => $"/api/v1/{record.Kind}/{record.Id}")];

    /// <summary>All pages of the contract in one language, with a record of each kind, its thread and its history.</summary>
    public static IEnumerable<string> PagesIn(string language) =>
        Pages.Concat(Records.SelectMany(record => new[] { $"/{record.Kind}/{record.Id}", $"/thread/{record.Kind}/{record.Id}", $"/{record.Kind}/{record.Id}/history" })).Append("/series/acecf").Select(page => "/" + language + page);
}
