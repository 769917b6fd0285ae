using System.Data.Common;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Concord.Tests.Commands;

/// <summary>Somebody worked on the tables behind the program's back, with all that guards them switched off; <c>concord check</c> names every fault.</summary>
public sealed class Stores_whose_parts_disagree
{
    /// <summary>What was done to one record, and the lines that it must give. No deed touches what another one does.</summary>
    private static readonly (string Sql, string[] Lines)[] Deeds =
    [
        ("INSERT INTO records_link (\"FromId\", \"Kind\", \"ToId\", \"StatedBy\") VALUES ('nobody', 1, 'temm', 'nobody')",
            ["The link nobody Within temm, stated by nobody, has an end that is not in the store."]),
        ("INSERT INTO records_link (\"FromId\", \"Kind\", \"ToId\", \"StatedBy\") VALUES ('p_aral_centre', 1, 'nowhere', 'p_aral_centre')",
            ["The link p_aral_centre Within nowhere, stated by p_aral_centre, has an end that is not in the store.", "projects/p_aral_centre: its links are not those that the document states."]),
        ("DELETE FROM records_link WHERE \"StatedBy\" = 'p_ck_clear_sky'", ["projects/p_ck_clear_sky: its links are not those that the document states."]),
        ("UPDATE records_record SET \"Version\" = 2 WHERE \"Id\" = 'eanet'", ["mechanisms/eanet: it is at version 2, but 1 version(s) are kept."]),
        ("UPDATE records_version SET \"Version\" = 7 WHERE \"RecordId\" = 'neaspec'", ["mechanisms/neaspec: it is at version 1, which is not among those that are kept."]),
        ("DELETE FROM records_version WHERE \"RecordId\" = 'brigc_mech'", ["mechanisms/brigc_mech: it is at version 1, but 0 version(s) are kept."]),
        ("UPDATE records_version SET \"Body\" = (SELECT \"Body\" FROM records_version WHERE \"RecordId\" = 'temm') WHERE \"RecordId\" = 'nowpap'",
            ["mechanisms/nowpap: its last version states something else than the record."]),
        ("UPDATE records_record SET \"Entry\" = \"Entry\" || 'x' WHERE \"Id\" = 'carec_ca'", ["mechanisms/carec_ca: its index line is not the one that the document gives."]),
        ("UPDATE records_record SET \"ChangeNo\" = 1000000 WHERE \"Id\" = 'cobsea_mech'", ["mechanisms/cobsea_mech: it is newer than the store's state."]),
        ("UPDATE records_record SET \"Body\" = (SELECT \"Hash\" FROM audit_head) WHERE \"Id\" = 'acecf_2016'", ["events/acecf_2016: the document cannot be read: "]),
        ("UPDATE records_record SET \"Body\" = (SELECT \"Body\" FROM records_record WHERE \"Id\" = 'acecf_2015') WHERE \"Id\" = 'sco_summit_2018'",
            ["events/sco_summit_2018: the document has the id acecf_2015.", "events/sco_summit_2018: its last version states something else than the record.",
             "events/sco_summit_2018: its links are not those that the document states.", "events/sco_summit_2018: its index line is not the one that the document gives."]),
        ("INSERT INTO records_version (\"RecordId\", \"Version\", \"ChangedAt\", \"ChangedBy\", \"ChangeNo\", \"Body\", \"IsArchived\") SELECT 'nobody', 3, \"ChangedAt\", \"ChangedBy\", \"ChangeNo\", \"Body\", \"IsArchived\" FROM records_version WHERE \"RecordId\" = 'tpm'",
            ["records_version, row nobody 3: its RecordId is nobody, and there is no row of records_record with that Id. Bring the missing row back from a backup, or remove this one."]),
        ("INSERT INTO library_waiting (\"SubscriptionId\", \"RecordId\", \"What\", \"At\") VALUES ('11111111-2222-3333-4444-555555555555', 'temm', 1, 0)",
            ["library_waiting, row 11111111-2222-3333-4444-555555555555 temm: its SubscriptionId is 11111111-2222-3333-4444-555555555555, and there is no row of library_subscription with that Id."
                + " Bring the missing row back from a backup, or remove this one."]),
    ];

    [Theory, OnBothStores]
    public async Task Check_names_every_fault_and_nothing_else(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        foreach (var (sql, _) in Deeds)
            await UnguardedAsync(location, sql);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            Assert.Equal(Deeds.SelectMany(deed => deed.Lines).Order(StringComparer.Ordinal), (await Bundles.CheckAsync(site)).Select(Known).Order(StringComparer.Ordinal));
        var (code, said, complained) = await AVerb.RunAsync(location, "check");
        Assert.Equal((1, ""), (code, said));
        foreach (var line in Deeds.SelectMany(deed => deed.Lines))
            Assert.Contains("\n" + line, "\n" + complained, StringComparison.Ordinal);
    }

    /// <summary>What a parser says of noise is its own affair.</summary>
    private static string Known(string fault) => Deeds.SelectMany(deed => deed.Lines).FirstOrDefault(line => line.EndsWith(": ", StringComparison.Ordinal) && fault.StartsWith(line, StringComparison.Ordinal)) ?? fault;

    private static async Task UnguardedAsync(StoreLocation location, string sql)
    {
        DbConnection connection = location.IsPostgres ? new NpgsqlConnection(location.PostgresConnection + ";Pooling=false")
            : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = location.SqliteFile, Pooling = false }.ToString());
        await using (connection)
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            var command = connection.CreateCommand();
            await using (command)
            {
                command.CommandText = (location.IsPostgres ? "SET session_replication_role = replica; " : "PRAGMA foreign_keys = OFF; ") + sql;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
