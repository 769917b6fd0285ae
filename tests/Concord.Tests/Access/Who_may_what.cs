using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using Concord.Kernel.Access;
using Concord.Parties.Memberships;
using Concord.Tests.House;
using Concord.Tests.Partners;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Access;

/// <summary>The table of rights, and every address tried by everybody.</summary>
public sealed class Who_may_what
{
    /// <summary>What stands in the place of each part of an address. A part that is missing here fails the test: nothing is passed over. The record is one of the mechanism below, so that its own people are let in.</summary>
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["lang"] = "en",
        ["kind"] = "events",
        ["id"] = "sco_env_min_5",
        ["target"] = "ru",
        ["name"] = "a.pdf",
        ["code"] = "404",
        ["secret"] = "x",
        ["part"] = "0",
        ["documentName"] = "v1",
        ["letter"] = "notices",
        ["guid"] = "00000000-0000-0000-0000-000000000000",
    };

    private static readonly Scope Here = new(Mechanism: "sco_env", Party: "KZ", Organization: "feco", Languages: ["ru"]);

    [Fact]
    public async Task The_table_of_rights_is_the_one_that_was_approved()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var table = new StringBuilder("# Who may do what\n\n`all`: everything; `own`: what belongs to the mechanism, country, organization, projects and languages of the role; `self`: one's own affairs; `given`: what is one's own, where the key was given the act.\n\n");
        var given = site.Services.GetServices<KeyAct>().Select(act => act.Act).ToHashSet(StringComparer.Ordinal);
        table.Append("| act | means | anyone | ").AppendJoin(" | ", Roles.All.Select(role => role.ToString())).Append(" | key |\n|").Insert(table.Length, "---|", Roles.All.Count + 4).Append('\n');
        foreach (var act in site.Services.GetRequiredService<AccessRules>().Acts)
            table.Append("| `").Append(act.Name).Append("` | ").Append(act.Means).Append(" | ").Append(act.IsForAnyone ? "all" : "").Append(" | ")
                .AppendJoin(" | ", Roles.All.Select(role => act.IsForAnyone ? "all" : act.IsForOneself ? "self" : act.Allowed.TryGetValue(role, out var reach) ? reach.ToString().ToLowerInvariant() : ""))
                .Append(" | ").Append(act.IsForAnyone ? "all" : act.IsForKeys ? "own" : given.Contains(act.Name) ? "given" : "").Append(" |\n");
        Same(table.ToString(), "../../../docs/rights.md");
    }

    [Fact]
    public async Task Every_address_lets_in_those_whom_its_rule_names_and_nobody_else()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var rules = site.Services.GetRequiredService<AccessRules>();
            var visitors = await VisitorsAsync(site);
            var faults = new List<string>();
            var tried = 0;
            foreach (var (address, methods, act) in Addresses(site))
                foreach (var (who, visitor, person) in visitors)
                    foreach (var method in methods.Where(method => method is "GET" or "POST"))
                    {
                        var answer = method == "GET" ? await visitor.GetAsync(address) : await visitor.SendAsync(address);
                        tried++;
                        var isRefused = answer.Status is 401 or 403 || (answer.Status == 302 && answer.Header("Location")!.Contains("/sign-in?to=", StringComparison.Ordinal));
                        if (isRefused == rules.MayAnywhere(person, act) || answer.Status >= 500)
                            faults.Add($"{method} {address} ({act}) answers {answer.Status} to {who}");
                    }
            Nothing.In(faults);
            Assert.True(tried > 500, "too few addresses were tried");
        }
    }

    [Theory, OnBothStores]
    public async Task Every_address_of_the_API_is_tried_with_keys_and_a_key_opens_nothing_else(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Keys:PerMinute", "100000"));
        await using (site)
        {
            var rules = site.Services.GetRequiredService<AccessRules>();
            var held = new[] { new HeldRole(Role.Editor, new Scope(Mechanism: "sco_env"), default, null) };
            var (open, other, ended) = (await APartner.WithKeyAsync(site), await APartner.WithKeyAsync(site, mechanisms: ["temm"], publishes: false), await APartner.WithKeyAsync(site));
            await ended.EndAsync();
            var faults = new List<string>();
            var tried = 0;
            foreach (var (address, methods, act) in Addresses(site))
                foreach (var (who, partner, acts) in new[] { ("a key", open, new[] { "records.draft", "records.publish" }), ("a key of elsewhere", other, ["records.draft"]), ("an ended key", ended, []) })
                    foreach (var method in methods.Where(method => method != "HEAD"))
                    {
                        var isApi = address.StartsWith("/api/v1", StringComparison.Ordinal);
                        var answer = await partner.SendAsync(new HttpMethod(method), address, (byte[]?)null);
                        tried++;
                        var person = !isApi ? Person.Anyone : new Person(null, "", held) { Key = new KeyInUse(Guid.NewGuid(), acts.ToFrozenSet()) };
                        var isRefused = answer.Status is 401 or 403 || (answer.Status == 302 && answer.Header("Location")!.Contains("/sign-in?to=", StringComparison.Ordinal));
                        if (isRefused == ((!isApi || partner != ended) && rules.MayAnywhere(person, act)) || answer.Status >= 500)
                            faults.Add($"{method} {address} ({act}) answers {answer.Status} to {who}");
                    }
            Nothing.In(faults);
            Assert.True(tried > 300, "too few addresses were tried");
        }
    }

    private static IEnumerable<(string Address, string[] Methods, string Act)> Addresses(ASite site)
    {
        var loader = site.Services.GetRequiredService<PageLoader>();
        foreach (var endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = endpoint.RoutePattern;
            // The house's own files are one kind of address, and there are very many.
            if (pattern.RawText!.StartsWith("_content/", StringComparison.Ordinal) || pattern.RawText.StartsWith("_framework/", StringComparison.Ordinal))
                continue;
            var path = "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? Parts["guid"]
                    : Parts.GetValueOrDefault(parameter.Name) ?? throw new InvalidOperationException($"Say in {nameof(Parts)} what stands for {{{parameter.Name}}} in {pattern.RawText}."),
                _ => "",
            }))));
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = loader.LoadAsync(page, endpoint.Metadata).GetAwaiter().GetResult();
                var act = loaded.EndpointMetadata!.OfType<MayAttribute>().Last().Act;
                yield return (path, ["GET"], act);
                foreach (var handler in loaded.HandlerMethods.Where(handler => handler.HttpMethod == "Post"))
                    yield return (handler.Name is null ? path : path + "?handler=" + handler.Name.ToLowerInvariant(), ["POST"], act);
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
                yield return (path, [.. methods], endpoint.Metadata.GetMetadata<MayAttribute>()!.Act);
            }
        }
    }

    /// <summary>Nobody, and for each role somebody who has it, has it elsewhere, and had it once.</summary>
    private static async Task<List<(string Who, Visitor Visitor, Person Person)>> VisitorsAsync(ASite site)
    {
        var visitors = new List<(string, Visitor, Person)> { ("nobody", new Visitor(site), Person.Anyone) };
        foreach (var role in Roles.All)
        {
            var scope = new Scope(
                Roles.Takes(role).HasFlag(ScopeParts.Mechanism) ? Here.Mechanism : null, Roles.Takes(role).HasFlag(ScopeParts.Party) ? Here.Party : null,
                Roles.Takes(role).HasFlag(ScopeParts.Organization) ? Here.Organization : null, default, Roles.Takes(role).HasFlag(ScopeParts.Languages) ? Here.Languages : default);
            Assert.True(Roles.Fits(role, scope), $"{role} does not fit {scope}");
            visitors.Add((role.ToString(), await Visitor.AsAsync(site, role, scope), Holding(new HeldRole(role, scope, default, null))));
        }
        var former = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
        var id = (await former.GetAsync("/en/account")).Body;
        await site.WithDbAsync(async db =>
        {
            var last = await db.Set<Membership>().Where(membership => membership.Role == Role.Administrator).OrderByDescending(membership => membership.Id).FirstAsync();
            last.EndsAt = site.Clock.GetCurrentInstant();
            return await db.SaveChangesAsync();
        });
        Assert.NotEmpty(id);
        visitors.Add(("a former administrator", former, Holding()));
        return visitors;
    }

    private static Person Holding(params HeldRole[] held) => new(Guid.NewGuid(), "x", held);

    private static void Same(string written, string file, [CallerFilePath] string test = "")
    {
        var approved = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, file));
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected == written)
            return;
        File.WriteAllText(approved + ".received", written);
        Assert.Equal(expected, written);
    }
}
