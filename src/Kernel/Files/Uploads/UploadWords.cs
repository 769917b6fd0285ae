using Concord.Kernel.Languages;

namespace Concord.Kernel.Files.Uploads;

/// <summary>Why an upload does not begin, in words.</summary>
internal static class UploadWords
{
    public static string In(this UploadFault fault, Strings l, FileSettings settings) => fault switch
    {
        UploadFault.TooLarge => new Content.FileRefusal(Content.FileFault.TooLarge, l.Size(settings.LargestBytes)).In(l),
        UploadFault.Empty => new Content.FileRefusal(Content.FileFault.Empty).In(l),
        UploadFault.UnknownLanguage => l["The language of the file is missing or is not a language tag, such as ru or zh: choose it from the list."],
        UploadFault.UnknownType => new Content.FileRefusal(Content.FileFault.UnknownType).In(l),
        UploadFault.UnknownDocument => l["The document that this was to be a version of is not here any more: load the page anew, then choose again."],
        UploadFault.TooManyOpen => l["You have begun {0} uploads that are not finished: finish them, or wait until they expire.", settings.MostOpenUploads],
        UploadFault.TooManyThisHour => l["You have begun {0} uploads within an hour: wait, then go on.", settings.MostUploadsPerHour],
        UploadFault.TooManyOfRecord => l["This has {0} files already, which is the most.", settings.MostPerRecord],
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No sentence for this."),
    };

    /// <summary>A number of bytes as people write it, in thousands: 120 KB, 3.4 MB.</summary>
    public static string Size(this Strings l, long bytes) => bytes switch
    {
        < 1000 => l.Plural(bytes, "{0} byte", "{0} bytes"),
        < 999_500 => l["{0} KB", (bytes + 500) / 1000],
        < 9_950_000 => l["{0:0.0} MB", bytes / 1_000_000m],
        _ => l["{0} MB", (bytes + 500_000) / 1_000_000],
    };
}
