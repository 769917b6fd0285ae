using System.CommandLine;

namespace Concord.Commands;

/// <summary>The folder that a verb reads or writes.</summary>
internal static class Folder
{
    public static Argument<string> Argument(string description)
    {
        var folder = new Argument<string>("FOLDER") { Description = description };
        folder.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { } name)
                return;
            if (name.Length == 0)
                result.AddError("FOLDER is empty: name a folder.");
            else if (name[0] == '-')
                result.AddError($"{name} is no option of this verb, and as a folder it is easily mistaken for one: write ./{name} if it is a folder.");
        });
        return folder;
    }
}
