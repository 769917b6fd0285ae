using Concord.Commands;
using Concord.Kernel.Data;
using Microsoft.Data.Sqlite;

namespace Concord.Tests.House;

/// <summary>A verb of the program on a store, as an operator gives it, but within this process: starting one costs more than most verbs do.</summary>
internal static class AVerb
{
    public static async Task<(int ExitCode, string Said, string Complained)> RunAsync(StoreLocation store, params string[] arguments)
    {
        var answer = await RunAsync([.. arguments, .. AProcess.Options(store)]);
        // A process that ends lets go of the file.
        if (!store.IsPostgres)
            SqliteConnection.ClearPool(new SqliteConnection(store.SqliteConnection));
        return answer;
    }

    /// <summary>The same, wherever the arguments say that the store is.</summary>
    public static async Task<(int ExitCode, string Said, string Complained)> RunAsync(string[] arguments)
    {
        var (said, complained) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await Verbs.RunAsync(arguments, said, complained);
        return (code, said.ToString(), complained.ToString());
    }
}
