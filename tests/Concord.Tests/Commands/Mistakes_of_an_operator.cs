using System.Net;
using System.Net.Sockets;
using Concord.Kernel.Records;
using Concord.Tests.House;

namespace Concord.Tests.Commands;

/// <summary>What an operator gets wrong is said in one sentence: what, where, and what would be right.</summary>
public sealed class Mistakes_of_an_operator
{
    /// <summary>Arguments, and what is said of them; all are wrong usage.</summary>
    public static TheoryData<string, string> Misused { get; } = new()
    {
        { "check --db nonsense", "--db is not a PostgreSQL connection string: " },
        { "check --db Port=x", "--db is not a PostgreSQL connection string: " },
        { "export somewhere --db Database=concord", "--db is not a PostgreSQL connection string: Host is missing." },
        { "demo --urls ftp://x:1", "--urls ftp://x:1 is no address to listen on: write http://" },
        { "serve --urls nonsense", "--urls nonsense is no address to listen on: write http://" },
        { "serve --urls http://127.0.0.1:99999", "--urls http://127.0.0.1:99999 is no address" },
        { "serve --urls http://127.0.0.1:5480/below", "--urls http://127.0.0.1:5480/below is no address" },
        { "serve --urls http://127.0.0.1:5480;oops", "--urls oops is no address" },
        { "check --data ", "--data is empty: name the folder of the store." },
        { "export ", "FOLDER is empty: name a folder." },
        { "import ", "FOLDER is empty: name a folder." },
        { "import --bogus", "--bogus is no option of this verb, and as a folder it is easily mistaken for one: write ./--bogus if it is a folder." },
    };

    /// <summary>Settings, and what is said of them.</summary>
    public static TheoryData<string, string, string> Missettings { get; } = new()
    {
        { "CONCORD_DB", "nonsense", "CONCORD_DB is not a PostgreSQL connection string: " },
        { "CONCORD_DB", "Host=/nowhere;Database=concord", "The PostgreSQL store cannot be used: " },
        { "CONCORD_DATA", "/dev/null", "Check the folders that were named" },
        { "RateLimits__PerMinute", "many", "RateLimits__PerMinute is \"many\": write a whole number" },
        { "Metrics__Enabled", "many", "'many' at 'Metrics:Enabled'" },
        { "Logging__LogLevel__Default", "Chatty", "'Chatty'" },
        { "PublicUrl", "record", "“record” cannot be the setting PublicUrl: " },
        { "ASPNETCORE_URLS", "nonsense", "Cannot listen on nonsense: " },
        { "ASPNETCORE_URLS", "http://192.0.2.1:5480", "Cannot listen on http://192.0.2.1:5480: " },
    };

    [Theory]
    [MemberData(nameof(Misused))]
    public async Task Wrong_usage_is_said_and_ends_with_64(string arguments, string sentence)
    {
        var (code, said, complained) = await AVerb.RunAsync(arguments.Split(' '));
        Assert.Equal((64, ""), (code, said));
        Assert.StartsWith(sentence, complained, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", complained, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Missettings))]
    public async Task A_setting_that_cannot_be_used_is_said_in_one_line_and_ends_with_1(string name, string value, string sentence)
    {
        OneLine(await AProcess.RunAsync(["serve"], ("CONCORD_DATA", await Stores.NewFolderAsync()), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), (name, value)), sentence);
    }

    [Theory]
    [InlineData(null, "As the office draws them.", "The outline file that Map__Outlines__Path names cannot be read: Could not find")]
    [InlineData("", "As the office draws them.", " is not GeoJSON that can be drawn: ")]
    [InlineData("[[80,40],[90,45]]", "As the office draws them.", " is not GeoJSON that can be drawn: ")]
    [InlineData("""{"type":"Point","coordinates":[80,40]}""", "As the office draws them.", " is not GeoJSON that can be drawn: it holds no polygon and no line.")]
    [InlineData("""{"type":"LineString","coordinates":[[8000000,4000000],[9000000,4500000]]}""", "As the office draws them.", "[8000000,4000000] is no longitude and latitude in degrees.")]
    [InlineData("""{"type":"LineString","coordinates":[[80,40],[90,45]]}""", "", "Map__Outlines__Path is set without Map__Outlines__Disclaimer: write the sentence")]
    [InlineData("""{"type":"LineString","coordinates":[[80,40],[90,45]]}""", " ", "Map__Outlines__Path is set without Map__Outlines__Disclaimer: write the sentence")]
    public async Task Outlines_that_cannot_be_drawn_or_lack_their_disclaimer_are_said_in_one_line_and_end_with_1(string? content, string disclaimer, string sentence)
    {
        var file = await Stores.NewFolderAsync() + ".geojson";
        if (content is not null)
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        OneLine(await AProcess.RunAsync(["serve"], ("CONCORD_DATA", await Stores.NewFolderAsync()), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Map__Outlines__Path", file), ("Map__Outlines__Disclaimer", disclaimer)), sentence);
    }

    [Fact]
    public async Task The_program_itself_ends_as_its_verbs_do()
    {
        var (code, said, complained) = await AProcess.RunAsync(["serve", "--urls", "nonsense"]);
        Assert.Equal((64, ""), (code, said));
        Assert.StartsWith("--urls nonsense is no address to listen on: write http://", complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_left_empty_is_none()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("RateLimits:PerMinute", ""));
        await using (site)
            for (var times = 0; times < 5; times++)
                Assert.Equal(200, (await site.GetAsync("/en/search?q=SCO")).Status);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        OneLine(await AProcess.RunAsync(["serve", "--urls", address, "--data", await Stores.NewFolderAsync()]), $"Cannot listen on {address}: ");
        OneLine(await AProcess.RunAsync(["demo", "--urls", address]), $"Cannot listen on {address}: ");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("check")]
    [InlineData("migrate")]
    [InlineData("export")]
    [InlineData("import")]
    public async Task A_database_that_does_not_answer_is_said_in_one_line(string verb)
    {
        string[] arguments = verb switch { "export" => [verb, await Stores.NewFolderAsync()], "import" => [verb, Stores.Bundle], _ => [verb] };
        OneLine(await AVerb.RunAsync([.. arguments, "--db", "Host=127.0.0.1;Port=1;Database=concord;Username=concord", "--data", await Stores.NewFolderAsync()]), "The PostgreSQL store cannot be used: Failed to connect to 127.0.0.1:1: Connection refused. Check --db");
    }

    [Theory, OnBothStores]
    public async Task What_is_nobodys_mistake_is_said_to_be_a_defect(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            await site.WithDbAsync(async db =>
            {
                // No program writes such a thing.
                db.Add(new StoreState { Id = 2 });
                return await db.SaveChangesAsync();
            });
        OneLine(await AVerb.RunAsync(location, "check"), "This is a defect of Concord; please report it: InvalidOperationException ");
    }

    private static void OneLine((int ExitCode, string Said, string Complained) answer, string sentence)
    {
        Assert.Equal((1, ""), (answer.ExitCode, answer.Said));
        Assert.Contains(sentence, Assert.Single(answer.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
