using Concord.Kernel.Search;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data.Postgres;

/// <summary>The store in a PostgreSQL database, shared by any number of nodes.</summary>
public sealed class PostgresConcordDb(DbContextOptions<PostgresConcordDb> options) : ConcordDb(options)
{
    internal override SearchIndex SearchIndex { get; } = new PostgresSearchIndex();
}
