using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Audit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ChangeNo",
                table: "records_version",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    No = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    Act = table.Column<string>(type: "text", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    Details = table.Column<string>(type: "text", nullable: false),
                    Previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entry", x => x.No);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    No = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "audit_head",
                columns: new[] { "Id", "Hash", "No" },
                values: new object[] { 1, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_AccountId_No",
                table: "audit_entry",
                columns: new[] { "AccountId", "No" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_Subject_No",
                table: "audit_entry",
                columns: new[] { "Subject", "No" });

            // The model refuses to change an entry; these refuse it to whoever comes past the model.
            migrationBuilder.Sql("""
                CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$;
                CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
                FOR EACH ROW EXECUTE FUNCTION audit_refuse('The audit trail is only added to.');
                CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
                FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('The audit trail is only added to.');
                CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
                FOR EACH ROW WHEN (NEW."No" < OLD."No" OR NEW."Id" <> OLD."Id") EXECUTE FUNCTION audit_refuse('The audit trail does not go back.');
                CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
                FOR EACH ROW EXECUTE FUNCTION audit_refuse('The audit trail does not go back.');
                CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
                FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('The audit trail does not go back.');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.Sql("DROP FUNCTION audit_refuse()");

            migrationBuilder.DropColumn(
                name: "ChangeNo",
                table: "records_version");
        }
    }
}
