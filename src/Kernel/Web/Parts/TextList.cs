using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Kernel.Web.Parts;

/// <summary>
/// A section of a record's page that is a list of texts: goals, outcomes, lessons. Where all of them are our translations the section
/// says so once, else each that is one.
/// </summary>
/// <param name="R">The reader.</param>
/// <param name="Document">The record.</param>
/// <param name="Path">The field's name in the bundle, which is also the section's id: <c>outcomes</c>.</param>
/// <param name="Heading">The heading in the reader's language.</param>
/// <param name="Texts">The texts; none gives no section.</param>
internal sealed record TextList(Reading R, RecordDocument Document, string Path, string Heading, IReadOnlyList<LocalizedText> Texts)
{
    /// <summary>True when every text as it is shown is our translation.</summary>
    public bool IsOurs => R.AreOurs(Document, Texts.Select((text, at) => (text, Invariant($"{Path}.{at}"))));

    /// <summary>The path of a text as <c>translated</c> writes it.</summary>
    public string PathOf(int at) => Invariant($"{Path}.{at}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
