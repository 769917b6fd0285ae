using System.CommandLine;
using Concord.Kernel.Data;

namespace Concord.Commands;

/// <summary>The options that say where the store is; every verb takes them.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> data = new("--data") { Description = "Folder of the store and its files; CONCORD_DATA, else ./concord-data.", HelpName = "DIR" };
    private readonly Option<string?> db = new("--db") { Description = "PostgreSQL connection string; CONCORD_DB, else a SQLite file in the data folder.", HelpName = "CONNECTION" };

    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(db);
    }

    /// <summary>The store that the arguments and the environment name; <paramref name="fallback"/> is the data folder where neither does.</summary>
    public StoreLocation Read(ParseResult arguments, string? fallback = null) => new(
        Path.GetFullPath(arguments.GetValue(data) ?? fallback ?? Set("CONCORD_DATA") ?? "concord-data"),
        arguments.GetValue(db) ?? (fallback is null ? Set("CONCORD_DB") : null));

    private static string? Set(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
