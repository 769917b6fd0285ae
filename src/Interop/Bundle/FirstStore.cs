using System.Data.Common;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Interop.Bundle;

/// <summary>A store that an import is about to make where there is none.</summary>
internal sealed class FirstStore(IServiceProvider services)
{
    private readonly StoreLocation location = services.GetRequiredService<StoreLocation>();
    private readonly bool hadFolder = Directory.Exists(services.GetRequiredService<StoreLocation>().DataFolder);

    /// <summary>
    /// Takes the store away again, unless somebody else has it open or has put records into it meanwhile. If that fails too, an empty store
    /// stays: the first fault is the one that counts.
    /// </summary>
    public async Task TakeBackAsync()
    {
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            try
            {
                // Records come only when every table stands; one that was stopped while it made them may have none to ask.
                if (await Store.ConditionAsync(services) == StoreCondition.Ready && await db.Records.AnyAsync())
                    return;
                if (location.IsPostgres)
                    await db.Database.MigrateAsync(Migration.InitialDatabase);
                else if (await Store.IsAloneAsync(location))
                    Delete();
            }
            catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private void Delete()
    {
        File.Delete(location.SqliteFile);
        File.Delete(location.SqliteFile + ".migrating");
        if (!hadFolder)
            Directory.Delete(location.DataFolder);
    }
}
