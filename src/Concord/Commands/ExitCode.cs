namespace Concord.Commands;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int Usage = 64;

    /// <summary>Turns what was thrown into one line that says why and what to do.</summary>
    public static async Task<int> OrFailed(this Task<int> run)
    {
        try
        {
            return await run;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped on request; what was begun was taken back.");
            return Failed;
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return Failed;
        }
    }

    private static string? Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException or DirectoryNotFoundException => exception.Message + " Check the folder and its permissions.",
        Microsoft.Data.Sqlite.SqliteException sqlite => $"The store's file cannot be used: {sqlite.Message} Check --data, its permissions and the free space.",
        Npgsql.NpgsqlException postgres => $"The PostgreSQL store cannot be used: {postgres.Message} Check --db and that the server runs.",
        InvalidDataException => exception.Message,
        ArgumentException { ParamName: "connectionString" } or FormatException => $"The connection string cannot be read: {exception.Message} Check --db or CONCORD_DB.",
        IOException => exception.InnerException is { Message: { } cause } ? exception.Message + " " + cause : exception.Message,
        // EF Core and the configuration wrap what happened: the reason lies within.
        InvalidOperationException or Microsoft.EntityFrameworkCore.DbUpdateException => exception.InnerException is { } inner ? Reason(inner) ?? exception.Message : exception.Message,
        _ => null,
    };
}
