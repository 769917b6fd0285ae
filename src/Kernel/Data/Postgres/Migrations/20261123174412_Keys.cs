using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "desk_answer",
                columns: table => new
                {
                    KeyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Request = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Location = table.Column<string>(type: "text", nullable: false),
                    Tag = table.Column<string>(type: "text", nullable: true),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_answer", x => new { x.KeyId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "parties_key",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Handle = table.Column<string>(type: "text", nullable: false),
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Organization = table.Column<string>(type: "text", nullable: false),
                    Mechanisms = table.Column<string>(type: "text", nullable: false),
                    Acts = table.Column<string>(type: "text", nullable: false),
                    IsForOwnAlone = table.Column<bool>(type: "boolean", nullable: false),
                    MadeBy = table.Column<Guid>(type: "uuid", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    UsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parties_key", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_desk_answer_At",
                table: "desk_answer",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_parties_key_Handle",
                table: "parties_key",
                column: "Handle",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "desk_answer");

            migrationBuilder.DropTable(
                name: "parties_key");
        }
    }
}
