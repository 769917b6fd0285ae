using Concord.Kernel.Records;
using Microsoft.AspNetCore.Html;

namespace Concord.Kernel.Web;

/// <summary>What pages tell programs about the thing they show, as blocks of JSON-LD. Interop fills it; pages need not know the vocabulary.</summary>
public interface ILinkedData
{
    /// <summary>The blocks of a record's page, the record itself first; none for a kind that the vocabulary has no word for.</summary>
    /// <param name="document">The record.</param>
    /// <param name="r">The reader; names of linked records are learnt already.</param>
    /// <param name="origin">Scheme and host of this site.</param>
    /// <returns>JSON that may stand in a <c>script</c> element: it holds no <c>&lt;</c>.</returns>
    IEnumerable<IHtmlContent> Of(RecordDocument document, Reading r, string origin);

    /// <summary>The block of the record as a whole, as a data set with its licence and its downloads.</summary>
    /// <inheritdoc cref="Of"/>
    IHtmlContent OfWhole(Reading r, string origin);
}
