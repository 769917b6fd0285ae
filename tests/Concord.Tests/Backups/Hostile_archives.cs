using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Backups;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.Data.Sqlite;
using NodaTime.Testing;

namespace Concord.Tests.Backups;

/// <summary>Archives that are damaged, or that somebody made to do harm: each is refused with a line that says why, and changes nothing.</summary>
public sealed class Hostile_archives
{
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData("content"u8));

    /// <summary>What is wrong with the archive, and what is said of it.</summary>
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "nothing in it", "-: the archive is cut off" },
        { "noise", "-: this is not a backup" },
        { "compressed", "-: this is not a backup" },
        { "another archive", "-: this is not a backup" },
        { "cut off in the head", "backup.json: the archive is cut off within it." },
        { "cut off in the middle", ": the archive is cut off within it." },
        { "cut off before the manifest", "-: the archive is cut off" },
        { "cut off before its end", "-: the archive is cut off" },
        { "something behind its end", "-: something stands behind the end" },
        { "a byte changed in the middle", ": its content is not the one that the manifest states" },
        { "a byte changed in a header", "-: the archive is damaged" },
        { "without manifest", "-: the archive ends without its manifest" },
        { "a part behind the manifest", "nothing may follow the manifest" },
        { "the head twice", "backup.json: " },
        { "a part of no backup", "evil: " },
        { "a step up", "../evil: no part of a backup has such a name." },
        { "a step up within", "files/../../evil: no part of a backup has such a name." },
        { "from the root", "/tmp/evil: no part of a backup has such a name." },
        { "a control character", "files/??: no part of a backup has such a name." },
        { "a symbolic link", "evil: this is not a plain file" },
        { "a hard link", "evil: this is not a plain file" },
        { "a folder", "evil/: no part of a backup has such a name." },
        { "a device", "evil: this is not a plain file" },
        { "an extended header", ": no part of a backup has such a name." },
        { "a long name", "-: the archive is damaged after backup.json." },
        { "a sparse file", "evil: this is not a plain file" },
        { "larger than the archive", "huge: the archive is cut off within it." },
        { "larger than any disk", "huge: the archive is cut off within it." },
        { "smaller than nothing", "huge: the archive is cut off within it." },
        { "a file with another content", ": its content is not the one that its name says" },
        { "a file twice", ": it is there twice." },
        { "a file in another's place", "files/00/00/" },
        { "a file that nobody counted", "manifest.json: there are not as many files" },
        { "a head that is no JSON", "backup.json: it cannot be read" },
        { "a head that is too long", "backup.json: this is larger than such a part can be" },
        { "a head too deep", "backup.json: it cannot be read" },
        { "a manifest that is null", "manifest.json: it is empty." },
        { "other rows", "manifest.json: the rows of the table “records_link” are not as many as it says." },
        { "a part that is not there", "manifest.json: it names a part that is not there." },
        { "a newer form", "backup.json: the backup was made by another version of the program" },
        { "a newer schema", "backup.json: the backup was made by another version of the program" },
        { "no migrations", "backup.json: the migrations that it names" },
        { "migrations out of order", "backup.json: the migrations that it names" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_archive_that_is_wrong_is_refused_and_changes_nothing(string how, string sentence)
    {
        foreach (var store in Enum.GetValues<StoreKind>())
            if (store == StoreKind.Sqlite || PostgresServer.WhyNot is null)
                await IsRefusedAsync(store, await MadeAsync(await Archives.OfTheRecordAsync(store), how), sentence);
    }

    [Theory]
    [InlineData("CREATE TRIGGER evil AFTER INSERT ON records_record BEGIN DELETE FROM records_version; END", "its schema is not the one of")]
    [InlineData("CREATE VIEW evil AS SELECT 1", "its schema is not the one of")]
    [InlineData("CREATE TABLE evil (x)", "its schema is not the one of")]
    [InlineData("ALTER TABLE records_record ADD evil TEXT", "its schema is not the one of")]
    [InlineData("DROP INDEX \"IX_records_link_StatedBy\"", "its schema is not the one of")]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\"", "its migrations are not those")]
    [InlineData("DELETE FROM records_link", "the rows of the table “records_link”")]
    [InlineData("PRAGMA foreign_keys = OFF; UPDATE records_version SET \"RecordId\" = 'nobody' WHERE \"RecordId\" = 'temm'", "of the table “records_version” refers to a row of “records_record” that is not there")]
    public async Task A_SQLite_file_that_the_program_would_not_make_is_refused(string sql, string sentence)
    {
        var file = await Stores.NewFolderAsync();
        var forged = await Archives.ForgedAsync(await Archives.OfTheRecordAsync(StoreKind.Sqlite), parts => parts.Select(part =>
        {
            if (part.Name != "concord.db")
                return part;
            File.WriteAllBytes(file, part.Content);
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
            connection.Close();
            return (part.Name, File.ReadAllBytes(file));
        }));
        await IsRefusedAsync(StoreKind.Sqlite, forged, sentence);
    }

    [Fact]
    public async Task A_SQLite_file_that_is_none_is_refused()
    {
        foreach (var content in (byte[][])[[], "no database at all"u8.ToArray(), .. new[] { 100, 4096, 100_000 }.Select(RandomNumberGenerator.GetBytes)])
            await IsRefusedAsync(StoreKind.Sqlite, await Archives.ForgedAsync(await Archives.OfTheRecordAsync(StoreKind.Sqlite), parts => parts.Select(part => part.Name == "concord.db" ? (part.Name, content) : part)), "concord.db: ");
    }

    [Theory]
    [InlineData("rows that are noise", "store/records_link: PostgreSQL does not take its rows: ")]
    [InlineData("no rows", "store/records_link: PostgreSQL does not take its rows: ")]
    [InlineData("rows twice", "store/records_link: PostgreSQL does not take its rows: ")]
    [InlineData("a table less", "is not among those it names, or has other columns")]
    [InlineData("a table more", "it names tables that its schema does not have")]
    [InlineData("a column less", "is not among those it names, or has other columns")]
    [InlineData("another order", "this part stands in the wrong place")]
    [InlineData("rows of nobody", "PostgreSQL does not take its rows: ")]
    [InlineData("versions of no record", "store/records_version: PostgreSQL does not take its rows: ")]
    public async Task Rows_that_PostgreSQL_or_the_schema_refuses_are_refused(string how, string sentence)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        const string Link = "store/records_link/000001";
        // The form of COPY with no row in it: its mark, no flags, no more head, the end.
        byte[] none = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, .. new byte[8], 0xFF, 0xFF];
        var forged = await Archives.ForgedAsync(await Archives.OfTheRecordAsync(StoreKind.Postgres), parts => how switch
        {
            "rows that are noise" => parts.Select(part => part.Name == Link ? (Link, RandomNumberGenerator.GetBytes(1000)) : part),
            "no rows" => parts.Select(part => part.Name == Link ? (Link, []) : part),
            "rows twice" => parts.SelectMany(part => part.Name == Link ? [part, ("store/records_link/000002", part.Content)] : new[] { part }),
            "a table less" => Archives.WithJson(parts.Where(part => part.Name != Link), "backup.json", head => head["tables"]!.AsArray().RemoveAt(head["tables"]!.AsArray().Select(table => table!["name"]!.GetValue<string>()).ToList().IndexOf("records_link"))),
            "a table more" => Archives.WithJson(parts, "backup.json", head => head["tables"]!.AsArray().Add(new JsonObject { ["name"] = "pg_authid", ["columns"] = new JsonArray("rolname") })),
            "a column less" => Archives.WithJson(parts, "backup.json", head => head["tables"]!.AsArray().First(table => table!["name"]!.GetValue<string>() == "records_link")!["columns"]!.AsArray().RemoveAt(0)),
            "versions of no record" => parts.Where(part => !part.Name.StartsWith("store/records_record/", StringComparison.Ordinal) || part.Name.EndsWith("/000001", StringComparison.Ordinal))
                .Select(part => part.Name.StartsWith("store/records_record/", StringComparison.Ordinal) ? (part.Name, none) : part),
            "another order" => parts.Where(part => part.Name != Link).Append(parts.Find(part => part.Name == Link)),
            _ => Archives.WithJson(parts.Select(part => part.Name == Link ? ("store/x\"; DROP TABLE records_record; --/000001", part.Content) : part), "backup.json", _ => { }),
        });
        await IsRefusedAsync(StoreKind.Postgres, forged, how == "rows of nobody" ? "no part of a backup has such a name" : sentence);
    }

    [Fact]
    public async Task A_backup_of_one_kind_of_store_is_not_restored_into_the_other()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await IsRefusedAsync(StoreKind.Postgres, await Archives.OfTheRecordAsync(StoreKind.Sqlite), "backup.json: this is the backup of a SQLite store: restore it without --db");
        await IsRefusedAsync(StoreKind.Sqlite, await Archives.OfTheRecordAsync(StoreKind.Postgres), "backup.json: this is the backup of a PostgreSQL store: name an empty database with --db");
    }

    [Fact]
    public async Task Every_fault_of_the_contents_is_named()
    {
        var parts = await Archives.ReadAsync(await Archives.OfTheRecordAsync(StoreKind.Sqlite));
        var files = new[] { "a", "b", "c" }.Select(text => (Name(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))), "changed"u8.ToArray()));
        var location = await Stores.EmptyAsync(StoreKind.Sqlite);
        var (code, said, complained) = await AVerb.RunAsync(location, "restore", await Archives.WriteAsync([.. parts[..^1], .. files, parts[^1]]));
        Assert.Equal((2, ""), (code, said));
        Assert.Equal(4, complained.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.False(Directory.Exists(location.DataFolder));
    }

    private static async Task IsRefusedAsync(StoreKind store, string archive, string sentence)
    {
        var location = await Stores.EmptyAsync(store);
        var app = Site.Build(new SiteSettings(location, new FakeClock(Stores.Usual)) { IsQuiet = true });
        await using (app)
        {
            var faults = new List<string>();
            Assert.Null(await Restore.RunAsync(app.Services, archive, faults.Add, progress: null, TestContext.Current.CancellationToken));
            Assert.Contains(sentence, faults[0], StringComparison.Ordinal);
            Assert.Equal(StoreCondition.Missing, await Store.ConditionAsync(app.Services, TestContext.Current.CancellationToken));
        }
        Assert.False(Path.Exists("/tmp/evil") || Path.Exists(Path.Combine(location.DataFolder, "..", "evil")));
        Assert.False(Directory.Exists(location.DataFolder));
    }

    private static string Name(string hash) => $"files/{hash[..2]}/{hash[2..4]}/{hash}";

    private static async Task<string> MadeAsync(string backup, string how)
    {
        var bytes = await File.ReadAllBytesAsync(backup);
        var parts = await Archives.ReadAsync(backup);
        // Headers are 512 bytes; the first part is the head, the last two blocks are the end.
        var manifestAt = bytes.Length - 1024 - ((parts[^1].Content.Length + 511) / 512 * 512) - 512;
        switch (how)
        {
            case "nothing in it": return await RawAsync([]);
            case "noise": return await RawAsync(RandomNumberGenerator.GetBytes(10_000));
            case "compressed":
                var packed = new MemoryStream();
                await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                    await zip.WriteAsync(bytes);
                return await RawAsync(packed.ToArray());
            case "another archive": return await Archives.WriteAsync([("readme.txt", "hello"u8.ToArray())]);
            case "cut off in the head": return await RawAsync(bytes[..600]);
            case "cut off in the middle": return await RawAsync(bytes[..(bytes.Length / 2)]);
            case "cut off before the manifest": return await RawAsync(bytes[..manifestAt]);
            case "cut off before its end": return await RawAsync(bytes[..^1024]);
            case "something behind its end": return await RawAsync([.. bytes, 1]);
            case "a byte changed in the middle": return await RawAsync(Changed(bytes, 512 + ((parts[0].Content.Length + 511) / 512 * 512) + 512 + 30));
            case "a byte changed in a header": return await RawAsync(Changed(bytes, manifestAt + 3));
            case "without manifest": return await Archives.WriteAsync(parts[..^1]);
            case "a part behind the manifest": return await Archives.WriteAsync([.. parts, (Name(Hash), "content"u8.ToArray())]);
            case "the head twice": return await Archives.WriteAsync([parts[0], .. parts]);
            case "a part of no backup": return await Archives.WriteAsync([.. parts[..^1], ("evil", []), parts[^1]]);
            case "a step up": return await Archives.WriteAsync([.. parts[..^1], ("../evil", []), parts[^1]]);
            case "a step up within": return await Archives.WriteAsync([.. parts[..^1], ("files/../../evil", []), parts[^1]]);
            case "from the root": return await Archives.WriteAsync([.. parts[..^1], ("/tmp/evil", []), parts[^1]]);
            case "a control character": return await Archives.WriteAsync([.. parts[..^1], ("files/\u001b\n", []), parts[^1]]);
            case "a symbolic link": return await EntryAsync(parts[0], new UstarTarEntry(TarEntryType.SymbolicLink, "evil") { LinkName = "/etc/passwd" });
            case "a hard link": return await EntryAsync(parts[0], new UstarTarEntry(TarEntryType.HardLink, "evil") { LinkName = "/etc/passwd" });
            case "a folder": return await EntryAsync(parts[0], new UstarTarEntry(TarEntryType.Directory, "evil/"));
            case "a device": return await EntryAsync(parts[0], new UstarTarEntry(TarEntryType.CharacterDevice, "evil"));
            case "an extended header": return await EntryAsync(parts[0], new PaxTarEntry(TarEntryType.RegularFile, "evil"));
            case "a long name": return await EntryAsync(parts[0], new GnuTarEntry(TarEntryType.RegularFile, new string('a', 200)));
            case "a sparse file": return await RawAsync([.. bytes[..manifestAt], .. Header("evil", "00000000000", 'S')]);
            case "larger than the archive": return await RawAsync([.. bytes[..manifestAt], .. Header("huge", "77777777777", '0')]);
            case "larger than any disk": return await RawAsync([.. bytes[..manifestAt], .. Header("huge", "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", '0')]);
            case "smaller than nothing": return await RawAsync([.. bytes[..manifestAt], .. Header("huge", "\u0080\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", '0')]);
            case "a file with another content": return await Archives.WriteAsync([.. parts[..^1], (Name(Hash), "other"u8.ToArray()), parts[^1]]);
            case "a file twice": return await Archives.WriteAsync([.. parts[..^1], (Name(Hash), "content"u8.ToArray()), (Name(Hash), "content"u8.ToArray()), parts[^1]]);
            case "a file in another's place": return await Archives.WriteAsync([.. parts[..^1], ("files/00/00/" + Hash, "content"u8.ToArray()), parts[^1]]);
            case "a file that nobody counted": return await Archives.WriteAsync([.. parts[..^1], (Name(Hash), "content"u8.ToArray()), parts[^1]]);
            case "a head that is no JSON": return await Archives.WriteAsync([("backup.json", "{"u8.ToArray()), .. parts[1..]]);
            case "a head that is too long": return await Archives.WriteAsync([("backup.json", new byte[2 << 20]), .. parts[1..]]);
            case "a head too deep": return await Archives.WriteAsync([("backup.json", Encoding.ASCII.GetBytes(new string('[', 100_000))), .. parts[1..]]);
            case "a manifest that is null": return await Archives.WriteAsync([.. parts[..^1], ("manifest.json", "null"u8.ToArray())]);
            case "other rows": return await Archives.ForgedAsync(backup, all => all, manifest => manifest["rows"]!["records_link"] = 7);
            case "a part that is not there": return await Archives.ForgedAsync(backup, all => all, manifest => manifest["parts"]!.AsArray().Add(new JsonObject { ["name"] = "x", ["bytes"] = 0, ["sha256"] = "" }));
            case "a newer form": return await Archives.ForgedAsync(backup, all => Archives.WithJson(all, "backup.json", head => (head["format"], head["what_is_new"]) = (2, true)));
            case "a newer schema": return await Archives.ForgedAsync(backup, all => Archives.WithJson(all, "backup.json", head => head["migrations"]!.AsArray().Add("20990101000000_Future")));
            case "no migrations": return await Archives.ForgedAsync(backup, all => Archives.WithJson(all, "backup.json", head => head["migrations"]!.AsArray().Clear()));
            case "migrations out of order": return await Archives.ForgedAsync(backup, all => Archives.WithJson(all, "backup.json", head => head["migrations"]!.AsArray().RemoveAt(0)));
            default: throw new ArgumentOutOfRangeException(nameof(how), how, "Nobody says how to make it.");
        }

        static byte[] Changed(byte[] bytes, int at) => [.. bytes[..at], (byte)(bytes[at] ^ 1), .. bytes[(at + 1)..]];
    }

    private static async Task<string> RawAsync(byte[] bytes)
    {
        var file = await Stores.NewFolderAsync() + ".tar";
        await File.WriteAllBytesAsync(file, bytes);
        return file;
    }

    /// <summary>The head, and behind it an entry of another kind.</summary>
    private static async Task<string> EntryAsync((string Name, byte[] Content) head, TarEntry entry)
    {
        var file = await Stores.NewFolderAsync() + ".tar";
        var target = File.Create(file);
        await using (target)
        {
            var tar = new TarWriter(target, TarEntryFormat.Ustar);
            await using (tar)
            {
                await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, head.Name) { DataStream = new MemoryStream(head.Content) });
                await tar.WriteEntryAsync(entry);
            }
        }
        return file;
    }

    /// <summary>A header by hand, with its sum right.</summary>
    private static byte[] Header(string name, string size, char type)
    {
        var header = new byte[512];
        Put(0, name);
        Put(100, "0000600\0" + "0000000\0" + "0000000\0");
        Put(124, size);
        Put(136, "00000000000\0");
        Put(156, type.ToString());
        Put(257, "ustar\0" + "00");
        Put(148, "        ");
        Put(148, Convert.ToString(header.Sum(one => one), 8).PadLeft(6, '0') + "\0 ");
        return header;

        void Put(int at, string text) => Encoding.Latin1.GetBytes(text, header.AsSpan(at));
    }
}
