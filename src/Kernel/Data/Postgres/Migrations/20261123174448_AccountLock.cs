using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
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
                type: "bigint",
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LockoutEnd",
                table: "parties_account",
                type: "timestamp with time zone",
                nullable: true);
        }
    }
}
