using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Privacy;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.SecondStep;
using Concord.Parties.Memberships;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Parties.Privacy;

/// <summary>The account itself, and what opens it.</summary>
internal sealed class KeptOfAccount : PersonalData
{
    public override string Name => "account";

    public override string Title => Strings.Key("Your account, and what opens it");

    public override string Stays => Strings.Key("The number of the account stays, without name, address or any way to sign in.");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(account => account.Id == person.Account, cancel);
        yield return new JsonObject
        {
            ["number"] = account.Id.ToString("D"),
            ["name"] = account.Name,
            ["address"] = account.Email,
            ["language"] = account.Language,
            ["made_at"] = Text(account.CreatedAt),
            ["address_confirmed"] = account.EmailConfirmed,
            ["password"] = account.PasswordHash is null ? "none" : "kept as a digest that cannot be read back",
            ["second_factor"] = account.TwoFactorEnabled,
            ["passkeys"] = await db.Set<IdentityUserPasskey<Guid>>().CountAsync(key => key.UserId == account.Id, cancel),
            ["other_houses"] = new JsonArray([.. (await db.Set<IdentityUserLogin<Guid>>().Where(login => login.UserId == account.Id).Select(login => login.LoginProvider).ToListAsync(cancel)).Select(name => (JsonNode)name)]),
            ["deletion_asked_at"] = account.DeletionAskedAt is { } asked ? Text(asked) : null,
        };
    }

    public override async Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel)
    {
        var id = person.Account;
        await db.Set<IdentityUserClaim<Guid>>().Where(claim => claim.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserLogin<Guid>>().Where(login => login.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserToken<Guid>>().Where(token => token.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserPasskey<Guid>>().Where(key => key.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<OneTimeLink>().Where(link => link.AccountId == id).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCode>().Where(code => code.AccountId == id).ExecuteDeleteAsync(cancel);
        // An address is free again: whoever is invited with it later is somebody new.
        var account = await db.Set<Account>().SingleAsync(account => account.Id == id, cancel);
        (account.Name, account.Email, account.NormalizedEmail, account.UserName, account.NormalizedUserName) = ("", null, null, null, null);
        (account.PasswordHash, account.EmailConfirmed, account.LockoutEnd, account.AccessFailedCount) = (null, false, null, 0);
        (account.TwoFactorEnabled, account.CodeSecret, account.LastCodeStep, account.LockedUntil) = (false, null, 0, null);
        (account.SecurityStamp, account.DeletedAt, account.DeletionAskedAt) = (Guid.NewGuid().ToString("N"), now, null);
        account.ClosedAt ??= now;
    }

    internal static string Text(Instant instant) => InstantPattern.General.Format(instant);
}

/// <summary>Where somebody is signed in.</summary>
internal sealed class KeptOfSessions : PersonalData
{
    public override string Name => "sessions";

    public override string Title => Strings.Key("Where you are signed in");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var session in await db.Set<Session>().AsNoTracking().Where(session => session.AccountId == person.Account).OrderBy(session => session.SignedInAt).ToListAsync(cancel))
            yield return new JsonObject
            {
                ["signed_in_at"] = KeptOfAccount.Text(session.SignedInAt),
                ["seen_at"] = KeptOfAccount.Text(session.SeenAt),
                ["browser"] = session.Agent,
                ["network_address"] = session.Address,
            };
    }

    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) =>
        db.Set<Session>().Where(session => session.AccountId == person.Account).ExecuteDeleteAsync(cancel);
}

/// <summary>Roles, now and before.</summary>
internal sealed class KeptOfRoles : PersonalData
{
    public override string Name => "roles";

    public override string Title => Strings.Key("Your roles, now and before");

    public override string Stays => Strings.Key("That the number held a role, where and when, stays: else nobody could tell later who was allowed to do what.");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var held in await db.Set<Membership>().AsNoTracking().Where(held => held.AccountId == person.Account).OrderBy(held => held.GrantedAt).ToListAsync(cancel))
            yield return new JsonObject
            {
                ["role"] = held.Role.ToString(),
                ["mechanism"] = held.Mechanism,
                ["country"] = held.Party,
                ["organization"] = held.Organization,
                ["projects"] = held.Projects,
                ["languages"] = held.Languages,
                ["from"] = KeptOfAccount.Text(held.StartsAt),
                ["until"] = held.EndsAt is { } end ? KeptOfAccount.Text(end) : null,
            };
    }

    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) =>
        db.Set<Membership>().Where(held => held.AccountId == person.Account && (held.EndsAt == null || held.EndsAt > now))
            .ExecuteUpdateAsync(set => set.SetProperty(held => held.EndsAt, now), cancel);
}

/// <summary>What somebody agreed to.</summary>
internal sealed class KeptOfConsents : PersonalData
{
    public override string Name => "agreed";

    public override string Title => Strings.Key("Which texts on personal data you agreed to");

    public override string Stays => Strings.Key("That the number agreed to a version stays, as proof that it was asked.");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var given in await db.Set<Consent>().AsNoTracking().Where(given => given.AccountId == person.Account).OrderBy(given => given.Version).ToListAsync(cancel))
            yield return new JsonObject { ["version"] = given.Version, ["at"] = KeptOfAccount.Text(given.At) };
    }

    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) => Task.CompletedTask;
}
