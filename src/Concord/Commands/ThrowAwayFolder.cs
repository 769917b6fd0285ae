using Microsoft.Data.Sqlite;

namespace Concord.Commands;

/// <summary>A temporary folder for a store that goes when the verb ends.</summary>
internal sealed class ThrowAwayFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("concord-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
