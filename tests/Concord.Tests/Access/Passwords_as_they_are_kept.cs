using System.Buffers.Binary;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Testing;

namespace Concord.Tests.Access;

/// <summary>What somebody finds who has taken the store away. The sites of other tests hash in fewer rounds; this is the program as it is.</summary>
public sealed class Passwords_as_they_are_kept
{
    [Fact]
    public async Task A_password_is_salted_and_goes_through_210000_rounds_of_PBKDF2_with_SHA512()
    {
        var app = Site.Build(new SiteSettings(await Stores.EmptyAsync(StoreKind.Sqlite), new FakeClock(Stores.Usual)) { IsQuiet = true });
        await using (app)
        {
            var hasher = app.Services.GetRequiredService<IPasswordHasher<Account>>();
            byte[] Hash() => Convert.FromBase64String(hasher.HashPassword(new Account { Name = "Known", Language = "en", CreatedAt = Stores.Usual }, Visitor.Password));
            var kept = Hash();
            // The framework's third format: a mark, then the function (2 is HMAC-SHA-512), the rounds and the bytes of the salt as four bytes each.
            uint Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(kept.AsSpan(at));
            Assert.Equal((1, 2u, 210_000u, 16u), (kept[0], Number(1), Number(5), Number(9)));
            Assert.NotEqual(kept, Hash());
        }
    }
}
