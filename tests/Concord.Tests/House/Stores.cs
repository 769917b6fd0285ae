using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using Concord.Tests.House;
using NodaTime;
using NodaTime.Testing;

[assembly: AssemblyFixture(typeof(Stores.Ending))]

namespace Concord.Tests.House;

/// <summary>
/// Stores with the demonstration record, and bare ones. The record is imported, and tables are made, once per database; every other store is a copy.
/// </summary>
public static class Stores
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(PostgresServer.StartAsync);
    private static readonly Lazy<Task<string>> Folder = new(() => Task.FromResult(Directory.CreateTempSubdirectory("concord-tests-").FullName));
    private static readonly Dictionary<(StoreKind Store, bool IsFilled), Lazy<Task<StoreLocation>>> Templates =
        (from store in Enum.GetValues<StoreKind>() from isFilled in new[] { true, false } select (store, isFilled)).ToDictionary(one => one, one => new Lazy<Task<StoreLocation>>(() => MadeAsync(one.store, one.isFilled)));
    private static readonly Lazy<Task<ASite>> SqliteSite = new(() => OpenSharedAsync(StoreKind.Sqlite));
    private static readonly Lazy<Task<ASite>> PostgresSite = new(() => OpenSharedAsync(StoreKind.Postgres));
    private static readonly SemaphoreSlim Copying = new(1);
    private static int last;

    /// <summary>The demonstration record as it travels with the program.</summary>
    public static string Bundle => Path.Combine(AppContext.BaseDirectory, "data", "cooperation");

    /// <summary>The instant at which the tests read unless they say otherwise: before the CICA seminar of October 2022.</summary>
    public static Instant Usual { get; } = Instant.FromUtc(2022, 9, 10, 1, 0);

    /// <summary>A site on the demonstration record that all tests share; they only read.</summary>
    public static Task<ASite> SharedAsync(StoreKind store) => store == StoreKind.Sqlite ? SqliteSite.Value : PostgresSite.Value;

    /// <summary>A store of one's own with the demonstration record.</summary>
    public static Task<StoreLocation> CopyAsync(StoreKind store) => CopyAsync(store, isFilled: true);

    /// <summary>A store of one's own with all tables and nothing in them, as <c>concord migrate</c> makes it.</summary>
    public static Task<StoreLocation> BareAsync(StoreKind store) => CopyAsync(store, isFilled: false);

    private static async Task<StoreLocation> CopyAsync(StoreKind store, bool isFilled)
    {
        var template = await Templates[(store, isFilled)].Value;
        var copy = await EmptyAsync(store, DatabaseOf(isFilled));
        if (store == StoreKind.Sqlite)
        {
            Directory.CreateDirectory(copy.DataFolder);
            File.Copy(template.SqliteFile, copy.SqliteFile);
        }
        return copy;
    }

    /// <summary>A place for a store where there is none yet.</summary>
    public static Task<StoreLocation> EmptyAsync(StoreKind store) => EmptyAsync(store, null);

    /// <summary>A new folder that goes with the tests.</summary>
    public static async Task<string> NewFolderAsync() => Path.Combine(await Folder.Value, "f" + Interlocked.Increment(ref last));

    private static string DatabaseOf(bool isFilled) => isFilled ? "concord_template" : "concord_bare_template";

    private static async Task<StoreLocation> EmptyAsync(StoreKind store, string? template)
    {
        var folder = await NewFolderAsync();
        if (store == StoreKind.Sqlite)
            return new StoreLocation(folder, null);
        var server = await Server.Value;
        var database = template is null ? Path.GetFileName(folder) : Path.GetFileName(folder) + "_copy";
        // The server copies a template for one at a time.
        await Copying.WaitAsync();
        try
        {
            await server.ExecuteAsync($"CREATE DATABASE {database}" + (template is null ? "" : " TEMPLATE " + template));
        }
        finally
        {
            Copying.Release();
        }
        return new StoreLocation(folder, server.Connection(database));
    }

    private static async Task<StoreLocation> MadeAsync(StoreKind store, bool isFilled)
    {
        var location = await EmptyAsync(store);
        if (store == StoreKind.Postgres)
        {
            var server = await Server.Value;
            await server.ExecuteAsync("CREATE DATABASE " + DatabaseOf(isFilled));
            location = location with { PostgresConnection = server.Connection(DatabaseOf(isFilled)) };
        }
        var app = Site.Build(new SiteSettings(location, new FakeClock(Instant.FromUtc(2022, 9, 1, 0, 0))) { IsQuiet = true });
        await using (app)
        {
            await Store.MigrateAsync(app.Services);
            var faults = new List<Fault>();
            if (isFilled)
                await BundleImport.RunAsync(app.Services, Bundle, dryRun: false, faults.Add, progress: null, CancellationToken.None);
            if (faults.Count > 0)
                throw new InvalidOperationException("The demonstration record is refused: " + string.Join('\n', faults));
        }
        // The file is whole only once its log is folded in and nobody has it open.
        if (store == StoreKind.Sqlite)
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        else
            Npgsql.NpgsqlConnection.ClearAllPools();
        return location;
    }

    private static async Task<ASite> OpenSharedAsync(StoreKind store) => await ASite.OpenAsync(await CopyAsync(store), Usual);

    /// <summary>Ends what the tests started.</summary>
    public sealed class Ending : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var site in new[] { SqliteSite, PostgresSite })
                if (site.IsValueCreated && site.Value.IsCompletedSuccessfully)
                    await (await site.Value).DisposeAsync();
            if (Server.IsValueCreated && Server.Value.IsCompletedSuccessfully)
                await (await Server.Value).DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (Folder.IsValueCreated)
                Directory.Delete(await Folder.Value, recursive: true);
        }
    }
}
