using System.Globalization;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Privacy;
using Concord.Kernel.Web;
using Concord.Parties.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Concord.Parties.Privacy;

/// <summary>The file with all that is kept of a person: for the person, and for an administrator whom the person asked. Both are noted.</summary>
internal static class DataAddresses
{
    public static void MapPersonalData(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang:language}/account/data.zip", (Reading r, DataFile file, ConcordDb db, CancellationToken cancel) =>
            SendAsync(r.Person.Account!.Value, PrivacyAccess.Own, r, file, db, cancel)).RequireMay(PrivacyAccess.Own).ExcludeFromDescription();
        routes.MapGet("/{lang:language}/people/{id:guid}/data.zip", (Guid id, Reading r, DataFile file, ConcordDb db, CancellationToken cancel) =>
            SendAsync(id, PrivacyAccess.Export, r, file, db, cancel)).RequireMay(PrivacyAccess.Export).ExcludeFromDescription();
    }

    private static async Task<IResult> SendAsync(Guid id, string act, Reading r, DataFile file, ConcordDb db, CancellationToken cancel)
    {
        if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancel) is not { } account)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        await r.BeginAsync(cancel);
        await db.DoAsync(new AuditNote(r.Now, Actor.Of(r.Person.Account!.Value), act, "accounts/" + id) { Details = new() { ["file"] = "zip" } }, () => Task.CompletedTask, cancel);
        return Results.File(await file.MakeAsync(r, db, Forgetting.SubjectOf(account), cancel), DataFile.MediaType,
            string.Create(CultureInfo.InvariantCulture, $"data-{LocalDatePattern.Iso.Format(r.Today)}.zip"));
    }
}
