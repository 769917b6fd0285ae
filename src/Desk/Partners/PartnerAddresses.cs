using Concord.Desk.Editing;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Desk.Partners;

/// <summary>Where programs write records: at the addresses at which everybody reads them, with a key.</summary>
internal static class PartnerAddresses
{
    private const string Api = "/api/v1";

    /// <summary>Where a record is read.</summary>
    public static string Of(RecordKind kind, string id) => $"{Api}/{kind.Plural()}/{id}";

    /// <summary>Where a program asks how far a draft has come.</summary>
    public static string OfDraft(Guid draft) => $"{Api}/drafts/{draft:D}";

    public static void MapPartners(this IEndpointRouteBuilder routes)
    {
        foreach (var kind in RecordKinds.All)
        {
            var (word, document) = (kind.Word(), routes.ServiceProvider.GetRequiredService<RecordModels>()[kind].DocumentType);
            var records = routes.MapGroup($"{Api}/{kind.Plural()}").WithTags(kind.Plural()).RequireMay(DeskAccess.WriteByKey);
            records.MapPost("", (HttpContext http, Reading r, RequestsUnderWay underWay, CancellationToken cancel) =>
                    new PartnerWrite(http, r, kind, null, WriteManner.Add).RunAsync(underWay, cancel))
                .WithName($"add-{kind.Singular()}")
                .WithSummary($"Adds one {word}")
                .WithDescription("The whole record, as it is to be read; without \"id\" it gets one.")
                .Describes(new KeyedOperation(kind, ChangesStanding: false), StatusCodes.Status201Created, document);
            records.MapPut("{id}", (string id, HttpContext http, Reading r, RequestsUnderWay underWay, CancellationToken cancel) =>
                    new PartnerWrite(http, r, kind, id, WriteManner.Replace).RunAsync(underWay, cancel))
                .WithName($"replace-{kind.Singular()}")
                .WithSummary($"Replaces what one {word} states")
                .WithDescription("The whole record: what is left out is not stated any more.")
                .Describes(new KeyedOperation(kind, ChangesStanding: true), StatusCodes.Status200OK, document);
            records.MapPatch("{id}", (string id, HttpContext http, Reading r, RequestsUnderWay underWay, CancellationToken cancel) =>
                    new PartnerWrite(http, r, kind, id, WriteManner.Patch).RunAsync(underWay, cancel))
                .WithName($"change-{kind.Singular()}")
                .WithSummary($"Changes parts of one {word}")
                .WithDescription("A merge patch (RFC 7396): fields that it names are replaced, those set to null go, lists are replaced whole.")
                .Describes(new KeyedOperation(kind, ChangesStanding: true), StatusCodes.Status200OK, document);
            records.MapDelete("{id}", (string id, HttpContext http, Reading r, RequestsUnderWay underWay, CancellationToken cancel) =>
                    new PartnerWrite(http, r, kind, id, WriteManner.Archive).RunAsync(underWay, cancel))
                .WithName($"archive-{kind.Singular()}")
                .WithSummary($"Archives one {word}")
                .WithDescription("It leaves lists, search and feeds and stays at its address, with its history. People take it out of the archive again.")
                .Describes(new KeyedOperation(kind, ChangesStanding: true), StatusCodes.Status200OK, document);
        }
        routes.MapGet(Api + "/drafts/{draft:guid}", ShowDraftAsync)
            .RequireMay(DeskAccess.WriteByKey)
            .WithTags("drafts")
            .WithName("show-draft")
            .WithSummary("Says how far a draft has come")
            .WithDescription("A draft that was written with the same key: in_review, sent_back (the comments say why; send the record anew), scheduled, published or discarded.")
            .WithMetadata(new KeyedOperation(null, ChangesStanding: false))
            .Produces<ShownDraft>(StatusCodes.Status200OK, PartnerWrite.Json)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ShowDraftAsync(Guid draft, Reading r, CancellationToken cancel)
    {
        // Another's draft is not there for this key, whatever it may write.
        if (await Drafts.FindAsync(r.Db, draft, cancel) is not { } found || found.CreatedBy != r.Person.Key!.Id)
            return WriteAnswer.Refused(StatusCodes.Status404NotFound, r.L["This key has written no such draft."]);
        var comments = await r.Db.Set<DraftComment>().AsNoTracking().Where(comment => comment.DraftId == draft).OrderBy(comment => comment.At).ToListAsync(cancel);
        return TypedResults.Bytes(WriteAnswer.Write(PartnerDrafts.Describe(found, comments)), PartnerWrite.Json);
    }

    private static void Describes(this RouteHandlerBuilder address, KeyedOperation operation, int done, Type document)
    {
        address.WithMetadata(operation).Produces(done, document, PartnerWrite.Json).Produces<ShownDraft>(StatusCodes.Status202Accepted, PartnerWrite.Json);
        foreach (var status in operation.ChangesStanding ? [.. Refusals, StatusCodes.Status404NotFound, StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired] : Refusals)
            address.ProducesProblem(status);
    }

    private static readonly int[] Refusals =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status429TooManyRequests,
    ];
}

/// <summary>A draft as its program is told of it; for the description of the API.</summary>
/// <param name="Draft">Number of the draft.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Kind">The kind of record, as addresses name it.</param>
/// <param name="Record">The id that the record has or is to have.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="PublishedVersion">The version that it became, once it is published.</param>
/// <param name="Detail">What happens next, in answer to writing.</param>
/// <param name="Comments">What was said of it at the desk.</param>
internal sealed record ShownDraft(Guid Draft, string State, string Kind, string Record, string ChangedAt, int? PublishedVersion, string? Detail, IReadOnlyList<ShownComment>? Comments);

/// <param name="At">When it was written.</param>
/// <param name="Text">What it says.</param>
internal sealed record ShownComment(string At, string Text);
