using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SearchWordsAside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The index of SQLite has no rows to narrow.
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
