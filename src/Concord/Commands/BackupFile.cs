using System.CommandLine;

namespace Concord.Commands;

/// <summary>The file that a backup is written to or read from.</summary>
internal static class BackupFile
{
    public static Argument<string> Argument(string description)
    {
        var file = new Argument<string>("FILE") { Description = description };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { } name)
                return;
            if (name.Length == 0)
                result.AddError("FILE is empty: name a file.");
            else if (name[0] == '-')
                result.AddError($"{name} is no option of this verb, and as a file it is easily mistaken for one: write ./{name} if it is a file.");
        });
        return file;
    }
}
