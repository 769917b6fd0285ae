using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LiftAskedBy",
                table: "desk_rule",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "desk_archiving",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    IsArchived = table.Column<bool>(type: "boolean", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
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
