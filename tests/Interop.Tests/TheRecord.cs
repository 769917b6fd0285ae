using Concord.Desk;
using Concord.Events;
using Concord.Exchange;
using Concord.Instruments;
using Concord.Interop.Bundle;
using Concord.Kernel;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Library;
using Concord.Parties;
using Concord.Projects;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

[assembly: AssemblyFixture(typeof(Concord.Interop.Tests.TheRecord))]

namespace Concord.Interop.Tests;

/// <summary>The demonstration record in a store of its own, loaded once on 10 September 2022.</summary>
public sealed class TheRecord : IAsyncLifetime
{
    public const string Origin = "https://record.example.org";

    /// <summary>Without a public address.</summary>
    internal static readonly Installation House = new((Uri?)null);

    private readonly string folder = Directory.CreateTempSubdirectory("concord-interop-").FullName;
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IClock>(new FakeClock(Instant.FromUtc(2022, 9, 10, 1, 0)));
        // The interface's words stay English here: a better translation of them is no change of a calendar.
        collection.AddSingleton(new Translations([]));
        collection.AddStore(new StoreLocation(folder, null));
        collection.AddKernel().AddParties().AddInstruments().AddProjects().AddEvents().AddExchange().AddLibrary().AddInterop().AddDesk();
        services = collection.BuildServiceProvider();
        await Store.MigrateAsync(services);
        var outcome = await BundleImport.RunAsync(services, Path.Combine(AppContext.BaseDirectory, "cooperation"), dryRun: false, _ => { }, progress: null, CancellationToken.None);
        Assert.Equal(0, outcome.Faults);
    }

    /// <summary>A reader of a language, with a context of the store of their own.</summary>
    public async Task<Reading> ReaderAsync(string language)
    {
        var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { Request = { Path = "/" + language } };
        var reading = scope.ServiceProvider.GetRequiredService<Reading>();
        await reading.BeginAsync();
        return reading;
    }

    public async Task<(Reading Reader, StoredRecord Stored, T Document)> ReadAsync<T>(RecordKind kind, string id, string language)
        where T : RecordDocument
    {
        var reader = await ReaderAsync(language);
        var found = await reader.FindAsync<T>(kind, id);
        Assert.NotNull(found);
        return (reader, found.Value.Item1, found.Value.Item2);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
