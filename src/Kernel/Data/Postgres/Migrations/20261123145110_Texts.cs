using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Texts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "desk_owed",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<byte>(type: "smallint", nullable: false),
                    Missing = table.Column<int>(type: "integer", nullable: false),
                    Stale = table.Column<int>(type: "integer", nullable: false),
                    DueOn = table.Column<string>(type: "text", nullable: true),
                    AssignedTo = table.Column<Guid>(type: "uuid", nullable: true),
                    BegunAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_owed", x => new { x.RecordId, x.Language });
                });

            migrationBuilder.CreateTable(
                name: "desk_text",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "text", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    SourceLanguage = table.Column<string>(type: "text", nullable: false),
                    SourceHash = table.Column<string>(type: "text", nullable: false),
                    SourceText = table.Column<string>(type: "text", nullable: true),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: true),
                    ChangedBy = table.Column<string>(type: "text", nullable: true),
                    CheckedAt = table.Column<long>(type: "bigint", nullable: true),
                    CheckedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_text", x => new { x.RecordId, x.Key, x.Language });
                });

            migrationBuilder.CreateIndex(
                name: "IX_desk_owed_Language_DueOn",
                table: "desk_owed",
                columns: new[] { "Language", "DueOn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "desk_owed");

            migrationBuilder.DropTable(
                name: "desk_text");
        }
    }
}
