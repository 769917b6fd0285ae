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
            // As SQLite itself does it: the framework would rebuild the table, which cannot be done in a transaction.
            migrationBuilder.Sql("ALTER TABLE parties_account DROP COLUMN \"LockoutEnabled\"");
            migrationBuilder.Sql("ALTER TABLE parties_account DROP COLUMN \"LockoutEnd\"");

            migrationBuilder.AddColumn<long>(
                name: "LockedUntil",
                table: "parties_account",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE parties_account DROP COLUMN \"LockedUntil\"");

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
