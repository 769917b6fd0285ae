using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data;

/// <summary>The number of the last change: asked once per request, so it goes straight to the connection.</summary>
internal static class ChangeNumber
{
    public static async ValueTask<long> ReadAsync(ConcordDb db, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            await db.Database.OpenConnectionAsync(cancel);
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = "SELECT \"ChangeNo\" FROM records_state WHERE \"Id\" = 1";
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancel) ?? 0L, CultureInfo.InvariantCulture);
        }
    }
}
