using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Concord.Kernel.Data;

/// <summary>A column as the model maps it, for rows that go in by the driver itself.</summary>
internal sealed class StoredColumn
{
    private readonly Func<object?, object?> convert;
    private readonly IProperty property;

    private StoredColumn(IProperty property) =>
        (this.property, convert) = (property, property.GetTypeMapping().Converter?.ConvertToProvider ?? (value => value));

    public string Name => property.GetColumnName();

    public string Type => property.GetColumnType();

    public object? Value(object row) => convert(property.GetGetter().GetClrValue(row));

    /// <summary>The table of an entity, and its columns in the order of the model.</summary>
    public static (string Table, IReadOnlyList<StoredColumn> Columns) Of<T>(IModel model)
    {
        var type = model.FindEntityType(typeof(T))!;
        return (type.GetTableName()!, [.. type.GetProperties().Select(property => new StoredColumn(property))]);
    }
}
