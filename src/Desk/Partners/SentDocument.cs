using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Concord.Desk.Partners;

/// <summary>A document as a program sent it: bounded in length and depth, valid UTF-8, no name twice, no half characters; what it says is not yet checked.</summary>
/// <param name="Document">The object; null where <paramref name="Refusal"/> says why not.</param>
/// <param name="Bytes">The body, byte for byte.</param>
/// <param name="Refusal">The answer instead.</param>
internal sealed record SentDocument(JsonObject? Document, byte[] Bytes, IResult? Refusal)
{
    /// <summary>Longest body in bytes, as for everything that is sent to the house but files. No record of the demonstration is a tenth as long.</summary>
    public const int Longest = 1 << 20;

    /// <summary>As for the files of a bundle.</summary>
    private const int Deepest = 32;

    /// <summary>What a request says that needs no body.</summary>
    public static SentDocument Nothing => new([], [], null);

    /// <summary>Reads the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">The content type that it must be of.</param>
    /// <param name="l">The words of the answer.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<SentDocument> ReadAsync(HttpRequest request, string type, Strings l, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var sent) || !sent.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
            || (sent.Charset.HasValue && !sent.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return Refused(StatusCodes.Status415UnsupportedMediaType, l["Here the content type is {0}, in UTF-8.", type]);
        if (request.Headers.ContentEncoding.Count > 0)
            return Refused(StatusCodes.Status415UnsupportedMediaType, l["The body is sent as it is, without compression: leave out Content-Encoding."]);
        if (await BodyAsync(request, cancel) is not { } bytes)
            return Refused(StatusCodes.Status413PayloadTooLarge, l["The body is longer than {0} bytes: no record is. Send one record at a time.", Longest]);
        if (!Utf8.IsValid(bytes))
            return Refused(StatusCodes.Status400BadRequest, l["The body is not valid UTF-8."]);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Deepest });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Refused(StatusCodes.Status400BadRequest, l["The body is not a JSON object: send one record between braces."]);
            if (!HasWholeCharacters(json.RootElement))
                return Refused(StatusCodes.Status400BadRequest, l["A text holds half of a surrogate pair: write the character itself."]);
            // Names are compared only once all of them can be read.
            return new SentDocument((JsonObject)JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false })!, bytes, null);
        }
        catch (JsonException broken)
        {
            return Refused(StatusCodes.Status400BadRequest, l["The body is no JSON that can be read, at line {0}, byte {1}: look for a missing comma or bracket, a name that stands twice, or nesting deeper than {2}.",
                (broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1, Deepest]);
        }
    }

    private static SentDocument Refused(int status, string sentence) => new(null, [], WriteAnswer.Refused(status, sentence));

    /// <summary>The body; null where it is too long, which is told in words instead of by the server's own limit.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Longest)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Longest + 1;
        var read = new byte[(int)(request.ContentLength ?? 4096) + 1];
        var length = 0;
        while (await request.Body.ReadAsync(read.AsMemory(length), cancel) is > 0 and var more)
        {
            length += more;
            if (length > Longest)
                return null;
            if (length == read.Length)
                Array.Resize(ref read, Math.Min(length * 2, Longest + 1));
        }
        return read[..length];
    }

    private static bool HasWholeCharacters(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Read(value) is not null,
        JsonValueKind.Array => value.EnumerateArray().All(HasWholeCharacters),
        JsonValueKind.Object => value.EnumerateObject().All(property => JsonText.TryReadName(property, out _) && HasWholeCharacters(property.Value)),
        _ => true,
    };
}
