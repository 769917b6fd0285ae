using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AccountLock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LockoutEnabled",
                table: "parties_account");

            migrationBuilder.DropColumn(
                name: "LockoutEnd",
                table: "parties_account");

            migrationBuilder.AddColumn<long>(
                name: "LockedUntil",
                table: "parties_account",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LockedUntil",
                table: "parties_account");

            migrationBuilder.AddColumn<bool>(
                name: "LockoutEnabled",
                table: "parties_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LockoutEnd",
                table: "parties_account",
                type: "TEXT",
                nullable: true);
        }
    }
}
