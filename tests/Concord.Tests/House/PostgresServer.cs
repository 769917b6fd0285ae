using System.Diagnostics;
using Npgsql;

namespace Concord.Tests.House;

/// <summary>
/// A PostgreSQL server of the tests' own: a new cluster in a temporary folder that only a Unix socket leads to. It ends with the
/// tests, also when they are killed: its keeper waits for the end of its standard input.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "concord";

    private readonly Process keeper;
    private readonly string folder;

    private PostgresServer(Process keeper, string folder) => (this.keeper, this.folder) = (keeper, folder);

    /// <summary>Why tests on PostgreSQL are skipped here; null where they run.</summary>
    public static string? WhyNot =>
        Programs is null && Environment.GetEnvironmentVariable("CI") != "true" ? "PostgreSQL is not installed here (Debian: apt-get install postgresql)." : null;

    /// <summary>The folder of the newest installed server's programs.</summary>
    private static string? Programs =>
        !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .OrderBy(bin => bin.Length).ThenBy(bin => bin, StringComparer.Ordinal).LastOrDefault();

    public static async Task<PostgresServer> StartAsync()
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is not installed here, and CI skips nothing: apt-get install postgresql.");
        var script = $"""
            set -e
            folder=$(mktemp -d /tmp/concord-pg-XXXXXX)
            trap 'rm -rf "$folder"' EXIT
            "{programs}/initdb" -D "$folder/data" -A trust -U {User} -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 || cat "$folder/log" >&2
            "{programs}/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 >>"$folder/log" 2>&1 &
            server=$!
            echo "$folder"
            cat >/dev/null || true
            kill -INT $server
            wait $server || true
            """;
        // The server refuses to run as root.
        var start = Environment.IsPrivilegedProcess ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", "sh", "-c", script]) : new ProcessStartInfo("sh", ["-c", script]);
        start.WorkingDirectory = "/tmp";
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var keeper = Process.Start(start)!;
        var folder = await keeper.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("PostgreSQL could not make its cluster; its words are on standard error.");
        var server = new PostgresServer(keeper, folder);
        await server.WaitAsync();
        return server;
    }

    public string Connection(string database) => $"Host={folder};Username={User};Database={database};Maximum Pool Size=20";

    public async Task ExecuteAsync(string sql)
    {
        var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        await using (connection)
        {
            await connection.OpenAsync();
            var command = new NpgsqlCommand(sql, connection);
            await using (command)
                await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private async Task WaitAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 200)
            {
                await Task.Delay(100);
            }
        }
    }
}
