using System.Buffers.Text;
using System.Security.Cryptography;
using Concord.Kernel.Access;
using Concord.Parties.Accounts.Invitations;

namespace Concord.Commands;

/// <summary>The accounts of the demonstration: one for each role, all with one password that is made anew at each start.</summary>
internal static class DemoAccounts
{
    /// <summary>Where each role holds; the mechanisms are those of the demonstration record that have most to work on.</summary>
    private static readonly (Role Role, Scope Scope)[] Places =
    [
        (Role.Administrator, Scope.Everywhere),
        (Role.Secretariat, new Scope(Mechanism: "sco_env")),
        (Role.Editor, new Scope(Mechanism: "sco_env")),
        (Role.Translator, new Scope(Mechanism: "sco_env", Languages: ["zh", "ru", "en"])),
        (Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ")),
        (Role.Reporter, new Scope(Organization: "feco", Mechanism: "china_korea_env")),
        (Role.ExchangeMember, new Scope(Organization: "feco")),
        (Role.Interpreter, Scope.Everywhere),
        (Role.Participant, Scope.Everywhere),
        (Role.Auditor, Scope.Everywhere),
    ];

    /// <summary>Makes them.</summary>
    /// <returns>The lines that tell how to sign in.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(WebApplication app, CancellationToken cancel)
    {
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));
        var scope = app.Services.CreateAsyncScope();
        await using (scope)
            await Inviting.ForDemonstrationAsync(scope.ServiceProvider, Places.Select(place => (Address(place.Role), place.Role, place.Scope)), password, cancel);
        return
        [
            $"Sign in at /en/sign-in with the password {password} as one of",
            .. Places.Select(place => "  " + Address(place.Role)),
        ];
    }

    private static string Address(Role role) => role switch
    {
        Role.FocalPoint => "focal-point@example.org",
        Role.ExchangeMember => "exchange-member@example.org",
        _ => role.ToString().ToLowerInvariant() + "@example.org",
    };
}
