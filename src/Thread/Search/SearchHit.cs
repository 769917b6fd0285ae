using System.Text.Encodings.Web;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Search;
using Concord.Kernel.Vocabulary;
using Microsoft.AspNetCore.Html;

namespace Concord.Thread.Search;

/// <summary>A record that a search found, and where its words match.</summary>
public sealed class SearchHit
{
    private const int SnippetLength = 200;

    /// <summary>Shorter texts are labels, such as a kind or a topic; they explain a hit only where nothing else does.</summary>
    private const int ShortestSentence = 40;

    private SearchHit(RecordRow row, Worded title, Worded? ownTitle, string? acronym, Worded? text, SearchQuery query)
    {
        (Row, Title, OwnTitle, Acronym, Text) = (row, title, ownTitle, acronym, text);
        TitleMarks = new Marked(Highlighter.Highlight(title.Text, query), title.Language);
        AcronymMarks = acronym is null ? null : new Marked(Highlighter.Highlight(acronym, query), "en");
        TextMarks = text is { } worded ? new Marked(Highlighter.Snippet(worded.Text, query, SnippetLength), worded.Language) : null;
    }

    /// <summary>The record's row, its acronym taken out of the facts.</summary>
    public RecordRow Row { get; }

    /// <summary>The name in the reader's language if it matches, else in the language in which it does.</summary>
    public Worded Title { get; }

    /// <summary>The name in the reader's language where <see cref="Title"/> is in another.</summary>
    public Worded? OwnTitle { get; }

    public string? Acronym { get; }

    /// <summary>The text of the record that matches best.</summary>
    public Worded? Text { get; }

    public IHtmlContent TitleMarks { get; }

    public IHtmlContent? AcronymMarks { get; }

    public IHtmlContent? TextMarks { get; }

    public static SearchHit Of(RecordDocument document, RecordModel model, Terms terms, SearchQuery query, string language)
    {
        var row = model.Row(document);
        var title = Best(document.Caption, query, language, out var inTitle);
        var own = document.Caption.In(language);
        var acronym = document.Abbreviation;
        var inName = Math.Max(inTitle, acronym is null ? 0 : Highlighter.TermsIn(acronym, query));
        var text = BestText(document, model, terms, query, language, isFound: inName == query.Terms.Length);
        row = row with { Facts = [.. Dates(row), .. row.Facts.Where(fact => fact is not RowFact.Plain(var plain) || plain != acronym)] };
        return new SearchHit(row, title, title == own ? null : own, acronym, text, query);
    }

    /// <summary>A hit has no date block, in which lists show the dates of an event: they are its first fact.</summary>
    private static IEnumerable<RowFact> Dates(RecordRow row) => row.ShowsDate ? [new RowFact.When(row.Start, row.End)] : [];

    /// <summary>The wording that has most of the query's terms; among equals, the one in the reader's language.</summary>
    private static Worded Best(LocalizedText text, SearchQuery query, string language, out int terms)
    {
        var best = text.In(language);
        terms = Highlighter.TermsIn(best.Text, query);
        foreach (var worded in text)
        {
            if (terms == query.Terms.Length)
                break;
            if (worded != best && Highlighter.TermsIn(worded.Text, query) is var found && found > terms)
                (best, terms) = (worded, found);
        }
        return best;
    }

    private static Worded? BestText(RecordDocument document, RecordModel model, Terms terms, SearchQuery query, string language, bool isFound)
    {
        var texts = model.Names(document).Skip(1).Concat(model.Texts(document, terms)).ToList();
        var best = ((Worded Text, int Score)?)null;
        // The reader's language first; the others only where it does not say it all.
        foreach (var own in new[] { true, false })
        {
            foreach (var worded in texts.SelectMany(text => text.Where(worded => worded.Language == language == own)))
            {
                var isLabel = worded.Text.Length < ShortestSentence && !IsDense(worded.Language);
                if (isFound && isLabel)
                    continue;
                var score = (2 * Highlighter.TermsIn(worded.Text, query)) - (isLabel ? 1 : 0);
                // Beside a name that says it all, half of it is no explanation.
                if (score > (best?.Score ?? 0) && (!isFound || score == 2 * query.Terms.Length))
                    best = (worded, score);
            }
            if (isFound || best?.Score >= (2 * query.Terms.Length) - 1)
                break;
        }
        return best?.Text;
    }

    /// <summary>Chinese, Japanese and Korean say in a third of the letters what others say.</summary>
    private static bool IsDense(string language) => language is "zh" or "ja" or "ko";

    private sealed class Marked(IReadOnlyList<TextSegment> segments, string language) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            foreach (var segment in segments)
            {
                if (segment.IsHit)
                    writer.Write("<mark>");
                encoder.Encode(writer, Typography.Set(new Worded(language, segment.Text)));
                if (segment.IsHit)
                    writer.Write("</mark>");
            }
        }
    }
}
