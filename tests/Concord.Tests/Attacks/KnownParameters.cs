using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Concord.Tests.Architecture;

namespace Concord.Tests.Attacks;

/// <summary>Names of the parameters that addresses of the house have: those that pages say they have, that their handlers take, and that the sources ask a query for.</summary>
internal static partial class KnownParameters
{
    public static IReadOnlyList<string> All { get; } = [.. OfPages().Concat(InSources()).Concat(ListRequest.Names).Concat(["handler", "theme", "email", "record", "field", "id", "what"]).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> OfPages()
    {
        var stated = typeof(ConcordPage).GetProperty("Parameters", BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var page in Site.Modules.SelectMany(module => module.GetTypes()).Where(type => !type.IsAbstract && typeof(ConcordPage).IsAssignableFrom(type)))
        {
            foreach (var name in (IReadOnlyCollection<string>)stated.GetValue(RuntimeHelpers.GetUninitializedObject(page))!)
                yield return name;
            foreach (var parameter in page.GetMethods().Where(method => method.Name.StartsWith("OnGet", StringComparison.Ordinal)).SelectMany(method => method.GetParameters()).Where(parameter => parameter.ParameterType == typeof(string) || parameter.ParameterType.IsValueType))
                if (parameter.ParameterType != typeof(CancellationToken))
                    yield return parameter.Name!;
        }
    }

    private static IEnumerable<string> InSources() =>
        Sources.Files("*.cs").SelectMany(path => Asked().Matches(File.ReadAllText(Path.Combine(Sources.Root, path)))).Select(match => match.Groups["name"].Value);

    [GeneratedRegex("\\b(Query\\[|\\w+\\(query, |One\\(|WholeNumber\\()\"(?<name>[a-z_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
