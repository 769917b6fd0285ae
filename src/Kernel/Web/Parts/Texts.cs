using System.Text.Encodings.Web;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Html;

namespace Concord.Kernel.Web.Parts;

/// <summary>Stored words on a page: in the reader's language where they exist in it, else visibly in another.</summary>
public static class Texts
{
    /// <summary>The words, with <c>lang</c> and the name of their language where they fall back.</summary>
    public static IHtmlContent T(this Reading r, LocalizedText text) => new Words(r, text.In(r.Language.Tag), marked: true, ours: false);

    /// <summary>The words with <c>lang</c> where they fall back, without a mark: inside a link or a heading of a list.</summary>
    public static IHtmlContent Bare(this Reading r, LocalizedText text) => new Words(r, text.In(r.Language.Tag), marked: false, ours: false);

    /// <summary>The words of a field of a record's page, marked where they fall back or are our translation.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="text">The text of the field.</param>
    /// <param name="document">The record.</param>
    /// <param name="path">The field's path as the record's <c>translated</c> writes it: <c>outcomes.0.text</c>.</param>
    public static IHtmlContent T(this Reading r, LocalizedText text, RecordDocument document, string path)
    {
        var words = text.In(r.Language.Tag);
        return new Words(r, words, marked: true, ours: document.IsTranslation(words.Language, path));
    }

    /// <summary>True when every one of the texts, in the language in which it is shown, is our translation: then it is said once for all of them.</summary>
    public static bool AreOurs(this Reading r, RecordDocument document, IEnumerable<(LocalizedText Text, string Path)> texts) =>
        texts.All(text => document.IsTranslation(text.Text.In(r.Language.Tag).Language, text.Path) && text.Text.Has(r.Language.Tag));

    private sealed class Words(Reading r, Worded words, bool marked, bool ours) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var falls = words.Language != r.Language.Tag;
            if (falls)
            {
                writer.Write("<span lang=\"");
                encoder.Encode(writer, words.Language);
                writer.Write("\">");
            }
            encoder.Encode(writer, Typography.Set(words));
            if (falls)
                writer.Write("</span>");
            if (marked && falls)
                Mark(writer, encoder, "fb-l", r.LanguageName(words.Language));
            if (marked && ours)
                Mark(writer, encoder, "fb-l tr-l", r.L["translation"]);
        }

        private static void Mark(TextWriter writer, HtmlEncoder encoder, string style, string text)
        {
            writer.Write(" <span class=\"");
            writer.Write(style);
            writer.Write("\">");
            encoder.Encode(writer, text);
            writer.Write("</span>");
        }
    }
}
