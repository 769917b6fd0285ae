using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Archive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsArchived",
                table: "records_version",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ArchivedAt",
                table: "records_record",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_records_record_ArchivedAt",
                table: "records_record",
                column: "ArchivedAt",
                filter: "\"ArchivedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_records_record_ArchivedAt",
                table: "records_record");

            migrationBuilder.DropColumn(
                name: "IsArchived",
                table: "records_version");

            migrationBuilder.DropColumn(
                name: "ArchivedAt",
                table: "records_record");
        }
    }
}
