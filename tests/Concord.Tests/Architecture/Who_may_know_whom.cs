using System.Reflection;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Architecture;

/// <summary>The rules of who may know whom hold, and each of them catches its offender.</summary>
public sealed class Who_may_know_whom
{
    private static readonly string[] Modules = ["Desk", "Events", "Exchange", "Instruments", "Interop", "Library", "Parties", "Projects", "Thread"];

    [Fact]
    public void All_rooms_are_looked_at() =>
        Assert.Equal([.. new[] { "Concord", "Kernel" }.Concat(Modules).Order(StringComparer.Ordinal)], AssemblyFacts.OfTheHouse.Select(assembly => assembly.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_Kernel_knows_no_module() => Nothing.In(Rules.KernelKnowsNoModule(Fact("Kernel")));

    [Fact]
    public void A_Kernel_that_knew_a_module_is_caught() => Assert.Contains("Kernel knows Events.", Rules.KernelKnowsNoModule(AssemblyFacts.Offenders with { Name = "Kernel" }));

    [Fact]
    public void Nothing_knows_the_host() => Nothing.In(AssemblyFacts.OfTheHouse.SelectMany(Rules.NothingKnowsTheHost));

    [Fact]
    public void A_module_that_knows_the_host_is_caught() => Assert.Equal(["Offenders knows the host."], Rules.NothingKnowsTheHost(AssemblyFacts.Offenders));

    [Fact]
    public void Only_the_host_knows_all_modules() => Nothing.In(AssemblyFacts.OfTheHouse.SelectMany(assembly => Rules.OnlyTheHostKnowsAll(assembly, Modules)));

    [Fact]
    public void A_module_that_knows_all_others_is_caught_and_a_host_that_does_not()
    {
        Assert.Equal(["Desk knows all modules, like the host."], Rules.OnlyTheHostKnowsAll(AssemblyFacts.Offenders with { Name = "Desk" }, ["Desk", "Events"]));
        Assert.Equal(["The host does not know Exchange."], Rules.OnlyTheHostKnowsAll(AssemblyFacts.Offenders with { Name = "Concord" }, ["Events", "Exchange"]));
    }

    [Fact]
    public async Task A_module_keeps_its_things_in_its_own_tables()
    {
        var kept = await (await Stores.SharedAsync(StoreKind.Sqlite)).WithDbAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(kind => kind.GetTableName() is not null && kind.ClrType.Assembly.GetName().Name!.StartsWith("Concord.", StringComparison.Ordinal))
            .Select(kind => (Assembly: kind.ClrType.Assembly.GetName().Name!["Concord.".Length..], Table: kind.GetTableName()!)).Distinct().ToList()));
        Assert.True(kept.Count > 25, "the tables were not found");
        Nothing.In(kept.SelectMany(one => Rules.TablesAreOfTheirModule(one.Assembly, one.Table)));
        Nothing.In(Sources.Files("*.cs").SelectMany(path => Rules.WritesOwnTablesOnly(path, File.ReadAllText(Path.Combine(Sources.Root, path)))));
    }

    [Fact]
    public void A_table_of_another_is_caught()
    {
        Assert.NotEmpty(Rules.TablesAreOfTheirModule("Library", "desk_draft"));
        Assert.NotEmpty(Rules.TablesAreOfTheirModule("Kernel", "desk_draft"));
        Assert.Equal(["src/Library/A.cs writes desk_draft, which is another's."], Rules.WritesOwnTablesOnly("src/Library/A.cs", "db.ExecuteSqlRaw(\"DELETE FROM desk_draft\"); db.ExecuteSqlRaw(\"UPDATE library_told SET x = 1\")"));
    }

    [Fact]
    public void Who_may_do_what_stands_in_files_of_access() => Nothing.In(Sources.Files("*.cs").SelectMany(path => Rules.ActsStandInFilesOfAccess(path, File.ReadAllText(Path.Combine(Sources.Root, path)))));

    [Fact]
    public void An_act_elsewhere_is_caught()
    {
        const string Declared = "Act.ForAnyone(Read, \"Read.\"),";
        Assert.NotEmpty(Rules.ActsStandInFilesOfAccess("src/Parties/Privacy/ConsentPage.cshtml.cs", Declared));
        Assert.Empty(Rules.ActsStandInFilesOfAccess("src/Parties/PartiesAccess.cs", Declared));
    }

    [Fact]
    public void A_module_uses_of_others_only_their_Contracts() => Nothing.In(AssemblyFacts.OfTheHouse.SelectMany(Rules.OnlyContractsOfOtherModules));

    [Fact]
    public void A_module_that_reaches_into_another_is_caught_and_one_that_uses_Contracts_is_not() =>
        Assert.Equal(["Offenders uses Concord.Events.EventsModule, which is not in the Contracts of Events."], Rules.OnlyContractsOfOtherModules(AssemblyFacts.Offenders));

    [Fact]
    public void Only_the_allowed_arrows_are_drawn() => Nothing.In(AssemblyFacts.OfTheHouse.SelectMany(Rules.OnlyAllowedArrows));

    [Fact]
    public void An_arrow_that_is_not_allowed_is_caught() =>
        Assert.Contains("Instruments knows Events; it may know Kernel, Parties.", Rules.OnlyAllowedArrows(AssemblyFacts.Offenders with { Name = "Instruments" }));

    [Fact]
    public void The_arrows_have_no_cycle() => Nothing.In(Rules.NoCycle(AssemblyFacts.OfTheHouse.ToDictionary(assembly => assembly.Name, assembly => assembly.References.AsEnumerable())));

    [Fact]
    public void A_cycle_is_caught() =>
        Assert.Equal(["Events -> Offenders -> Events"], Rules.NoCycle(new Dictionary<string, IEnumerable<string>> { ["Events"] = ["Kernel", "Offenders"], ["Offenders"] = AssemblyFacts.Offenders.References }));

    [Fact]
    public void There_is_no_Planning_yet() => Nothing.In(AssemblyFacts.OfTheHouse.SelectMany(Rules.NoPlanningYet));

    [Fact]
    public void Planning_before_its_time_is_caught() => Assert.NotEmpty(Rules.NoPlanningYet(AssemblyFacts.Offenders));

    [Fact]
    public void Page_models_are_public() => Nothing.In(Rules.PageModelsAreSeen(Modules.Append("Kernel").SelectMany(TypesOf)));

    [Fact]
    public void A_hidden_page_model_is_caught() => Assert.Equal(["Concord.Offenders.HiddenPageModel is a page model that is not public."], Rules.PageModelsAreSeen(TypesOf("Offenders")));

    private static AssemblyFacts Fact(string name) => AssemblyFacts.OfTheHouse.Single(assembly => assembly.Name == name);

    private static Type[] TypesOf(string name) => Assembly.Load("Concord." + name).GetTypes();
}
