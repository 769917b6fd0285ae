using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TwoArchive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LiftAskedAt",
                table: "desk_rule",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LiftAskedBy",
                table: "desk_rule",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "desk_archiving",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    IsArchived = table.Column<bool>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_archiving", x => x.RecordId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "desk_archiving");

            migrationBuilder.DropColumn(
                name: "LiftAskedAt",
                table: "desk_rule");

            migrationBuilder.DropColumn(
                name: "LiftAskedBy",
                table: "desk_rule");
        }
    }
}
