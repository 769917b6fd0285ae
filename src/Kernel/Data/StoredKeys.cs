using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data;

/// <summary>A key with which the house signs what it hands out and takes back: forms, above all.</summary>
internal sealed class StoredKey
{
    /// <summary>The framework's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The framework's description, with the key in it.</summary>
    public required string Xml { get; init; }
}

/// <summary>Keeps those keys in the store: what one node signed another understands, and a form that was open outlives a restart.</summary>
internal sealed class StoredKeys(PlainSql sql) : IXmlRepository
{
    public static void Describe(ModelBuilder model) => model.Entity<StoredKey>().ToTable("house_key").HasKey(key => key.Name);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        sql.Read("SELECT \"Xml\" FROM house_key", row => XElement.Parse(row.GetString(0)));

    public void StoreElement(XElement element, string friendlyName) =>
        sql.Execute("INSERT INTO house_key (\"Name\", \"Xml\") VALUES (@name, @xml)", [("@name", friendlyName), ("@xml", element.ToString(SaveOptions.DisableFormatting))]);
}
