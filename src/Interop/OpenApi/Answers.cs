using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Concord.Interop.OpenApi;

/// <summary>What answers say beside their content: until when they hold, and when to come back.</summary>
internal static class Answers
{
    private const string NotModified = "304";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (operation.Responses is not { } answers)
            return Task.CompletedTask;
        if (answers.TryGetValue("429", out var tooMany))
        {
            Say(tooMany, "Too many requests in this minute, where the operator limits them.");
            Head(tooMany, "Retry-After", "Seconds to wait.", new OpenApiSchema { Type = JsonSchemaType.Integer });
        }
        if (answers.TryGetValue("400", out var malformed))
            Say(malformed, "A parameter cannot be read; the sentences say which, and what would be right.");
        if (answers.TryGetValue("412", out var otherwise))
            Say(otherwise, "The record has another state than If-Match or If-Unmodified-Since names.");
        if (answers.TryGetValue("404", out var missing))
            Say(missing, "There is nothing at this address.");
        if (answers.TryGetValue(NotModified, out var same))
        {
            Say(same, "Nothing has changed since the answer that the conditions name.");
            Conditional(operation, hasDate: context.Description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true);
        }
        return Task.CompletedTask;
    }

    private static void Conditional(OpenApiOperation operation, bool hasDate)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(Condition("If-None-Match", "The ETag of the answer that is at hand: 304 while it holds.", "W/\"1-18f0c2a4b00\""));
        foreach (var status in new[] { "200", NotModified })
            if (operation.Responses!.TryGetValue(status, out var answer))
                Head(answer, "ETag", "Names what the answer holds: another when that has changed.", new OpenApiSchema { Type = JsonSchemaType.String });
        if (!hasDate)
            return;
        operation.Parameters.Add(Condition("If-Modified-Since",
            "The Last-Modified of the answer that is at hand: 304 while nothing has changed since.", "Thu, 01 Sep 2022 00:00:00 GMT"));
        if (operation.Responses!.TryGetValue("200", out var whole))
            Head(whole, "Last-Modified", "When the record last changed.", new OpenApiSchema { Type = JsonSchemaType.String });
    }

    private static OpenApiParameter Condition(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };

    private static void Say(IOpenApiResponse answer, string description) => answer.Description = description;

    private static void Head(IOpenApiResponse answer, string name, string description, OpenApiSchema schema)
    {
        if (answer is OpenApiResponse known)
        {
            known.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            known.Headers[name] = new OpenApiHeader { Description = description, Schema = schema };
        }
    }
}
