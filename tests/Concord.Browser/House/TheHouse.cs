using Concord.Browser.House;
using Concord.Interop.Bundle;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Parties.Accounts.Invitations;
using Concord.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Testing;

[assembly: AssemblyFixture(typeof(TheHouse))]

namespace Concord.Browser.House;

/// <summary>
/// The real host on a free port with the demonstration record, and Chromium in front of it. The clock stands on the morning of
/// 10 October 2022, when the CICA seminar is announced and not yet held.
/// </summary>
public sealed class TheHouse : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>In milliseconds.</summary>
    private const float MostPatience = 60_000;

    private readonly string folder = Directory.CreateTempSubdirectory("concord-browser-").FullName;
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    private string Address { get; set; } = "";

    /// <summary>The folder into which the house writes its mails.</summary>
    public string Mails => Path.Combine(folder, "mail");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        // The record was there the day before: nothing of it is news.
        var clock = new FakeClock(Instant.FromUtc(2022, 10, 9, 1, 0));
        app = Site.Build(new SiteSettings(new StoreLocation(folder, null), clock) { IsQuiet = true, Urls = "http://127.0.0.1:0", Configure = builder => builder.Services.HashPasswordsQuickly() });
        await Store.MigrateAsync(app.Services);
        await BundleImport.RunAsync(app.Services, Path.Combine(AppContext.BaseDirectory, "data", "cooperation"), dryRun: false, fault => throw new InvalidDataException(fault.ToString()), progress: null, CancellationToken.None);
        clock.AdvanceDays(1);
        await app.StartAsync();
        Address = app.Urls.First();
        playwright = await Playwright.CreateAsync();
        // All else of the suite may run beside it.
        Assertions.SetDefaultExpectTimeout(MostPatience);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A new window, with nothing kept from others.</summary>
    /// <param name="width">Its width in CSS pixels.</param>
    /// <param name="dark">Whether the reader's device is dark.</param>
    /// <param name="script">Whether scripts may run.</param>
    /// <param name="locale">The reader's preferred language.</param>
    /// <param name="zone">The zone of the reader's device.</param>
    /// <param name="isLocalhost">Whether the house is asked by that name, without which a browser knows no passkeys (WebAuthn, 5.1.2).</param>
    public async Task<IPage> OpenAsync(int width = 1440, bool dark = false, bool script = true, string locale = "en-GB", string zone = "Europe/Istanbul", bool isLocalhost = false)
    {
        // In CI what is missing is a failure.
        if (browser is null && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("Chromium is not installed here (Debian: apt-get install chromium).");
        Assert.NotNull(browser);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = isLocalhost ? Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : Address,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = locale,
            TimezoneId = zone,
        });
        context.SetDefaultTimeout(MostPatience);
        return await context.NewPageAsync();
    }

    /// <summary>A new person, who takes part in events unless another role is named.</summary>
    public async Task<(string Email, string Password)> JoinAsync(Role role = Role.Participant, Scope? scope = null)
    {
        var (email, password) = ($"{role}-{Guid.NewGuid():N}@example.org".ToLowerInvariant(), "river stone lantern 47");
        if (app is not null)
        {
            var services = app.Services.CreateAsyncScope();
            await using (services)
                await Inviting.ForDemonstrationAsync(services.ServiceProvider, [(email, role, scope ?? Scope.Everywhere)], password, TestContext.Current.CancellationToken);
        }
        return (email, password);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
