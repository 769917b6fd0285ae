using System.Text.Json.Nodes;
using Concord.Events.Contracts;
using Concord.Interop.Api;
using Concord.Interop.Calendar;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Concord.Interop.OpenApi;

/// <summary>What the parameters of the interfaces mean, and which values they take.</summary>
internal static class Parameters
{
    private const int MostLookedThrough = 50;

    public static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        // The services that come with the context are those of the program, not of a request: a reader of theirs would read one state for ever.
        var r = context.ApplicationServices.GetRequiredService<IHttpContextAccessor>().HttpContext!.RequestServices.GetRequiredService<Reading>();
        await r.BeginAsync(cancel);
        foreach (var given in operation.Parameters ?? [])
            if (given is OpenApiParameter { Name: "id" } id)
            {
                id.Description = "Id of the record: small letters, digits and underscores.";
                id.Schema = Id();
                id.Example = await ExampleAsync(r, metadata, cancel);
            }
            else if (given is OpenApiParameter { Name: "lang" } lang)
            {
                lang.Description = "Language of the answer.";
                lang.Schema = Words(Language.All.Select(language => language.Tag));
                lang.Example = Language.English.Tag;
            }
        operation.Parameters ??= [];
        foreach (var marker in metadata)
        {
            if (marker is ListOperation list)
            {
                Filters(operation.Parameters, list.Model, r.Terms);
                Add(operation.Parameters, "sort", "The order; without it that of recording. By date or by English name, backwards with a dash; records without a date stand last. While records are added, only the order of recording is sure to show each once.", Words(["date", "-date", "name", "-name"]), "-date");
                Add(operation.Parameters, "limit", $"How many records the answer holds at most, from 1 to {RecordApi.HighestLimit}; {RecordApi.DefaultLimit} without it.",
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.Integer,
                        Format = "int32",
                        Minimum = "1",
                        Maximum = RecordApi.HighestLimit.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        Default = RecordApi.DefaultLimit,
                    }, 100);
                Add(operation.Parameters, "cursor", "Where to read on, as the address in \"next\" of the answer before has it; with the same filters and order only.", Text(), null);
            }
            else if (marker is CalendarOperation)
            {
                if (operation.Parameters.All(parameter => parameter.Name != "id"))
                    Filters(operation.Parameters, r.Models[RecordKind.Event], r.Terms);
                Add(operation.Parameters, "lang", "Language of the entries; without it the one that Accept-Language prefers, else English.",
                    Words(Language.All.Select(language => language.Tag)), Language.English.Tag);
            }
        }
    }

    private static void Filters(IList<IOpenApiParameter> parameters, RecordModel model, Terms terms)
    {
        foreach (var filter in model.Filters)
            Add(parameters, filter.Name, Meaning(filter) + " Several may be given: records that have one of them.",
                Several(Values(filter, terms)), Example(filter, terms));
        if (model.Kind == RecordKind.Mechanism)
            Add(parameters, "mechanism", "Mechanism: its own id. Several may be given.", Several(Id()), "temm");
        if (model.Kind == RecordKind.Event)
            Add(parameters, "when", "Events that are over (past) or not yet (upcoming), as of now in their zones; all without it. An event without a date appears only under all. Several may be given.", Several(Words(["all", "upcoming", "past"])), "upcoming");
        if (model.Kind == RecordKind.Instrument)
            Add(parameters, "on", "A day. Kept are instruments whose period of validity includes it, and those adopted by then of which no end is recorded. Several may be given: one of them is enough.", Several(new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" }), "2022-09-15");
        Add(parameters, "q", "Words to be found, in any language. Several texts may be given: records that have all words of one of them.", Several(new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = ListRequest.LongestQuery }), "water");
    }

    private static string Meaning(ListFilter filter) => filter.Values switch
    {
        FilterValues.Records => $"{filter.Legend}: id of a record.",
        FilterValues.Countries => "ISO 3166 alpha-2 code of a country: of the venue, the seat, or any that takes part.",
        FilterValues.Topics => "Id of a topic; its narrower topics count as well.",
        FilterValues.Years => "A year that the record overlaps.",
        FilterValues.Languages => $"{filter.Legend}: tag of a language.",
        _ => filter.Legend + ".",
    };

    private static OpenApiSchema Values(ListFilter filter, Terms terms) => filter.Values switch
    {
        FilterValues.Coded => Words(terms.Values(filter.Field!).Order(StringComparer.Ordinal)),
        FilterValues.Countries => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z]{2}$" },
        FilterValues.Years => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{4}$" },
        FilterValues.Languages => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z]{2,3}$" },
        _ => Id(),
    };

    private static JsonNode? Example(ListFilter filter, Terms terms) => filter.Values switch
    {
        FilterValues.Coded => terms.Values(filter.Field!).Order(StringComparer.Ordinal).FirstOrDefault(),
        FilterValues.Countries => "CN",
        FilterValues.Years => "2019",
        FilterValues.Languages => "ru",
        FilterValues.Topics => "water",
        FilterValues.Places => "pl_beijing",
        _ => "temm",
    };

    /// <summary>The id of the first record of the kind that the operation shows.</summary>
    private static async Task<JsonNode?> ExampleAsync(Reading r, IList<object> metadata, CancellationToken cancel)
    {
        if ((metadata.OfType<ShowOperation>().FirstOrDefault()?.Kind ?? metadata.OfType<KeyedOperation>().FirstOrDefault()?.Kind) is not { } kind)
            return null;
        var id = metadata.OfType<CalendarOperation>().Any()
            // Only an event that is dated to the day has a calendar.
            ? (await r.DocumentsAsync<Event>([.. r.NumbersByDay(kind, When.All, oldestFirst: false, MostLookedThrough)], cancel))
                .Find(one => one.Start is { IsDay: true })?.Id
            : (await r.DocumentsAsync<RecordDocument>([.. r.FirstNumbers(kind, 1)], cancel)).FirstOrDefault()?.Id;
        return id is null ? null : JsonValue.Create(id);
    }

    private static void Add(IList<IOpenApiParameter> parameters, string name, string description, OpenApiSchema schema, JsonNode? example) =>
        parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = schema,
            Style = ParameterStyle.Form,
            Explode = true,
            Example = example is not null && schema.Type == JsonSchemaType.Array ? new JsonArray(example) : example,
        });

    private static OpenApiSchema Id() => new() { Type = JsonSchemaType.String, Pattern = "^[a-z0-9_]{1,200}$" };

    private static OpenApiSchema Several(OpenApiSchema one) => new() { Type = JsonSchemaType.Array, Items = one };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Words(IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))] };
}
