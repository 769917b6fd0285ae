using System.Text.RegularExpressions;

namespace Concord.Tests.Architecture;

/// <summary>The rules of the house. Each returns the sentences that say how it is broken.</summary>
internal static partial class Rules
{
    public const int LongestFile = 400;

    /// <summary>What each module may use of which others: only their Contracts. The host and the Kernel are apart.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Parties"] = [],
        ["Instruments"] = ["Parties"],
        ["Projects"] = ["Parties", "Instruments"],
        ["Events"] = ["Parties", "Instruments"],
        ["Exchange"] = ["Parties", "Projects", "Events"],
        ["Library"] = ["Parties"],
        ["Thread"] = ["Parties", "Instruments", "Projects", "Events", "Exchange", "Library"],
        ["Interop"] = ["Parties", "Instruments", "Projects", "Events", "Exchange", "Library", "Thread"],
        ["Desk"] = [],
    };

    private static readonly string[] NoFolders = ["Services", "Helpers", "Managers", "Common", "Utils"];

    public static IEnumerable<string> KernelKnowsNoModule(AssemblyFacts kernel) => kernel.References.Select(other => $"{kernel.Name} knows {other}.");

    public static IEnumerable<string> NothingKnowsTheHost(AssemblyFacts assembly) =>
        assembly.Name != "Concord" && assembly.References.Contains("Concord") ? [$"{assembly.Name} knows the host."] : [];

    public static IEnumerable<string> OnlyTheHostKnowsAll(AssemblyFacts assembly, IReadOnlyCollection<string> modules) =>
        assembly.Name == "Concord" ? modules.Except(assembly.References).Select(module => "The host does not know " + module + ".")
        : modules.All(module => module == assembly.Name || assembly.References.Contains(module)) ? [$"{assembly.Name} knows all modules, like the host."] : [];

    public static IEnumerable<string> OnlyContractsOfOtherModules(AssemblyFacts module) =>
        from use in module.Uses
        where module.Name != "Concord" && use.Assembly is not ("Kernel" or "Concord") && !IsContracts(use.Assembly, use.Namespace)
        select $"{module.Name} uses {use.Namespace}.{use.Name}, which is not in the Contracts of {use.Assembly}.";

    public static IEnumerable<string> OnlyAllowedArrows(AssemblyFacts module) =>
        from other in module.References
        where module.Name != "Concord" && other is not ("Kernel" or "Concord") && !Arrows.GetValueOrDefault(module.Name, []).Contains(other)
        select $"{module.Name} knows {other}; it may know {string.Join(", ", Arrows.GetValueOrDefault(module.Name, []).Prepend("Kernel"))}.";

    /// <summary>Every way that comes back to where it began.</summary>
    public static IEnumerable<string> NoCycle(IReadOnlyDictionary<string, IEnumerable<string>> arrows)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return arrows.Keys.SelectMany(start => Cycles(start, [])).ToList();

        IEnumerable<string> Cycles(string at, List<string> way)
        {
            if (way.IndexOf(at) is >= 0 and var from)
                return [string.Join(" -> ", way[from..].Append(at))];
            if (!done.Add(at))
                return [];
            return arrows.GetValueOrDefault(at, []).SelectMany(next => Cycles(next, [.. way, at])).ToList();
        }
    }

    public static IEnumerable<string> NoPlanningYet(AssemblyFacts assembly) =>
        assembly.Namespaces.Where(name => name.StartsWith("Concord.Planning", StringComparison.Ordinal)).Select(name => $"{assembly.Name} has {name}, which has no work yet.");

    /// <summary>A table is named after the module whose thing is kept in it; those of the Kernel after none.</summary>
    public static IEnumerable<string> TablesAreOfTheirModule(string assembly, string table) =>
        IsOwnTable(assembly, table) ? [] : [$"{assembly} keeps something in {table}, which is not named after it."];

    /// <summary>Through the model nobody writes the tables of another, whose things are not in its Contracts; so what is left is SQL in words.</summary>
    public static IEnumerable<string> WritesOwnTablesOnly(string path, string text) =>
        path.Contains("/Migrations/", StringComparison.Ordinal) ? []
        : Written().Matches(text).Select(match => match.Groups["table"].Value).Where(table => !IsOwnTable(path.Split('/')[1], table)).Select(table => $"{path} writes {table}, which is another's.");

    /// <summary>Who may do what is found by the name of the file, not by reading all others.</summary>
    public static IEnumerable<string> ActsStandInFilesOfAccess(string path, string text) =>
        Declared().IsMatch(text) && !path.EndsWith("Access.cs", StringComparison.Ordinal) ? [$"{path} states who may do something; that stands in a file named …Access.cs."] : [];

    private static bool IsOwnTable(string assembly, string table) =>
        table.Split('_')[0] is var owner && (assembly == "Kernel" ? !Arrows.Keys.Contains(owner, StringComparer.OrdinalIgnoreCase) : owner.Equals(assembly, StringComparison.OrdinalIgnoreCase));

    /// <summary>Razor makes pages from public models only.</summary>
    public static IEnumerable<string> PageModelsAreSeen(IEnumerable<Type> types) =>
        types.Where(type => typeof(Microsoft.AspNetCore.Mvc.RazorPages.PageModel).IsAssignableFrom(type) && !type.IsPublic).Select(type => $"{type} is a page model that is not public.");

    public static IEnumerable<string> FilesAreShort(string path, int lines) =>
        lines > LongestFile && !path.Contains("/Migrations/", StringComparison.Ordinal) ? [$"{path} is too long for one thought: more than 400 lines."] : [];

    public static IEnumerable<string> FoldersSayWhatTheyHold(string path) =>
        path.Split('/')[..^1].Intersect(NoFolders, StringComparer.OrdinalIgnoreCase).Select(folder => $"{path} lies in {folder}, which says nothing.");

    public static IEnumerable<string> ViewsHaveNoInlineCode(string path, string text) =>
        [
            .. StyleAttribute().Matches(text).Select(match => $"{path} has a style of its own: {match.Value}"),
            .. InlineScript().Matches(text).Select(match => $"{path} has an inline script: {match.Value}"),
            .. Handler().Matches(text).Select(match => $"{path} has a handler in an attribute: {match.Value}"),
        ];

    private static bool IsContracts(string module, string name) =>
        name == $"Concord.{module}.Contracts" || name.StartsWith($"Concord.{module}.Contracts.", StringComparison.Ordinal);

    [GeneratedRegex("""\b(INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE)\s+"?(?<table>[a-z]+_[a-z_]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();

    [GeneratedRegex("""\bnew Act\(|\bAct\.For(Anyone|Oneself|Keys)\(""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex("""<[a-z][^<>]*\sstyle\s*=|<style\b""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex StyleAttribute();

    [GeneratedRegex("""<script\b(?![^>]*(?:\ssrc\s*=|\snonce\s*=|application/(?:ld\+)?json))[^>]*>""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("""<[a-z][^<>]*\son[a-z]+\s*=\s*["']""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Handler();
}
