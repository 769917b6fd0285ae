using System.Text.Json.Nodes;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Concord.Interop.OpenApi;

/// <summary>What takes a key: how it is shown, what is sent, which conditions are asked for, and what each refusal means.</summary>
internal static class KeyedOperations
{
    private const string Scheme = "key", Json = "application/json", MergePatch = "application/merge-patch+json";

    private static readonly Dictionary<string, string> Means = new(StringComparer.Ordinal)
    {
        ["200"] = "The record as it stands now; the ETag names this version.",
        ["201"] = "The record as it was added, under the address in Location.",
        ["202"] = "What was sent is sound and waits as a draft, because the key does not publish or the mechanism asks for a second pair of eyes. Location says how far it has come.",
        ["400"] = "The body is no JSON object that can be read, or a header is not as it must be.",
        ["401"] = "No key was sent, or one that opens nothing.",
        ["403"] = "The key does not reach so far: the record belongs, or is to belong, to something else.",
        ["404"] = "There is no such record, or no such draft of this key.",
        ["409"] = "A request of this Idempotency-Key is under way, or somebody has an open draft of the record.",
        ["412"] = "The record was changed since: \"current\" and ETag say what stands now.",
        ["413"] = "The body is longer than a mebibyte.",
        ["415"] = "The body is of another content type, or compressed.",
        ["422"] = "The record is not sound: \"errors\" has the JSON pointer of each place, and in the language of Accept-Language what is wrong there. Also: another request had this Idempotency-Key.",
        ["428"] = "If-Match is missing.",
        ["429"] = "The key has asked too often in this minute, or too many wrong keys came from this network.",
    };

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<KeyedOperation>().FirstOrDefault() is not { } keyed)
            return Task.CompletedTask;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        foreach (var (status, answer) in operation.Responses ?? [])
            if (Means.TryGetValue(status, out var means) && (keyed.Kind is not null || status is not "200"))
                answer.Description = means;
        operation.Parameters ??= [];
        foreach (var draft in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "draft"))
        {
            draft.Description = "Number of the draft, as the answer to writing it names it.";
            draft.Example = "01922c4e-0000-7000-8000-000000000000";
        }
        if (keyed.Kind is { } kind)
            DescribeWriting(operation, context, kind, keyed.ChangesStanding);
        return Task.CompletedTask;
    }

    /// <summary>The key itself, once for all that takes one.</summary>
    public static void DescribeKey(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "concord_key_…",
            Description = "The key of a partner organization. The secretariat of a mechanism, or an administrator, makes it, says what it may do, and ends it.",
        };
    }

    private static void DescribeWriting(OpenApiOperation operation, OpenApiOperationTransformerContext context, RecordKind kind, bool changesStanding)
    {
        var document = context.ApplicationServices.GetRequiredService<RecordModels>()[kind].DocumentType.Name;
        var isPatch = string.Equals(context.Description.HttpMethod, "PATCH", StringComparison.OrdinalIgnoreCase);
        operation.RequestBody = string.Equals(context.Description.HttpMethod, "DELETE", StringComparison.OrdinalIgnoreCase) ? null : new OpenApiRequestBody
        {
            Required = true,
            Description = isPatch ? "The fields that are to be different." : "The record.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [isPatch ? MergePatch : Json] = new()
                {
                    Schema = isPatch ? new OpenApiSchema { Type = JsonSchemaType.Object, Description = $"Fields of {document}; null takes a field out." } : new OpenApiSchemaReference(document, context.Document),
                },
            },
        };
        if (changesStanding)
            operation.Parameters!.Add(Header("If-Match", "The ETag of the record as the change began from it; weak tags are taken. Needed: without it the answer is 428.", "W/\"1-18f0c2a4b00\"", isNeeded: true));
        operation.Parameters!.Add(Header("Idempotency-Key", "A name for this request, such as a UUID. Sent again with the same body within a day it has the same answer, and nothing is done twice.",
            "7c9e6679-7425-40de-944b-e07fc1f90ae7", isNeeded: false));
        foreach (var status in new[] { "200", "201" })
            if (operation.Responses!.TryGetValue(status, out var answer) && answer is OpenApiResponse done)
                done.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["ETag"] = Says("Names this version of the record."), ["Location"] = Says("Where the record is read.") };
        if (operation.Responses!.TryGetValue("202", out var waits) && waits is OpenApiResponse drafted)
            drafted.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["Location"] = Says("Where the draft is asked for.") };
    }

    private static OpenApiHeader Says(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiParameter Header(string name, string description, string example, bool isNeeded) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isNeeded,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = isNeeded ? null : 200 },
        Example = JsonValue.Create(example),
    };
}
