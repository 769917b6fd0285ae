using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TrailAndConsents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DeletedAt",
                table: "parties_account",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeletionAskedAt",
                table: "parties_account",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AskedTimes",
                table: "library_subscription",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "audit_concern",
                columns: table => new
                {
                    What = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    No = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_concern", x => new { x.What, x.No });
                });

            migrationBuilder.CreateTable(
                name: "parties_consent",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parties_consent", x => new { x.AccountId, x.Version });
                    table.ForeignKey(
                        name: "FK_parties_consent_parties_account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "parties_account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "parties_consent_text",
                columns: table => new
                {
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeBy = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parties_consent_text", x => x.Version);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_Act_No",
                table: "audit_entry",
                columns: new[] { "Act", "No" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_At",
                table: "audit_entry",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_concern");

            migrationBuilder.DropTable(
                name: "parties_consent");

            migrationBuilder.DropTable(
                name: "parties_consent_text");

            migrationBuilder.DropIndex(
                name: "IX_audit_entry_Act_No",
                table: "audit_entry");

            migrationBuilder.DropIndex(
                name: "IX_audit_entry_At",
                table: "audit_entry");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "parties_account");

            migrationBuilder.DropColumn(
                name: "DeletionAskedAt",
                table: "parties_account");

            migrationBuilder.DropColumn(
                name: "AskedTimes",
                table: "library_subscription");
        }
    }
}
