using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
internal sealed class StoredKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public static void Describe(ModelBuilder model) => model.Entity<StoredKey>().ToTable("house_key").HasKey(key => key.Name);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<ConcordDb>().Set<StoredKey>().AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
        db.Add(new StoredKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
