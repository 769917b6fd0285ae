using Concord.Browser.House;
using Concord.Kernel.Access;
using Microsoft.Playwright;
using MimeKit;

[assembly: AssemblyFixture(typeof(TheDesk))]

namespace Concord.Browser.House;

/// <summary>A second house, in which people write: what they change is seen by no test of the public record. It opens when the first of them comes.</summary>
public sealed class TheDesk : IAsyncDisposable
{
    private readonly TheHouse house = new();
    private readonly Lazy<Task> opened;

    public TheDesk() => opened = new Lazy<Task>(() => house.InitializeAsync().AsTask());

    /// <summary>A window in which nobody is signed in yet.</summary>
    public async Task<IPage> OpenAsync(int width, bool script)
    {
        await opened.Value;
        return await house.OpenAsync(width, script: script);
    }

    /// <summary>Makes the account of somebody new.</summary>
    public Task<(string Email, string Password)> JoinAsync(Role role, Scope scope) => house.JoinAsync(role, scope);

    /// <summary>The mails that have arrived at an address so far.</summary>
    public IReadOnlyList<MimeMessage> MailsTo(string email) =>
        [.. from file in Directory.Exists(house.Mails) ? Directory.GetFiles(house.Mails, "*.eml") : []
            let mail = MimeMessage.Load(file)
            where mail.To.Mailboxes.Any(to => to.Address == email)
            orderby mail.Date
            select mail];

    public async ValueTask DisposeAsync()
    {
        if (opened.IsValueCreated)
            await house.DisposeAsync();
    }
}
