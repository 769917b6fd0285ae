namespace Concord.Kernel.Files.Content;

/// <summary>A type of file that the house takes. There are no others: what is not on this list is refused.</summary>
/// <param name="Name">As people call it: <c>PDF</c>.</param>
/// <param name="MediaType">What it is sent as; for text with its encoding.</param>
/// <param name="Endings">Endings of its names, in small letters with the dot; the first is the usual one.</param>
public sealed record FileType(string Name, string MediaType, IReadOnlyList<string> Endings)
{
    public static readonly FileType Pdf = new("PDF", "application/pdf", [".pdf"]);
    public static readonly FileType Docx = new("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]);
    public static readonly FileType Xlsx = new("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]);
    public static readonly FileType Pptx = new("PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"]);
    public static readonly FileType Odt = new("ODT", "application/vnd.oasis.opendocument.text", [".odt"]);
    public static readonly FileType Ods = new("ODS", "application/vnd.oasis.opendocument.spreadsheet", [".ods"]);
    public static readonly FileType Odp = new("ODP", "application/vnd.oasis.opendocument.presentation", [".odp"]);
    public static readonly FileType Png = new("PNG", "image/png", [".png"]);
    public static readonly FileType Jpeg = new("JPEG", "image/jpeg", [".jpg", ".jpeg"]);
    public static readonly FileType Webp = new("WebP", "image/webp", [".webp"]);
    public static readonly FileType Gif = new("GIF", "image/gif", [".gif"]);
    public static readonly FileType Text = new("TXT", "text/plain; charset=utf-8", [".txt"]);
    public static readonly FileType Csv = new("CSV", "text/csv; charset=utf-8", [".csv"]);

    /// <summary>Every type, documents first.</summary>
    public static IReadOnlyList<FileType> All { get; } = [Pdf, Docx, Xlsx, Pptx, Odt, Ods, Odp, Png, Jpeg, Webp, Gif, Text, Csv];

    /// <summary>The names of all types, for people.</summary>
    public static string AllNames { get; } = string.Join(", ", All.Select(type => type.Name));

    /// <summary>All endings, as the <c>accept</c> of a form's field writes them.</summary>
    public static string AllEndings { get; } = string.Join(",", All.SelectMany(type => type.Endings));

    /// <summary>Images stand in pages; everything else is saved before it is opened.</summary>
    public bool IsImage => MediaType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>The type that a name promises by its ending, whatever its letters' case; null for an ending that no type has.</summary>
    public static FileType? OfName(string name) =>
        All.FirstOrDefault(type => type.Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The type that is kept under a media type; null for one that the house does not take.</summary>
    public static FileType? OfMediaType(string mediaType) => All.FirstOrDefault(type => type.MediaType == mediaType);

    public override string ToString() => Name;
}
