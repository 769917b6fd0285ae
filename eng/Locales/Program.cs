using Concord.Kernel.Languages;
using Concord.Locales;

// Brings src/*/Locales/*.po in step with the texts that pages and code use. Run it as eng/strings.
if (args.Any(arg => arg is not ("--prune" or "--list")))
{
    Console.Error.WriteLine("usage: eng/strings [--list] [--prune]");
    return 64;
}

var root = new DirectoryInfo(Environment.CurrentDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "Concord.slnx")))
    root = root.Parent;
if (root is null)
{
    Console.Error.WriteLine("Concord.slnx is in no folder above this one; start it inside the repository.");
    return 1;
}

var languages = Language.All.Where(language => language != Language.English).ToList();
var modules = new DirectoryInfo(Path.Combine(root.FullName, "src")).GetDirectories().OrderBy(module => module.Name != "Kernel").ThenBy(module => module.Name, StringComparer.Ordinal);
var inKernel = new HashSet<(string?, string)>();
try
{
    foreach (var module in modules)
    {
        var used = UsedText.InModule(module.FullName);
        if (args.Contains("--list"))
        {
            foreach (var text in used)
                Console.WriteLine($"{module.Name}/{text.File}: {(text.Context is null ? "" : text.Context + "|")}{text.Id}{(text.PluralId is null ? "" : " / " + text.PluralId)}");
            continue;
        }
        var elsewhere = module.Name == "Kernel" ? [] : inKernel;
        foreach (var language in languages)
        {
            var path = Path.Combine(module.FullName, "Locales", language.Tag + ".po");
            var existing = File.Exists(path) ? PoFile.Load(path) : null;
            if (existing is null && used.All(text => elsewhere.Contains((text.Context, text.Id))))
                continue;
            var text = ModuleLocale.Update(language, existing, used, elsewhere, args.Contains("--prune"));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (existing is null || File.ReadAllText(path) != text)
                File.WriteAllText(path, text);
            var written = PoFile.Parse(text, path);
            var open = written.Entries.Count(entry => !entry.IsTranslated);
            Console.WriteLine($"{module.Name}/Locales/{language.Tag}.po: {written.Entries.Count} texts, {open} to translate");
        }
        if (module.Name == "Kernel")
            inKernel.UnionWith(used.Select(text => (text.Context, text.Id)));
    }
}
catch (Exception fault) when (fault is PoFault or InvalidOperationException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
return 0;
