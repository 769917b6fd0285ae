using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Concord.Kernel.Records;

/// <summary>Reads the links of a document off the properties that carry <see cref="RefersAttribute"/>, at any depth.</summary>
public static class DocumentLinks
{
    private static readonly ConcurrentDictionary<Type, Field[]> Fields = [];

    /// <summary>The links that the document states, each once.</summary>
    public static IReadOnlyCollection<RecordLink> Of(RecordDocument document)
    {
        var links = new Dictionary<(string, LinkKind, string), RecordLink>();
        Collect(document, document.Id, links);
        return links.Values;
    }

    private static void Collect(object value, string id, Dictionary<(string From, LinkKind Kind, string To), RecordLink> links)
    {
        foreach (var (property, refers) in Fields.GetOrAdd(value.GetType(), FieldsOf))
        {
            var content = property.GetValue(value);
            if (refers is null)
            {
                foreach (var part in content is IEnumerable many ? many.Cast<object>() : content is null ? [] : [content])
                    Collect(part, id, links);
                continue;
            }
            foreach (var named in content is string one ? [one] : (IEnumerable<string>?)content ?? [])
            {
                if (refers.Or.Contains(named))
                    continue;
                var (from, to) = refers.Reverse ? (named, id) : (id, named);
                links.TryAdd((from, refers.Link, to), new RecordLink { FromId = from, Kind = refers.Link, ToId = to, StatedBy = id });
            }
        }
    }

    private static Field[] FieldsOf(Type type) =>
        [.. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.GetIndexParameters().Length == 0
            let refers = property.GetCustomAttribute<RefersAttribute>()
            where refers is not null || MayHoldReferences(property.PropertyType)
            select new Field(property, refers)];

    /// <summary>True for the module's own parts (<c>Budget</c>, lists of <c>Session</c>): words, dates and numbers hold no references.</summary>
    private static bool MayHoldReferences(Type type)
    {
        var part = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        return part.IsClass && part.Namespace is { } space && space.EndsWith(".Contracts", StringComparison.Ordinal);
    }

    private readonly record struct Field(PropertyInfo Property, RefersAttribute? Refers);
}
