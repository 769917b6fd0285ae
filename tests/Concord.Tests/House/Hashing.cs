using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.House;

/// <summary>What a password costs here.</summary>
internal static class Hashing
{
    /// <summary>
    /// Passwords are hashed as in the program, only in fewer rounds: hundreds of tests sign somebody in. How many rounds the program itself takes is a
    /// test of its own.
    /// </summary>
    public static void HashPasswordsQuickly(this IServiceCollection services) => services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 100);
}
