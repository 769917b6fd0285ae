using Concord.Kernel.Languages;

namespace Concord.Kernel.Files.Content;

/// <summary>Why a file is not taken.</summary>
public enum FileFault
{
    Empty,
    TooLarge,
    UnknownType,
    NotWhatItsNameSays,
    Damaged,
    HidesSomething,
    TooManyPixels,
    HasMacros,
    HasScript,
    Expands,
    HoldsArchive,
    HoldsProgram,
    DeclaresEntities,
    LinksTemplate,
    OldOrLocked,
    NotUtf8,
    IsMarkup,
    Sealed,

    /// <summary>Nothing is wrong with the file, but what it was for takes none any more.</summary>
    OwnerClosed,
}

/// <summary>A refusal of a file, with what the sentence about it names.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="First">What the sentence names first: a type, an ending, a limit; null where it names nothing.</param>
/// <param name="Second">What it names second.</param>
public sealed record FileRefusal(FileFault Fault, object? First = null, object? Second = null)
{
    /// <summary>What is wrong and what to do, in the language of <paramref name="l"/>.</summary>
    public string In(Strings l) => Fault switch
    {
        FileFault.Empty => l["The file is empty: choose one with content."],
        FileFault.TooLarge => l["The file is larger than {0}: make it smaller, or divide it.", First],
        FileFault.UnknownType => l["Files of this type are not taken. These are: {0}.", FileType.AllNames],
        FileFault.NotWhatItsNameSays => l["The name ends in “{0}”, but the content is {1}: give the file the ending that its content has.", First, Second],
        FileFault.Damaged => l["The file cannot be read as {0}: it is cut off or damaged. Save it anew with the program that it comes from.", First],
        FileFault.HidesSomething => l["The file is {0}, but something else is hidden in it. Save it anew with the program that it comes from.", First],
        FileFault.TooManyPixels => l["The image is {0} pixels large; {1} million pixels are the most. Make it smaller.", First, Second],
        FileFault.HasMacros => l["The document contains macros: save it without them."],
        FileFault.HasScript => l["The document contains a script or starts a program when it is opened: print it into a new PDF."],
        FileFault.Expands => l["Unpacked, the document would be far larger than it says or than is taken. Save it anew with the program that it comes from."],
        FileFault.HoldsArchive => l["The document contains an archive ({0}): take it out, and upload its parts one by one.", First],
        FileFault.HoldsProgram => l["The document contains a program or an object that other programs open ({0}): take it out.", First],
        FileFault.DeclaresEntities => l["A part of the document declares entities of its own ({0}), which no office program does: save it anew.", First],
        FileFault.LinksTemplate => l["The document fetches a template or an object from elsewhere when it is opened: break the link, then save it."],
        FileFault.OldOrLocked => l["Documents of old formats and those locked with a password are not taken: save it as DOCX, XLSX or PPTX, without a password."],
        FileFault.NotUtf8 => l["The text is not written in UTF-8: save it as text in UTF-8."],
        FileFault.IsMarkup => l["The content is a web page or a drawing with script (HTML, SVG, XML), which is not taken: save it as PDF or as an image."],
        FileFault.Sealed => l["The PDF is locked with a password, or packed so that it cannot be looked into: print it into a new PDF."],
        FileFault.OwnerClosed => l["The draft that the file is for was published or given up meanwhile: upload the file to the record."],
        _ => throw new ArgumentOutOfRangeException(nameof(l), Fault, "No sentence for this fault."),
    };
}

/// <summary>What the examination of a file found: its type, or why it is refused.</summary>
public readonly record struct FileVerdict(FileType? Type, FileRefusal? Refusal)
{
    public static implicit operator FileVerdict(FileType type) => new(type, null);

    public static implicit operator FileVerdict(FileRefusal refusal) => new(null, refusal);
}
