using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Changes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "records_change",
                columns: table => new
                {
                    ChangeNo = table.Column<long>(type: "bigint", nullable: false),
                    Mark = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records_change", x => x.ChangeNo);
                });

            // What a store holds already was changed under no mark.
            migrationBuilder.Sql("INSERT INTO records_change (\"ChangeNo\", \"Mark\") SELECT \"ChangeNo\", 0 FROM records_state WHERE \"ChangeNo\" > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "records_change");
        }
    }
}
