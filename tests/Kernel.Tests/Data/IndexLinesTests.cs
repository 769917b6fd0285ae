using Concord.Kernel.Data;
using Concord.Kernel.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Tests.Data;

public sealed class IndexLinesTests
{
    [Fact]
    public async Task SQLite_reads_the_lines_of_a_kind_from_an_index_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var connection = new SqliteConnection("Data Source=:memory:");
        await using (connection)
        {
            await connection.OpenAsync(cancel);
            var db = new SqliteConcordDb(new DbContextOptionsBuilder<SqliteConcordDb>().UseSqlite(connection).Options);
            await using (db)
                await db.Database.EnsureCreatedAsync(cancel);
            var command = new SqliteCommand("EXPLAIN QUERY PLAN " + RecordReads.LinesOfKind, connection);
            command.Parameters.AddWithValue("@kind", 1);
            await using (command)
            {
                var plan = await command.ExecuteReaderAsync(cancel);
                await using (plan)
                {
                    Assert.True(await plan.ReadAsync(cancel));
                    Assert.StartsWith("SEARCH records_record USING COVERING INDEX", plan.GetString(3), StringComparison.Ordinal);
                    Assert.False(await plan.ReadAsync(cancel), "It sorts, too.");
                }
            }
        }
    }
}
