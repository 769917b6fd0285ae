using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web.Lists;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Concord.Kernel.Web.Parts;

/// <summary>The parts that pages of all modules share: <c>@await Html.RowsAsync(R, rows)</c>.</summary>
public static class PartsOfPages
{
    /// <summary>The mark of the house.</summary>
    public static IHtmlContent Mark { get; } = new HtmlString("""
        <svg viewBox="0 0 44 36" aria-hidden="true" focusable="false"><path class="mark-in" d="M0 8H8C17 8 15 18 23 18M0 28H8C17 28 15 18 23 18"/><path class="mark-out" d="M29 18H44"/><circle class="mark-out" cx="24" cy="18" r="5.5"/></svg>
        """);

    /// <summary>The record's name in its other languages, and what must be known about it.</summary>
    public static Task<IHtmlContent> HeadAsync(this IHtmlHelper html, IRecordPage page) => html.PartialAsync("/Kernel/Web/Parts/_Head.cshtml", page);

    /// <summary>The short thread: what the record comes from, and what came of it.</summary>
    public static Task<IHtmlContent> ThreadAsync(this IHtmlHelper html, IRecordPage page) => html.PartialAsync("/Kernel/Web/Parts/_Thread.cshtml", page);

    /// <summary>What was written about the record: publications and news; nothing where there is none.</summary>
    public static Task<IHtmlContent> WrittenAboutAsync(this IHtmlHelper html, IRecordPage page) => html.PartialAsync("/Kernel/Web/Parts/_WrittenAbout.cshtml", page);

    /// <summary>The public files of the record; nothing where there are none.</summary>
    public static Task<IHtmlContent> FilesAsync(this IHtmlHelper html, IRecordPage page) => html.PartialAsync("/Kernel/Web/Parts/_Files.cshtml", page);

    /// <summary>The name of the language that a file is written in.</summary>
    public static string FileLanguage(this Reading r, string tag) => tag == "und" ? r.L["no language"] : r.LanguageName(tag);

    /// <summary>Where the record's statements come from, and the record's foot.</summary>
    public static Task<IHtmlContent> SourcesAsync(this IHtmlHelper html, IRecordPage page) => html.PartialAsync("/Kernel/Web/Parts/_Sources.cshtml", page);

    /// <summary>Rows of records of any kinds, to stand in a list.</summary>
    public static Task<IHtmlContent> RowsAsync(this IHtmlHelper html, Reading r, IReadOnlyList<RecordRow> rows) =>
        html.PartialAsync("/Kernel/Web/Parts/_Rows.cshtml", new RowList(r, rows));

    /// <summary>What narrows a list, each value as a link that removes it; nothing where nothing does.</summary>
    public static Task<IHtmlContent> ChosenAsync(this IHtmlHelper html, ChosenFilters chosen) => html.PartialAsync("/Kernel/Web/Lists/_Chosen.cshtml", chosen);

    /// <summary>What a reader does to have the events of a calendar in a calendar program.</summary>
    /// <param name="html">The view.</param>
    /// <param name="r">The reader.</param>
    /// <param name="mechanism">Id of the mechanism whose events it has; null for all.</param>
    public static Task<IHtmlContent> CalendarAsync(this IHtmlHelper html, Reading r, string? mechanism = null) =>
        html.PartialAsync("/Kernel/Web/Parts/_Calendar.cshtml",
            new CalendarOffer(r, "/events.ics?" + (mechanism is null ? "" : $"mechanism={mechanism}&") + "lang=" + r.Language.Tag));

    /// <summary>A heading and a list of texts of the document; nothing where there are none.</summary>
    /// <param name="html">The view.</param>
    /// <param name="r">The reader.</param>
    /// <param name="document">The document.</param>
    /// <param name="path">The texts' path in the document, under which it says which of them are translations.</param>
    /// <param name="heading">The heading in the reader's language.</param>
    /// <param name="texts">The texts.</param>
    public static Task<IHtmlContent> TextListAsync(this IHtmlHelper html, Reading r, RecordDocument document, string path, string heading,
        IReadOnlyList<LocalizedText> texts) =>
        html.PartialAsync("/Kernel/Web/Parts/_TextList.cshtml", new TextList(r, document, path, heading, texts));
}

/// <summary>A calendar that can be subscribed to.</summary>
/// <param name="R">The reader.</param>
/// <param name="Address">Path and query of the calendar.</param>
internal sealed record CalendarOffer(Reading R, string Address);
