using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Subscriptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "library_subscription",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    AddressKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Followed = table.Column<byte>(type: "INTEGER", nullable: false),
                    FollowedId = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Rhythm = table.Column<byte>(type: "INTEGER", nullable: false),
                    AskedLanguage = table.Column<string>(type: "TEXT", nullable: false),
                    AskedRhythm = table.Column<byte>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_subscription", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "library_told",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_told", x => x.RecordId);
                });

            migrationBuilder.CreateTable(
                name: "library_told_until",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangeNo = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_told_until", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "library_waiting",
                columns: table => new
                {
                    SubscriptionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    What = table.Column<byte>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_waiting", x => new { x.SubscriptionId, x.RecordId });
                    table.ForeignKey(
                        name: "FK_library_waiting_library_subscription_SubscriptionId",
                        column: x => x.SubscriptionId,
                        principalTable: "library_subscription",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_library_subscription_AddressKey_Followed_FollowedId",
                table: "library_subscription",
                columns: new[] { "AddressKey", "Followed", "FollowedId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_library_subscription_Followed_FollowedId",
                table: "library_subscription",
                columns: new[] { "Followed", "FollowedId" });

            migrationBuilder.CreateIndex(
                name: "IX_library_subscription_Key",
                table: "library_subscription",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_library_told_At",
                table: "library_told",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "library_told");

            migrationBuilder.DropTable(
                name: "library_told_until");

            migrationBuilder.DropTable(
                name: "library_waiting");

            migrationBuilder.DropTable(
                name: "library_subscription");
        }
    }
}
