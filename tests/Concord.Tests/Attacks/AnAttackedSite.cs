using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Attacks;

/// <summary>A site that all tests of a class share, with somebody who may do everything and somebody who reads.</summary>
public sealed class AnAttackedSite : IAsyncLifetime
{
    public ASite Site { get; private set; } = null!;

    /// <summary>May do everything: what is refused to this one is refused for what was sent.</summary>
    public Visitor Administrator { get; private set; } = null!;

    public Visitor Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Mail:Deliver", "false"));
        (Administrator, Nobody) = (await Visitor.AsAsync(Site, Role.Administrator, Scope.Everywhere), new Visitor(Site));
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Every address but that which signs out, with parts that lead to something where there is something.</summary>
    internal IEnumerable<(KnownAddress Known, string Path)> Addresses(string language = "en") => EveryAddress.Of(Site).Where(known => !known.Pattern.RawText!.EndsWith("sign-out", StringComparison.Ordinal)).Select(known => (known, known.Path((name, before) => name switch
    {
        "lang" => language,
        "target" => "ru",
        "kind" => "events",
        "guid" => Guid.Empty.ToString(),
        "id" => Contract.Records.FirstOrDefault(record => before.Split('/').Contains(record.Kind)) is { Kind: not null } record ? record.Id : "acecf",
        "letter" => "notices",
        "documentName" => "v1",
        "code" or "part" => "0",
        _ => "x",
    })));

    /// <summary>A token that a page gave to the administrator, for a form that is made up.</summary>
    public async Task<(string Name, string Value)> TokenAsync(string page = "/en/account") =>
        ("__RequestVerificationToken", (await Administrator.GetAsync(page)).Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!);
}
