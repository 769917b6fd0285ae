using Concord.Kernel.Languages;

namespace Concord.Desk.Languages.Parity;

/// <summary>Where known names come from: records, places, and bodies that every text of the field names without a record of their own.</summary>
public static class FieldNames
{
    /// <summary>Bodies and conventions in the usual short and full forms, by language: en, zh, ru, ko; forms of one language are parted by |.</summary>
    private static readonly string[][] Usual =
    [
        ["SCO|Shanghai Cooperation Organization|Shanghai Cooperation Organisation", "上合组织|上海合作组织|上合", "ШОС|Шанхайской организации сотрудничества", "상하이협력기구|SCO"],
        ["CICA|Conference on Interaction and Confidence Building Measures in Asia", "亚信|亚洲相互协作与信任措施会议", "СВМДА|Совещание по взаимодействию и мерам доверия в Азии", "CICA|아시아 교류 및 신뢰구축회의|아시아교류신뢰구축회의"],
        ["ASEAN|Association of Southeast Asian Nations", "东盟|东南亚国家联盟", "АСЕАН", "아세안|ASEAN|동남아시아국가연합"],
        ["NEASPEC", "东北亚次区域环境合作计划|东北亚环境合作计划|NEASPEC", "НЕАСПЕК|NEASPEC", "NEASPEC|동북아환경협력계획"],
        ["NOWPAP", "西北太平洋行动计划|NOWPAP", "НОУПАП|NOWPAP", "NOWPAP|북서태평양보전실천계획"],
        ["EANET", "东亚酸沉降监测网|EANET", "ЕАНЕТ|EANET", "EANET|동아시아 산성비 모니터링 네트워크|동아시아산성비모니터링네트워크"],
        ["TEMM|Tripartite Environment Ministers Meeting", "中日韩环境部长会议|三国环境部长会议|TEMM", "TEMM|Трёхстороннее совещание министров окружающей среды|Трёхсторонней встречи министров окружающей среды", "TEMM|한중일 환경장관회의|3국 환경장관회의"],
        ["CAREC", "中亚区域环境中心|中亚区域经济合作|CAREC", "РЭЦЦА|ЦАРЭС|CAREC", "CAREC|중앙아시아지역환경센터|중앙아시아 지역환경센터"],
        ["UNEP|UN Environment Programme|United Nations Environment Programme|UN Environment", "联合国环境规划署|联合国环境署|环境署", "ЮНЕП|Программа ООН по окружающей среде", "유엔환경계획|UNEP"],
        ["UNDP|United Nations Development Programme", "联合国开发计划署|开发计划署|开发署", "ПРООН|Программа развития ООН", "유엔개발계획|UNDP"],
        ["UNIDO", "联合国工业发展组织|工发组织", "ЮНИДО", "유엔공업개발기구|UNIDO|유엔산업개발기구"],
        ["UNESCO", "教科文组织|联合国教科文组织", "ЮНЕСКО", "유네스코|UNESCO"],
        ["ESCAP|UNESCAP", "亚太经社会|联合国亚太经社会", "ЭСКАТО", "ESCAP|유엔 아시아태평양경제사회위원회|아시아태평양경제사회위원회"],
        ["GEF|Global Environment Facility", "全球环境基金", "ГЭФ|Глобального экологического фонда|Глобальный экологический фонд", "지구환경기금|지구환경금융|GEF"],
        ["ADB|Asian Development Bank", "亚洲开发银行|亚行|亚开行", "АБР|Азиатский банк развития", "아시아개발은행|ADB"],
        ["World Bank", "世界银行|世行", "Всемирный банк", "세계은행"],
    ];

    /// <summary>The usual names of the field.</summary>
    public static IReadOnlyList<KnownName> OfTheField { get; } =
        [.. Usual.Select(row => new KnownName([.. row.SelectMany((forms, column) => forms.Split('|').Select(form => new NameForm(Language.All[column].Tag, form, true)))]))];

    /// <summary>A record or place under all the names that it has.</summary>
    /// <param name="names">Its name and former names, the present one first.</param>
    /// <param name="acronym">An acronym that is the same in every language; null where it has none.</param>
    /// <param name="isProper">The names are proper names, such as a city's; else only the acronym is asked for.</param>
    public static KnownName Of(IEnumerable<LocalizedText> names, string? acronym, bool isProper) => new(
    [
        .. names.SelectMany(name => name).Select(worded => new NameForm(worded.Language, worded.Text, isProper && !IsCommonWord(worded))),
        .. acronym is null ? Array.Empty<NameForm>() : [new NameForm("", acronym, !acronym.Contains(' ', StringComparison.Ordinal))],
    ]);

    /// <summary>Names of two syllables are words of Korean as often as not: 세부 is Cebu, and "details".</summary>
    private static bool IsCommonWord(Worded name) => name.Language == "ko" && name.Text.Length < 3;
}
