using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SearchWordsAside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Concord.Kernel.Search.PostgresSearchIndex.SetAside);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Concord.Kernel.Search.PostgresSearchIndex.TakeBack);
        }
    }
}
