using System.Diagnostics;
using Concord.Kernel.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Concord.Commands;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int Usage = 64;

    /// <summary>Turns what was thrown into one line on <paramref name="error"/> that says why and what to do.</summary>
    public static async Task<int> OrFailed(this Task<int> run, TextWriter error)
    {
        try
        {
            return await run;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped on request; what was begun was taken back.");
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync(OnOneLine(Reason(exception)));
        }
        return Failed;
    }

    /// <summary>EF Core, the configuration and the host wrap what happened: the first cause that is known says it best.</summary>
    private static string Reason(Exception thrown)
    {
        for (var cause = thrown; cause is not null; cause = cause.InnerException)
            if (KnownReason(cause) is { } reason)
                return reason;
        return $"This is a defect of Concord; please report it: {thrown.GetType().Name} in {new StackTrace(thrown).GetFrame(0)?.GetMethod()?.DeclaringType}: {thrown.Message}";
    }

    private static string? KnownReason(Exception cause) => cause switch
    {
        FailedException or UnfitStoreException or InvalidDataException => cause.Message,
        // Of settings that cannot be read: thrown by what reads them, here and in the framework.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" or "Microsoft.Extensions.Logging.Configuration" } => cause.Message,
        SqliteException => $"The store's file cannot be used: {cause.Message} Check --data, its permissions and the free space.",
        NpgsqlException => $"The PostgreSQL store cannot be used: {Sentence(cause)} Check --db and that the server runs.",
        System.Text.Json.JsonException => $"Something in the store cannot be read: {cause.Message} Run 'concord check'; it names the record.",
        UnauthorizedAccessException or IOException => $"{Sentence(cause)} Check the folders that were named, their permissions and the free space.",
        _ => null,
    };

    /// <summary>The message and, where there is one, that of its cause: "Failed to connect" alone does not say why.</summary>
    private static string Sentence(Exception exception) =>
        (exception.InnerException is { } inner ? $"{exception.Message.TrimEnd('.', ' ')}: {inner.Message}" : exception.Message).TrimEnd('.', ' ') + ".";

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
