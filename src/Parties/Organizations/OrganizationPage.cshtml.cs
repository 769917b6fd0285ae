using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;

namespace Concord.Parties.Organizations;

/// <summary>An organization: what it is and was called, what it serves in which mechanism, and what it hosts, signs, leads and provides.</summary>
public sealed class OrganizationPageModel() : RecordPage<Organization>(RecordKind.Organization)
{
    /// <summary>More rows of one part are folded away.</summary>
    public const int ShownAtOnce = 10;

    private const int MostRows = 200;

    /// <summary>Roles in a mechanism that a mechanism states of an organization.</summary>
    private static readonly LinkKind[] MechanismRoles = [LinkKind.HasSecretariat, LinkKind.HasCentre, LinkKind.HasSupport, LinkKind.HasMember];

    /// <summary>A mechanism with the organization's roles in it, in words; none where it merely belongs to it.</summary>
    public sealed record Service(RecordName Mechanism, IReadOnlyList<string> Roles);

    /// <summary>Records in which the organization has one role.</summary>
    /// <param name="Key">The part's anchor on the page.</param>
    /// <param name="Heading">What it did: "Hosted".</param>
    /// <param name="Total">How many there are; the rows may be fewer.</param>
    /// <param name="Rows">Newest first.</param>
    public sealed record Part(string Key, string Heading, int Total, IReadOnlyList<RecordRow> Rows);

    /// <summary>Parts under one heading of the page.</summary>
    public sealed record Chapter(string Key, string Heading, int Total, IReadOnlyList<Part> Parts);

    public IReadOnlyList<Service> Services { get; private set; } = [];

    public IReadOnlyList<Chapter> Chapters { get; private set; } = [];

    public RecordName? Parent => Linked(LinkKind.SubordinateTo).FirstOrDefault();

    public IEnumerable<RecordName> Subordinates => InOrder(Linked(LinkKind.SubordinateTo, outgoing: false));

    public PartialDate? Begun => Document.OpenedOn ?? (Document.Founded is { } year ? new PartialDate(year) : null);

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Organizations"], R.Href("/organizations")));
        Description = Document.Description?.In(R.Language.Tag).Text;
        Services = [.. ServicesOf()];
        Chapters =
        [
            .. new[]
            {
                await ChapterAsync("events", R.L["Events"], cancel,
                    (LinkKind.HostedBy, R.L["Hosted"]), (LinkKind.OrganizedBy, R.L["Organized"]), (LinkKind.SupportedBy, R.L["Supported"]),
                    (LinkKind.AddressedBy, R.L["Gave an address at"]), (LinkKind.AttendedBy, R.L["Took part in"])),
                await ChapterAsync("instruments", R.L["Documents signed"], cancel, (LinkKind.SignedBy, "")),
                await ChapterAsync("projects", R.L["Projects"], cancel,
                    (LinkKind.LedBy, R.L["Leads"]), (LinkKind.PartneredBy, R.L["Partner in"]), (LinkKind.FundedBy, R.L["Funds"])),
                await ChapterAsync("practices", R.L["Practices provided"], cancel, (LinkKind.ProvidedBy, "")),
            }.Where(chapter => chapter.Total > 0),
        ];
    }

    private IEnumerable<Service> ServicesOf()
    {
        var links = Links.Where(link => link.Other.Kind == RecordKind.Mechanism
            && (link is { Kind: LinkKind.Within, Outgoing: true } || (!link.Outgoing && MechanismRoles.Contains(link.Kind))));
        return links.GroupBy(link => link.Other.Id)
            .Select(group => new Service(group.First().Other,
                [.. group.Where(link => !link.Outgoing).Select(link => LinkWords.Of(link.Kind, outgoing: true, R.L)).Distinct()]))
            .OrderBy(service => service.Mechanism.Caption.In(R.Language.Tag).Text, R.Language.Order);
    }

    private async Task<Chapter> ChapterAsync(string key, string heading, CancellationToken cancel, params (LinkKind Link, string Heading)[] roles)
    {
        var parts = new List<Part>();
        var known = new HashSet<string>();
        var more = 0;
        foreach (var (link, words) in roles)
        {
            var ids = Links.Where(found => found.Kind == link && !found.Outgoing)
                .OrderByDescending(found => found.Day ?? int.MinValue).Select(found => found.Other.Id).Distinct().ToList();
            var unread = MoreLinks.GetValueOrDefault((link, false));
            known.UnionWith(ids);
            more += unread;
            if (ids.Count > 0)
                parts.Add(new Part(
                    key + "-" + link.ToString().ToUpperInvariant()[..3], words, ids.Count + unread, await R.RowsAsync([.. ids.Take(MostRows)], cancel)));
        }
        return new Chapter(key, heading, known.Count + more, parts);
    }

    private IEnumerable<RecordName> InOrder(IEnumerable<RecordName> names) =>
        names.OrderBy(name => name.Caption.In(R.Language.Tag).Text, R.Language.Order);
}
