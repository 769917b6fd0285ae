using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Concord.Interop.Api;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace Concord.Interop.OpenApi;

/// <summary>
/// Documents as JSON Schema. Their shape comes from the document types; what the attributes of a field say (what an id refers to, which
/// labels name a code) is put into words here, so that the description and the import go by one source.
/// </summary>
internal static class RecordSchemas
{
    /// <summary>The name of a type's schema; of a list the name says of what.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        type.Type is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == typeof(RecordSlice<>)
            ? generic.GetGenericArguments()[0].Name + "List"
            : type.Type.Namespace is { } space && space.EndsWith(".Contracts", StringComparison.Ordinal) && !typeof(RecordDocument).IsAssignableFrom(type.Type)
                // Two modules may have a part of the same name, such as a period.
                ? space.Split('.')[^2] + type.Type.Name
                : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        Written(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
            DescribeProblem(schema);
        if (typeof(RecordDocument).IsAssignableFrom(context.JsonTypeInfo.Type))
            schema.Description ??= $"A record of the kind {context.JsonTypeInfo.Type.Name}. A field that is not known is left out.";
        if (context.JsonPropertyInfo?.AttributeProvider is { } property)
        {
            var sentences = ((string?[])[schema.Description, .. Sentences(property)]).Where(sentence => !string.IsNullOrEmpty(sentence)).ToList();
            schema.Description = sentences.Count == 0 ? null : string.Join(' ', sentences);
        }
        // The words of a text have a converter of their own, which tells the list around them nothing.
        if (context.JsonTypeInfo.ElementType == typeof(LocalizedText) && schema.Items is null)
            schema.Items = new OpenApiSchemaReference(nameof(LocalizedText), context.Document);
        return Task.CompletedTask;
    }

    /// <summary>What problem details of this house have besides what the standard names.</summary>
    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Of a request that cannot be read: parameter -> what is wrong with it, and what would be right. Of a record that was sent: JSON pointer (RFC 6901) -> what is wrong there, in the language of Accept-Language.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        schema.Properties["current"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Where a change came too late (412): the record as it stands now." };
        schema.Properties["reference"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The number that the operator's log has." };
    }

    /// <summary>In a document a field that is not known is left out; it is never null.</summary>
    public static void WithoutNull(OpenApiDocument document)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (name is nameof(ProblemDetails) || name.EndsWith("List", StringComparison.Ordinal) || schema.Properties is not { } properties)
                continue;
            foreach (var (property, value) in properties.ToList())
            {
                if (value.OneOf is [var first, var second])
                    properties[property] = first.Type == JsonSchemaType.Null ? second : first;
                else if (value is OpenApiSchema { Type: { } type } plain && type != JsonSchemaType.Null)
                    plain.Type = type & ~JsonSchemaType.Null;
            }
        }
    }

    /// <summary>Values that are written in a way of their own.</summary>
    private static void Written(OpenApiSchema schema, Type type)
    {
        if (type == typeof(LocalizedText))
        {
            schema.Type = JsonSchemaType.Object;
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String };
            schema.Properties = null;
            schema.Description ??= "A text by language: BCP 47 tag -> words. At least one language.";
        }
        else if (type == typeof(PartialDate))
            Pattern(schema, "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "A date as exact as its source: 2024, 2024-07 or 2024-07-08.");
        else if (type == typeof(PartialDateTime))
            Pattern(schema, "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$", "A day, or a minute of a day, on the clocks of the place: 2008-12-01T10:00.");
        else if (type == typeof(LocalTime))
            Pattern(schema, "^[0-9]{2}:[0-9]{2}$", "A time of day, 13:00.");
    }

    private static void Pattern(OpenApiSchema schema, string pattern, string description)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = null;
        schema.Pattern = pattern;
        schema.Properties = null;
        schema.Description ??= description;
    }

    private static IEnumerable<string> Sentences(ICustomAttributeProvider property)
    {
        foreach (var attribute in property.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case RefersAttribute refers:
                    yield return refers.Or.Length == 0
                        ? $"Id of a record of the kind {refers.Kind.Word()}."
                        : $"Id of a record of the kind {refers.Kind.Word()}, or one of {string.Join(", ", refers.Or)}.";
                    break;
                case CodedAttribute coded:
                    yield return $"A code that has labels under {coded.Field}.";
                    break;
                case PlaceAttribute:
                    yield return "Id of a place.";
                    break;
                case TopicAttribute:
                    yield return "Id of a topic.";
                    break;
                case CountryAttribute:
                    yield return "ISO 3166 alpha-2 code.";
                    break;
                case LanguageTagAttribute:
                    yield return "BCP 47 language tag.";
                    break;
                case CurrencyAttribute:
                    yield return "ISO 4217 code.";
                    break;
                case TimeZoneAttribute:
                    yield return "IANA time zone.";
                    break;
                case PublicationNumberAttribute { Number: var number }:
                    yield return number switch
                    {
                        PublicationNumber.Isbn => "ISBN (ISO 2108).",
                        PublicationNumber.Issn => "ISSN (ISO 3297).",
                        _ => "DOI (ISO 26324), without an address in front.",
                    };
                    break;
                case SourceAttribute:
                    yield return "A web address or a plain citation.";
                    break;
                case YearAttribute:
                    yield return "A year from 1 to 9999.";
                    break;
                case StableIdAttribute:
                    yield return "Small letters, digits and underscores; never changes.";
                    break;
            }
        }
    }
}
