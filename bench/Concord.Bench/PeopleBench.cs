using System.Diagnostics;
using System.Globalization;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Parties.Accounts.Invitations;
using Concord.Parties.Accounts.Passwords;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Bench;

/// <summary>What people with an account cost: their pages, to sign in, many of them at work at once, and ten thousand invitations.</summary>
internal static class PeopleBench
{
    private const string Administrator = "administrator@example.org";

    public static async Task RunAsync(StoreLocation location, int requests)
    {
        var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { Urls = "http://127.0.0.1:0", IsQuiet = true });
        await using (app)
        {
            await Store.MigrateAsync(app.Services);
            await app.StartAsync();
            await JoinAsync(app.Services);
            var address = app.Urls.First();
            using var person = await SignedIn.BeginAsync(address, Administrator);
            for (var drafts = 0; drafts < 40; drafts++)
                await person.BeginDraftAsync();
            await TableAsync(address, requests, person);
            await SigningInAsync(address, app.Services.GetRequiredService<PasswordHashing>());
            await app.StopAsync();
        }
        await WithServerAsync(location, async (address, server) =>
        {
            Console.Write(await Bench.AskAsync(["working-day", address]));
            Bench.Print($"  {Bench.Memory(server)}");
        });
        await WithServerAsync(location, (address, _) => InviteAsync(address));
    }

    private static async Task JoinAsync(IServiceProvider services)
    {
        var scope = services.CreateAsyncScope();
        await using (scope)
            await Inviting.ForDemonstrationAsync(scope.ServiceProvider,
                [(Administrator, Role.Administrator, Scope.Everywhere), .. Enumerable.Range(0, WorkingDay.Editors).Select(i => (WorkingDay.Editor(i), Role.Editor, new Scope(Mechanism: "sco_env")))],
                SignedIn.Password, CancellationToken.None);
    }

    // Pages of staff are made anew for each request: they are kept for nobody.
    private static async Task TableAsync(string address, int requests, SignedIn person)
    {
        Bench.Head();
        await LineAsync("list of 25 events", "/en/events?n={n}");
        await LineAsync("the desk with 40 drafts", "/ru/desk?n={n}");
        await LineAsync("what is owed in a language", "/en/desk/languages?target=zh&n={n}");
        await LineAsync("people", "/en/people?n={n}");
        await LineAsync("audit trail", "/en/desk/trail?n={n}");
        await LineAsync("form of a new event", "/zh/desk/events/new?n={n}");
        await LineAsync("form of an event with eight sessions", person.Draft + "/form?n={n}");
        await LineAsync("form of a plan", "/ko/desk/instruments/ac_strategy_2016_2020?n={n}");
        await LineAsync("page of a draft", person.Draft + "?n={n}");
        await LineAsync("texts of an event beside another language", "/en/desk/languages/zh/events/acecf_2019?n={n}");

        Task LineAsync(string name, string path) => Bench.LineAsync(address, requests, name, "identity", person.Cookie, path);
    }

    /// <summary>What it costs to sign in, page and form, beside what the hash of the password alone costs.</summary>
    private static async Task SigningInAsync(string address, PasswordHashing hashing)
    {
        const int Times = 60;
        // The first ones compile the program.
        for (var i = 0; i < 20; i++)
            (await SignedIn.BeginAsync(address, Administrator)).Dispose();
        var cpu = Bench.Cpu();
        for (var i = 0; i < Times; i++)
            await hashing.FitsAsync(null, SignedIn.Password, CancellationToken.None);
        var hash = (Bench.Cpu() - cpu).TotalMilliseconds / Times;
        cpu = Bench.Cpu();
        for (var i = 0; i < Times; i++)
            (await SignedIn.BeginAsync(address, Administrator)).Dispose();
        Bench.Print($"to sign in, with the client's work: {(Bench.Cpu() - cpu).TotalMilliseconds / Times:0.0} CPU-ms; the hash of the password alone: {hash:0.0}");
    }

    private static async Task InviteAsync(string address)
    {
        using var person = await SignedIn.BeginAsync(address, Administrator);
        await person.OpenAsync("/en/people/invite?many=true");
        var list = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"guest{i}@example.org, Guest {i}")));
        var started = Stopwatch.GetTimestamp();
        var said = await person.SendAsync("/en/people/invite", "people", list, "language", "en", "role", nameof(Role.Participant));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (!said.Contains("10,000 invitations", StringComparison.Ordinal))
            throw new InvalidOperationException("The invitations were not sent: " + said);
        Bench.Print($"10,000 invitations queued in {seconds:0.0} s");
    }

    private static async Task WithServerAsync(StoreLocation location, Func<string, Process, Task> act)
    {
        using var server = Bench.Start(["serve", .. Bench.Of(location)]);
        await act((await server.StandardOutput.ReadLineAsync())!, server);
        await server.StandardInput.WriteLineAsync();
        Console.Write(await Bench.EndOfAsync(server, "serve"));
    }
}
