using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Concord.Desk.Partners;

/// <summary>What a program is told of what it wrote.</summary>
internal static class WriteAnswer
{
    /// <summary>A refusal, in problem details (RFC 9457).</summary>
    public static IResult Refused(int status, string sentence) => TypedResults.Problem(sentence, statusCode: status);

    /// <summary>A refusal for what is wrong in the document: JSON pointer (RFC 6901) to each place, and what is wrong there.</summary>
    public static IResult Faulty(string sentence, IEnumerable<(string Pointer, string Sentence)> faults) => TypedResults.Problem(new HttpValidationProblemDetails(
        faults.GroupBy(fault => fault.Pointer, fault => fault.Sentence, StringComparer.Ordinal).ToDictionary(place => place.Key, place => place.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal))
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Title = "Unprocessable Entity",
        Detail = sentence,
    });

    /// <summary>The refusal of a change that began from an earlier version, with what stands now.</summary>
    public static IResult Overtaken(HttpContext http, string sentence, StoredRecord standing)
    {
        http.Response.Headers.ETag = TagOf(standing);
        return TypedResults.Problem(sentence, statusCode: StatusCodes.Status412PreconditionFailed,
            extensions: new Dictionary<string, object?> { ["current"] = JsonNode.Parse(standing.Body) });
    }

    /// <summary>
    /// The entity tag of a record, as its address gives it: weak, for it stands on compressed and on plain answers (RFC 9110, 8.8.1).
    /// </summary>
    public static string TagOf(StoredRecord record) => $"W/\"{RecordTag.Of(record.Version, record.ChangedAt)}\"";

    /// <summary>
    /// Whether a condition names the record as it stands. Tags are compared without regard to their being weak: they name a version, not the bytes of an
    /// answer, and a change of it is what the condition is to prevent.
    /// </summary>
    public static bool Names(IEnumerable<EntityTagHeaderValue> condition, StoredRecord record) =>
        EntityTagHeaderValue.Parse(TagOf(record)) is var standing && condition.Any(tag => tag.Compare(standing, useStrongComparison: false));

    public static byte[] Write(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, RecordJson.Options);
}

/// <summary>An answer to a request that changed something.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where what was written is read.</param>
/// <param name="Tag">Its entity tag, where the answer is the record.</param>
/// <param name="Body">JSON in UTF-8.</param>
internal sealed record WrittenAnswer(int Status, string Location, string? Tag, byte[] Body)
{
    public async Task<IResult> SendAsync(HttpResponse response, CancellationToken cancel)
    {
        (response.StatusCode, response.ContentType, response.ContentLength) = (Status, PartnerWrite.Json, Body.Length);
        response.Headers.Location = Location;
        if (Tag is not null)
            response.Headers.ETag = Tag;
        await response.Body.WriteAsync(Body, cancel);
        return Results.Empty;
    }
}
