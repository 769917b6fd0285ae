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
            if (result.GetValueOrDefault<string?>() is "")
                result.AddError("FOLDER is empty: name a folder.");
        });
        return folder;
    }
}
