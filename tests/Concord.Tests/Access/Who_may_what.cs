using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using Concord.Kernel.Access;
using Concord.Tests.Attacks;
using Concord.Tests.House;
using Concord.Tests.Partners;
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
    public async Task Every_address_does_for_each_what_the_rules_allow_with_what_is_theirs_and_nothing_else()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Mail:Deliver", "false"), ("Accounts:FailuresPerAddress", "1000000"), ("Keys:PerMinute", "100000"));
        await using (site)
        {
            var rules = site.Services.GetRequiredService<AccessRules>();
            var people = await Somebody.EverybodyAsync(site);
            var trials = await Trials.MakeAsync(site, people);
            var (faults, tried) = (new List<string>(), 0);
            // What would end everybody's work comes last: signing out, and what a program archives.
            foreach (var address in EveryAddress.Of(site).Where(address => address.Method != "HEAD").OrderBy(address => address.Pattern.RawText!.EndsWith("sign-out", StringComparison.Ordinal)).ThenBy(address => address.Method == "DELETE"))
            {
                if (OneOf(rules, trials, address) is not { } ofAddress)
                {
                    faults.Add($"{address} ({address.Act}) is tried with nothing: say in {nameof(Trials)} what stands behind it.");
                    continue;
                }
                foreach (var trial in ofAddress)
                    // Whoever may not comes first: what is done once shows that they did not do it.
                    foreach (var who in people.Where(who => who.Key is null || address.Pattern.RawText!.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal)).OrderBy(who => IsAllowed(rules, address, trial, who)))
                    {
                        var answer = await who.AskAsync(address.Method, trial.Path ?? trials.Path(address), address.Method == "GET" ? new Sent(null) : await trial.Send(who.Token));
                        tried++;
                        var isRefused = await trial.IsRefusedAsync(answer);
                        if (isRefused == IsAllowed(rules, address, trial, who) || answer.Status >= 500)
                            faults.Add($"{address} ({address.Act}) answers {answer.Status} to {who.Who}");
                        faults.AddRange(trials.Secrets.Where(secret => !rules.May(who.Person, secret.Act, secret.Of) && answer.Body.Contains(secret.Text, StringComparison.Ordinal)).Select(secret => $"{address} tells {who.Who} of {secret.Text}"));
                        if (!isRefused)
                            await trial.PutBack();
                    }
            }
            Nothing.In(faults);
            Assert.True(tried > 4000, $"only {tried} requests were sent");
        }
    }

    [Fact]
    public async Task An_address_answers_no_method_that_it_has_nothing_for_whoever_asks()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            (string, string) token = ("RequestVerificationToken", await administrator.TokenAsync("/en/account"));
            var (faults, known) = (new List<string>(), EveryAddress.Of(site).GroupBy(address => address.Pattern.RawText, StringComparer.Ordinal));
            foreach (var addresses in known)
                foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" }.Except(addresses.Select(address => address.Method)))
                {
                    var answer = await administrator.AskAsync(new HttpMethod(method), addresses.First().Path((name, _) => Parts.GetValueOrDefault(name, "x")), null, token);
                    if (answer.Status != 405)
                        faults.Add($"{method} {addresses.Key} answers {answer.Status}");
                }
            Nothing.In(faults);
        }
    }

    /// <summary>What is tried at an address. Of addresses that are open to all, or to each for their own, one knows enough; and of lists, which show each their own.</summary>
    private static Trial[]? OneOf(AccessRules rules, Trials trials, KnownAddress address) =>
        trials.At(address) is { } known ? known
        : rules[address.Act] is { IsForAnyone: true } or { IsForOneself: true } || (address.Method == "GET" && address.Pattern.Parameters.All(part => part.Name == "lang")) ? [new Trial()] : null;

    private static bool IsAllowed(AccessRules rules, KnownAddress address, Trial trial, Somebody who) =>
        !who.IsShutOut && rules.MayAnywhere(who.Person, address.Act) && Array.TrueForAll(trial.Needs, need => rules.May(who.Person, need.Act, need.To)) && (trial.Only is null || trial.Only == who.Person.Account);

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
            foreach (var known in EveryAddress.Of(site).Where(known => known.Method != "HEAD"))
                foreach (var (who, partner, acts) in new[] { ("a key", open, new[] { "records.draft", "records.publish" }), ("a key of elsewhere", other, ["records.draft"]), ("an ended key", ended, []) })
                {
                    var address = known.Path((name, _) => Parts.GetValueOrDefault(name) ?? throw new InvalidOperationException($"Say in {nameof(Parts)} what stands for {{{name}}} in {known}.")) + known.Query;
                    var isApi = address.StartsWith("/api/v1", StringComparison.Ordinal);
                    var answer = await partner.SendAsync(new HttpMethod(known.Method), address, (byte[]?)null);
                    tried++;
                    var person = !isApi ? Person.Anyone : new Person(null, "", held) { Key = new KeyInUse(Guid.NewGuid(), acts.ToFrozenSet()) };
                    var isRefused = answer.Status is 401 or 403 || Trial.IsSentToSignIn(answer);
                    if (isRefused == ((!isApi || partner != ended) && rules.MayAnywhere(person, known.Act)) || answer.Status >= 500)
                        faults.Add($"{known} ({known.Act}) answers {answer.Status} to {who}");
                }
            Nothing.In(faults);
            Assert.True(tried > 300, "too few addresses were tried");
        }
    }

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
