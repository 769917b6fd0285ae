using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Kernel.Files;

/// <summary>Who may do what with files.</summary>
public static class FilesAccess
{
    /// <summary>A file that is published with its record.</summary>
    public const string Download = "files.download";

    /// <summary>Files that are not published, and earlier versions.</summary>
    public const string SeeAll = "files.see-all";

    public const string Upload = "files.upload";

    public const string Publish = "files.publish";

    internal static readonly Act[] Acts =
    [
        Act.ForAnyone(Download, "Fetch a file that is published with its record; any other file asks for files.see-all as well."),
        new Act(SeeAll, "See files that are not published, and earlier versions.").ByAll(Administrator, Auditor).ByOwn(Secretariat, Editor, Translator),
        new Act(Upload, "Upload a file to a record or a draft.").ByAll(Administrator).ByOwn(Secretariat, Editor),
        new Act(Publish, "Publish a file with its record, and take it back.").ByAll(Administrator).ByOwn(Secretariat),
    ];
}
