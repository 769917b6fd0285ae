using System.CommandLine;
using Concord.Kernel.Data;
using Npgsql;

namespace Concord.Commands;

/// <summary>The options that say where the store is; every verb takes them.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> data = new("--data")
    {
        Description = "Folder of the store and its files; CONCORD_DATA, else ./concord-data.",
        HelpName = "DIR",
    };

    private readonly Option<string?> db = new("--db")
    {
        Description = "PostgreSQL connection string; CONCORD_DB, else a SQLite file in the data folder.",
        HelpName = "CONNECTION",
    };

    public StoreOptions()
    {
        data.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is "")
                result.AddError("--data is empty: name the folder of the store.");
        });
        db.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } connection && WhyUnreadable("--db", connection) is { } reason)
                result.AddError(reason);
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(db);
    }

    /// <summary>The store that the arguments and the environment name; <paramref name="fallback"/> is the data folder where neither does.</summary>
    public StoreLocation Read(ParseResult arguments, string? fallback = null)
    {
        var connection = arguments.GetValue(db);
        if (connection is null && fallback is null && (connection = Set("CONCORD_DB")) is not null && WhyUnreadable("CONCORD_DB", connection) is { } reason)
            throw new FailedException(reason);
        return new StoreLocation(Path.GetFullPath(arguments.GetValue(data) ?? fallback ?? Set("CONCORD_DATA") ?? "concord-data"), connection);
    }

    private static string? Set(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Neither the connection string nor what the driver repeats of it is shown: it may hold a password.</summary>
    private static string? WhyUnreadable(string setting, string connection)
    {
        try
        {
            using var source = NpgsqlDataSource.Create(connection);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException
            or NotSupportedException or InvalidCastException or OverflowException)
        {
            var reason = fault is ArgumentNullException { ParamName: { } missing } ? missing + " is missing" : fault.Message.Split('\n')[0].TrimEnd('.');
            var shown = reason.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is ' ' or '\'' or '(' or ')') ? ": " + reason : "";
            return $"{setting} is not a PostgreSQL connection string{shown}. Write it such as \"Host=/run/postgresql;Database=concord;Username=concord\".";
        }
    }
}
