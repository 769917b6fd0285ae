using Concord.Kernel.Data;
using Concord.Kernel.Notices;
using Concord.Kernel.Web;
using Concord.Parties.Accounts.OtherHouses;
using Concord.Parties.Accounts.Own;
using Concord.Parties.Accounts.Passkeys;
using Concord.Parties.Accounts.Passwords;
using Concord.Parties.Accounts.SecondStep;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Parties.Accounts;

/// <summary>The framework's accounts on this store; sessions are ours (<see cref="Sessions"/>).</summary>
internal static class AccountSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<AccountAddresses, AddressesOfAccounts>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<OwnerCheck>();
        services.AddSingleton<AccountKeeping>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountKeeping>());
        services.AddSingleton<NewSecret>();
        services.AddSingleton<PasskeyRequest>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<Installation>(PasskeyRequest.Configure);
        OtherHouseSchemes.Add(services);
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddScoped<IPasswordValidator<Account>, GuessablePasswords>();
        services.AddIdentityCore<Account>(options =>
            {
                // NIST SP 800-63B, 3.1.1.2: length counts, not what it is made of; what is easily guessed is refused by GuessablePasswords.
                options.Password = new PasswordOptions
                {
                    RequiredLength = GuessablePasswords.Shortest,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                    RequiredUniqueChars = 1,
                };
                options.User.RequireUniqueEmail = true;
                // Names to sign in with are addresses of mail, which may be written in any script (RFC 6532).
                options.User.AllowedUserNameCharacters = "";
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddDefaultTokenProviders();
        // OWASP Password Storage Cheat Sheet: PBKDF2 with SHA-512, which the framework uses, wants 210,000 rounds.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services;
    }

    /// <summary>The framework's store of accounts on ours.</summary>
    private sealed class AccountStore(ConcordDb db, IdentityErrorDescriber? describer = null)
        : UserOnlyStore<Account, ConcordDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(db, describer);
}
