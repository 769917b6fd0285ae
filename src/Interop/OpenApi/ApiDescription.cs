using Concord.Interop.Api;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Concord.Interop.OpenApi;

/// <summary>The description of the machine interfaces (OpenAPI), and a page to browse it.</summary>
internal static class ApiDescription
{
    internal const string ScriptFolder = "/api/reference";

    public static IServiceCollection AddApiDescription(this IServiceCollection services)
    {
        // The names of the bundle: the description of documents goes by the same rules as their reading and writing.
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = RecordJson.Options.PropertyNamingPolicy;
            options.SerializerOptions.Encoder = RecordJson.Options.Encoder;
            options.SerializerOptions.NumberHandling = RecordJson.Options.NumberHandling;
        });
        return services.AddOpenApi("v1", options =>
        {
            options.CreateSchemaReferenceId = RecordSchemas.NameOf;
            options.AddSchemaTransformer(RecordSchemas.Describe);
            options.AddOperationTransformer(Parameters.Describe);
            options.AddOperationTransformer(Answers.Describe);
            options.AddOperationTransformer(KeyedOperations.Describe);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Concord",
                    Version = "v1",
                    Description = "The cooperation record for programs: every record as JSON, events as calendars, news as a feed. Reading needs no key, writing takes the key of a partner organization. Errors are problem details (RFC 9457) with the number that the operator's log has.",
                    License = new OpenApiLicense { Name = "CC BY 4.0 (the compiled record)", Url = new Uri("https://creativecommons.org/licenses/by/4.0/") },
                };
                // HEAD is answered wherever GET is; describing it again would double the list.
                foreach (var path in document.Paths.Values)
                    path.Operations?.Remove(HttpMethod.Head);
                RecordSchemas.WithoutNull(document);
                KeyedOperations.DescribeKey(document);
                return Task.CompletedTask;
            });
        });
    }

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        var kept = new KeptDescription();
        routes.MapMethods("/openapi/v1.json", ReadOnly.Methods, kept.ShowAsync).ExcludeFromDescription();
        routes.MapMethods("/api", ReadOnly.Methods, ApiPage.Show).ExcludeFromDescription();
        // Only for its script: the page that comes with it stays under the policy of all pages and shows nothing.
        routes.MapScalarApiReference(ScriptFolder).ExcludeFromDescription();
    }
}
