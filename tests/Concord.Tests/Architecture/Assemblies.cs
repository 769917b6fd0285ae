using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Concord.Tests.Architecture;

/// <summary>What one assembly uses of the others, read from its metadata.</summary>
/// <param name="Name">Short name: <c>Kernel</c>, <c>Events</c>; the host is <c>Concord</c>.</param>
/// <param name="References">Assemblies of the house that it names.</param>
/// <param name="Uses">Types of the house that it names.</param>
/// <param name="Namespaces">Namespaces that it has types in.</param>
public sealed record AssemblyFacts(string Name, IReadOnlySet<string> References, IReadOnlyCollection<(string Assembly, string Namespace, string Name)> Uses, IReadOnlyCollection<string> Namespaces)
{
    /// <summary>The assemblies of the product, as they lie beside the tests.</summary>
    public static IReadOnlyList<AssemblyFacts> OfTheHouse { get; } =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(file => IsOfTheHouse(Path.GetFileNameWithoutExtension(file))).Select(Of)];

    /// <summary>The module that breaks the rules.</summary>
    public static AssemblyFacts Offenders { get; } = Of(Path.Combine(AppContext.BaseDirectory, "Concord.Offenders.dll"));

    private static AssemblyFacts Of(string file)
    {
        using var stream = File.OpenRead(file);
        using var portable = new PEReader(stream);
        var metadata = portable.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Where(IsOurs).Select(Short).ToHashSet();
        var uses = new List<(string, string, string)>();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
                continue;
            var assembly = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
            if (IsOurs(assembly))
                uses.Add((Short(assembly), metadata.GetString(type.Namespace), metadata.GetString(type.Name)));
        }
        var namespaces = metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Namespace)).Where(name => name.Length > 0).ToHashSet();
        return new AssemblyFacts(Short(metadata.GetString(metadata.GetAssemblyDefinition().Name)), references, uses, namespaces);
    }

    private static bool IsOfTheHouse(string name) => IsOurs(name) && !name.EndsWith(".Tests", StringComparison.Ordinal) && name != "Concord.Offenders";

    private static bool IsOurs(string name) => name.StartsWith("Concord.", StringComparison.Ordinal) || name == "concord";

    private static string Short(string name) => name == "concord" ? "Concord" : name["Concord.".Length..];
}

/// <summary>Where the sources are.</summary>
internal static class Sources
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Find();

    /// <summary>Files below <c>src</c> that people write, by their path from the root.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, "src"), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        select path;

    private static string Find([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "Concord.slnx")))
                    return folder;
        throw new InvalidOperationException("The sources are not above the tests: run them from a clone.");
    }
}
