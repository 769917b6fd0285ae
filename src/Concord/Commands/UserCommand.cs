using System.CommandLine;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Parties.Accounts.Invitations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord user add</c>: gives somebody a role and prints the link that opens the account, once.</summary>
internal static class UserCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var email = new Option<string>("--email") { Description = "The person's address of mail, the name to sign in with.", HelpName = "E", Required = true };
        email.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && MailAddress.Read(text) is null)
                result.AddError($"--email {text} is not an address of mail: write it such as officer@example.org.");
        });
        var role = new Option<Role[]>("--role")
        {
            Description = "administrator, secretariat, editor, interpreter, participant or auditor; several may be given.",
            HelpName = "R",
            Required = true,
            CustomParser = result => [.. result.Tokens.Select(token =>
            {
                if (TryRead(token.Value, out var role))
                    return role;
                result.AddError($"--role {token.Value} is none that the command line gives: {string.Join(", ", Given.Select(Word))}. The others name a party, an organization or languages; an administrator gives them.");
                return default;
            })],
        };
        var mechanism = new Option<string[]>("--mechanism") { Description = "Id of the mechanism that the role is for, such as sco_env; several may be given.", HelpName = "M" };
        var add = new Command("add", "Gives somebody a role; prints a link that opens the account, once.") { email, role, mechanism };
        store.AddTo(add);
        add.Runs(async (arguments, cancel) =>
        {
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await Store.MigrateAsync(app.Services, cancel);
                var scope = app.Services.CreateAsyncScope();
                await using (scope)
                {
                    var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
                    var given = await ScopesAsync(db, arguments.GetValue(role)!, arguments.GetValue(mechanism) ?? [], cancel);
                    var secret = await Inviting.FromCommandLineAsync(db, scope.ServiceProvider.GetRequiredService<ILookupNormalizer>(), arguments.GetValue(email)!, given,
                        SystemClock.Instance.GetCurrentInstant(), cancel);
                    var site = app.Services.GetRequiredService<Installation>().Url?.GetLeftPart(UriPartial.Authority) ?? "http://127.0.0.1:5000";
                    await arguments.Out.WriteLineAsync($"{site}/en/invitation?link={secret}");
                }
            }
            return ExitCode.Done;
        });
        return new Command("user", "Accounts.") { add };
    }

    private static readonly Role[] Given = [Role.Administrator, Role.Secretariat, Role.Editor, Role.Interpreter, Role.Participant, Role.Auditor];

    private static async Task<List<(Role, Scope)>> ScopesAsync(ConcordDb db, Role[] roles, string[] mechanisms, CancellationToken cancel)
    {
        foreach (var id in mechanisms)
            if (!await db.Records.AnyAsync(record => record.Kind == RecordKind.Mechanism && record.Id == id, cancel))
                throw new FailedException($"There is no mechanism with the id {id}: import the record first, or look at /api/v1/mechanisms for its ids.");
        var given = new List<(Role, Scope)>();
        foreach (var role in roles.Distinct())
        {
            if ((Roles.Needs(role) & ScopeParts.Mechanism) != ScopeParts.None && mechanisms.Length == 0)
                throw new FailedException($"The role {Word(role)} is one in a mechanism: name it with --mechanism.");
            if ((Roles.Takes(role) & ScopeParts.Mechanism) == ScopeParts.None)
                given.Add((role, Scope.Everywhere));
            else if (mechanisms.Length == 0)
                given.Add((role, Scope.Everywhere));
            else
                given.AddRange(mechanisms.Distinct().Select(id => (role, new Scope(Mechanism: id))));
        }
        return given;
    }

    private static bool TryRead(string text, out Role role)
    {
        role = Given.FirstOrDefault(given => Word(given) == text);
        return role != default;
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}
