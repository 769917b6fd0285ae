using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk;
using Concord.Events;
using Concord.Exchange;
using Concord.Instruments;
using Concord.Interop;
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

[assembly: AssemblyFixture(typeof(Concord.Desk.Tests.TheRecord))]

namespace Concord.Desk.Tests;

/// <summary>The demonstration record in a store of its own.</summary>
public sealed class TheRecord : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("concord-desk-").FullName;
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IClock>(new FakeClock(Instant.FromUtc(2022, 9, 10, 1, 0)));
        collection.AddSingleton(new Translations([typeof(ConcordDb).Assembly, typeof(DeskModule).Assembly]));
        collection.AddStore(new StoreLocation(folder, null));
        collection.AddKernel().AddParties().AddInstruments().AddProjects().AddEvents().AddExchange().AddLibrary().AddInterop().AddDesk();
        services = collection.BuildServiceProvider();
        await Store.MigrateAsync(services);
        var outcome = await BundleImport.RunAsync(services, Path.Combine(AppContext.BaseDirectory, "cooperation"), dryRun: false, _ => { }, progress: null, CancellationToken.None);
        Assert.Equal(0, outcome.Faults);
    }

    /// <summary>All records of a kind, as the bundle has them.</summary>
    public static IReadOnlyList<JsonObject> Of(RecordKind kind) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cooperation", kind.Plural() + ".json")))!.AsArray().Select(record => record!.AsObject())];

    /// <summary>A record of the bundle.</summary>
    public static JsonObject One(RecordKind kind, string id) => Of(kind).First(record => (string)record["id"]! == id);

    /// <summary>A reader of a language, with a context of the store of their own.</summary>
    public async Task<Reading> ReaderAsync(string language)
    {
        var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { Request = { Path = "/" + language } };
        var reading = scope.ServiceProvider.GetRequiredService<Reading>();
        await reading.BeginAsync();
        return reading;
    }

    /// <summary>Checks a document against the store.</summary>
    public async Task<IReadOnlyList<Kernel.Records.Shapes.RecordFault>> CheckAsync(RecordKind kind, JsonObject document, bool isNew = false)
    {
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            using var json = JsonDocument.Parse(document.ToJsonString());
            return await RecordCheck.RunAsync(scope.ServiceProvider.GetRequiredService<ConcordDb>(), scope.ServiceProvider.GetRequiredService<RecordModels>(), kind, json.RootElement, isNew);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
