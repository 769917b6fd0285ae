using System.Collections.Frozen;
using Concord.Kernel.Access;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.House;
using Concord.Tests.Partners;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Access;

/// <summary>Somebody who tries addresses: with a browser, or as a program with a key.</summary>
/// <param name="Who">What to call them when something is wrong.</param>
/// <param name="Visitor">The browser; for a program it keeps no cookies.</param>
/// <param name="Person">Who they are, as the rules see it.</param>
/// <param name="Token">The token of their forms.</param>
/// <param name="Key">The key of a program.</param>
internal sealed record Somebody(string Who, Visitor Visitor, Person Person, string Token, string? Key = null)
{
    /// <summary>Whether they show a key that opens nothing any more: then they are not even let in where everybody is.</summary>
    public bool IsShutOut => Key is not null && Person.Key is null;

    public const string Here = "sco_env", Elsewhere = "temm";

    public Task<Answer> AskAsync(string method, string address, Sent sent) =>
        Visitor.AskAsync(new HttpMethod(method), address, sent.Content, Key is null ? sent.Headers : [.. sent.Headers, ("Authorization", "Bearer " + Key)]);

    /// <summary>Nobody; for each role somebody who has it, has it in another mechanism, and had it; and programs of partners likewise.</summary>
    public static async Task<List<Somebody>> EverybodyAsync(ASite site)
    {
        var nobody = new Visitor(site);
        var all = new List<Somebody> { new("nobody", nobody, Person.Anyone, await nobody.TokenAsync("/en/sign-in")) };
        var known = new List<(string Email, string Who, HeldRole? Held)>();
        foreach (var role in Roles.All)
        {
            var (here, elsewhere) = (In(role, Here, "feco"), In(role, Elsewhere, "moej"));
            known.Add(($"{role}-here@example.org", $"{role} of {Here}", new HeldRole(role, here, default, null)));
            known.Add(($"{role}-once@example.org", $"a former {role} of {Here}", null));
            await Visitor.JoinAsync(site, known[^2].Email, role, here);
            await Visitor.JoinAsync(site, known[^1].Email, role, here);
            if (elsewhere == here)
                continue;
            known.Add(($"{role}-elsewhere@example.org", $"{role} of {Elsewhere}", new HeldRole(role, elsewhere, default, null)));
            await Visitor.JoinAsync(site, known[^1].Email, role, elsewhere);
        }
        var accounts = await site.WithDbAsync(db => db.Set<Account>().AsNoTracking().ToDictionaryAsync(account => account.Email!, account => account.Id, StringComparer.OrdinalIgnoreCase));
        foreach (var (email, who, held) in known)
        {
            var visitor = new Visitor(site);
            Assert.Equal(302, (await visitor.SignInAsync(email)).Status);
            all.Add(new Somebody(who, visitor, new Person(accounts[email], "x", held is null ? [] : [held]), await visitor.TokenAsync("/en/account")));
        }
        // They are signed in still when the role ends.
        var former = known.Where(one => one.Held is null).Select(one => accounts[one.Email]).ToList();
        var now = site.Clock.GetCurrentInstant();
        await site.WithDbAsync(db => db.Set<Membership>().Where(held => former.Contains(held.AccountId)).ExecuteUpdateAsync(set => set.SetProperty(held => held.EndsAt, now)));
        string[] acts = ["records.draft", "records.publish", "records.archive"];
        var ended = await APartner.WithKeyAsync(site, archives: true);
        await ended.EndAsync();
        all.Add(Program("a key of " + Here, await APartner.WithKeyAsync(site, archives: true), Here, acts));
        all.Add(Program("a key of " + Elsewhere, await APartner.WithKeyAsync(site, mechanisms: [Elsewhere], archives: true), Elsewhere, acts));
        all.Add(Program("an ended key of " + Here, ended, null, []));
        return all;

        Somebody Program(string who, APartner partner, string? mechanism, string[] may) => new(who, new Visitor(site),
            mechanism is null ? Person.Anyone : new Person(null, "", [new HeldRole(Role.Editor, new Scope(mechanism), default, null)]) { Key = new KeyInUse(Guid.NewGuid(), may.ToFrozenSet()) }, "", partner.Key);
    }

    /// <summary>A role as narrow as it can be.</summary>
    private static Scope In(Role role, string mechanism, string organization)
    {
        var (needs, takes) = (Roles.Needs(role), Roles.Takes(role));
        var scope = new Scope(takes.HasFlag(ScopeParts.Mechanism) ? mechanism : null, takes.HasFlag(ScopeParts.Party) ? "KZ" : null,
            takes.HasFlag(ScopeParts.Organization) ? organization : null, default, needs.HasFlag(ScopeParts.Languages) ? ["ru"] : default);
        Assert.True(Roles.Fits(role, scope), $"{role} does not fit {scope}");
        return scope;
    }
}

/// <summary>What goes with a request.</summary>
internal sealed record Sent(HttpContent? Content, params (string Name, string Value)[] Headers);

/// <summary>A request to an address with something real behind it, and what one must be allowed for it to do what it asks.</summary>
/// <param name="Needs">Acts, each with what it is done to; beside them the door of the address has its own.</param>
internal sealed record Trial(params (string Act, Subject To)[] Needs)
{
    /// <summary>The address, where it is not the one that its parts make.</summary>
    public string? Path { get; init; }

    /// <summary>What is sent, given a token.</summary>
    public Func<string, Task<Sent>> Send { get; init; } = token => Task.FromResult(new Sent(Form([], token)));

    /// <summary>The account that alone may, whatever the roles; null for none.</summary>
    public Guid? Only { get; init; }

    /// <summary>Sentences of a form that is shown again because one may not; forms that are shown again for something else are none.</summary>
    public string[] Says { get; init; } = [];

    /// <summary>Whether the thing was done: for addresses that pass over what is not one's own.</summary>
    public Func<Task<bool>>? WasDone { get; init; }

    /// <summary>Puts things back after somebody was let in.</summary>
    public Func<Task> PutBack { get; init; } = () => Task.CompletedTask;

    public static Trial Of(Subject to, params string[] acts) => new([.. acts.Select(act => (act, to))]);

    public Trial And(Subject to, string act) => this with { Needs = [.. Needs, (act, to)] };

    public Trial With(params (string Name, string Value)[] fields) => this with { Send = token => Task.FromResult(new Sent(Form(fields, token))) };

    public async Task<bool> IsRefusedAsync(Answer answer) =>
        answer.Status is 401 or 403 || IsSentToSignIn(answer) || (answer.Status == 404 && (Needs.Length > 0 || Only is not null))
        || Says.Any(sentence => answer.Body.Contains(sentence, StringComparison.Ordinal)) || (WasDone is not null && !await WasDone());

    public static bool IsSentToSignIn(Answer answer) => answer.Status == 302 && answer.Header("Location")!.Contains("/sign-in?to=", StringComparison.Ordinal);

    private static FormUrlEncodedContent Form((string Name, string Value)[] fields, string token) =>
        new(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
}
