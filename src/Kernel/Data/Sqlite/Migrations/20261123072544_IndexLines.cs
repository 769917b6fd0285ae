using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class IndexLines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_records_record_Kind_No",
                table: "records_record");

            migrationBuilder.CreateIndex(
                name: "IX_records_record_Kind_No_Entry_Prominence",
                table: "records_record",
                columns: new[] { "Kind", "No", "Entry", "Prominence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_records_record_Kind_No_Entry_Prominence",
                table: "records_record");

            migrationBuilder.CreateIndex(
                name: "IX_records_record_Kind_No",
                table: "records_record",
                columns: new[] { "Kind", "No" });
        }
    }
}
