using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Concord.Kernel.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Records : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "records_link",
                columns: table => new
                {
                    FromId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    ToId = table.Column<string>(type: "TEXT", nullable: false),
                    StatedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records_link", x => new { x.FromId, x.Kind, x.ToId, x.StatedBy });
                });

            migrationBuilder.CreateTable(
                name: "records_record",
                columns: table => new
                {
                    No = table.Column<int>(type: "INTEGER", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangeNo = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Caption = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Entry = table.Column<string>(type: "TEXT", nullable: false),
                    Prominence = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records_record", x => x.No);
                    table.UniqueConstraint("AK_records_record_Id", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "records_state",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangeNo = table.Column<long>(type: "INTEGER", nullable: false),
                    VocabularyChangeNo = table.Column<long>(type: "INTEGER", nullable: false),
                    LastNo = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records_state", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "vocabulary_entry",
                columns: table => new
                {
                    List = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vocabulary_entry", x => new { x.List, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "records_version",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records_version", x => new { x.RecordId, x.Version });
                    table.ForeignKey(
                        name: "FK_records_version_records_record_RecordId",
                        column: x => x.RecordId,
                        principalTable: "records_record",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_records_link_StatedBy",
                table: "records_link",
                column: "StatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_records_link_ToId_Kind",
                table: "records_link",
                columns: new[] { "ToId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_records_record_ChangeNo",
                table: "records_record",
                column: "ChangeNo");

            migrationBuilder.CreateIndex(
                name: "IX_records_record_Kind_No",
                table: "records_record",
                columns: new[] { "Kind", "No" });

            migrationBuilder.CreateIndex(
                name: "IX_records_version_ChangedAt",
                table: "records_version",
                column: "ChangedAt");

            migrationBuilder.Sql(Concord.Kernel.Search.SqliteSearchIndex.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE search_index");

            migrationBuilder.DropTable(
                name: "records_link");

            migrationBuilder.DropTable(
                name: "records_state");

            migrationBuilder.DropTable(
                name: "records_version");

            migrationBuilder.DropTable(
                name: "vocabulary_entry");

            migrationBuilder.DropTable(
                name: "records_record");
        }
    }
}
