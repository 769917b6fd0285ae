using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Concord.Interop.Api;

/// <summary>The record as JSON: lists with the filters of the pages, and single records, each exactly as the bundle has it.</summary>
internal static class RecordApi
{
    internal const string Path = "/api/v1";
    internal const int DefaultLimit = 50;
    internal const int HighestLimit = 200;

    private const string Json = "application/json";

    public static void MapRecordApi(this IEndpointRouteBuilder routes)
    {
        foreach (var model in RecordKinds.All.Select(kind => routes.ServiceProvider.GetRequiredService<RecordModels>()[kind]))
        {
            var (kind, plural) = (model.Kind, model.Kind.Plural());
            var records = routes.MapGroup($"{Path}/{plural}").WithTags(plural);
            records.MapMethods("", ReadOnly.Methods, (HttpContext http, Reading r, CancellationToken cancel) => ListRecords(http, r, model, cancel))
                .WithName($"list-{plural}")
                .WithSummary($"Lists {plural}")
                .WithDescription("Without \"sort\" in the order in which they were recorded, so that reading on never skips or repeats one. Filters of several names narrow the list, several values of one name widen it; a filter that the kind cannot have finds none of it; unknown names are ignored.")
                .WithMetadata(new ListOperation(model))
                .Produces(StatusCodes.Status200OK, typeof(RecordSlice<>).MakeGenericType(model.DocumentType), Json)
                .ProducesProblem(StatusCodes.Status400BadRequest)
                .ProducesProblem(StatusCodes.Status429TooManyRequests);
            records.MapMethods("{id}", ReadOnly.Methods,
                (string id, HttpContext http, Reading r, CancellationToken cancel) => ShowRecord(id, http, r, kind, cancel))
                .WithName($"show-{kind.Singular()}")
                .WithMetadata(new ShowOperation(kind))
                .WithSummary($"Shows one {kind.Word()}")
                .WithDescription("With an ETag, which changes with each version, and Last-Modified; send them back as If-None-Match or If-Modified-Since to be told 304 while nothing has changed.")
                .Produces(StatusCodes.Status200OK, model.DocumentType, Json)
                .Produces(StatusCodes.Status304NotModified)
                .ProducesProblem(StatusCodes.Status404NotFound)
                .ProducesProblem(StatusCodes.Status412PreconditionFailed)
                .ProducesProblem(StatusCodes.Status429TooManyRequests);
        }
    }

    private static async Task<IResult> ListRecords(HttpContext http, Reading r, RecordModel model, CancellationToken cancel)
    {
        var query = http.Request.Query;
        var asked = ListRequest.Read(query, model);
        var faults = new RequestProblem(asked.Faults);
        var limit = ReadLimit(query, faults);
        Refuse("page", query, faults, "nothing: the address in “next” leads on, and “limit” says how many records an answer holds");
        var here = model.Kind.Plural() + '\n' + asked.Canonical;
        var after = ReadCursor(query, here, faults);
        if (faults.Any)
            return faults.Answer();
        await r.BeginAsync(cancel);
        var list = await r.AskAsync(model.Kind, asked, cancel);
        // One more than is shown tells whether there is a next page.
        var nos = await r.AfterAsync(model.Kind, list, after, limit + 1, cancel);
        string? next = null;
        if (nos.Count > limit)
        {
            nos.RemoveAt(limit);
            next = NextAddress(http.Request, ListCursor.Write(here, nos[^1]));
        }
        var bodies = await r.BodiesAsync(nos, cancel);
        http.Response.ContentType = Json;
        await r.LetGoAsync();
        var end = Encoding.UTF8.GetBytes(End(list.Total, next));
        http.Response.ContentLength = Begin.Length + bodies.Sum(stored => stored.Body.Length) + Math.Max(0, bodies.Count - 1) + end.Length;
        Write(http.Response.BodyWriter, bodies, end);
        await http.Response.BodyWriter.FlushAsync(cancel);
        return Results.Empty;
    }

    private static async Task<IResult> ShowRecord(string id, HttpContext http, Reading r, RecordKind kind, CancellationToken cancel)
    {
        // No stored id is longer; anything else that is not an id is simply not found.
        var found = id.Length > 200 ? null : await r.Reads.FindAsync(kind, id, cancel);
        if (found is null)
            return RequestProblem.NotFound($"There is no {kind.Word()} with this id. Ids are made of small letters, digits and underscores; {Path}/{kind.Plural()} lists them.");
        http.Response.Headers.CacheControl = "no-cache";
        // Weak, for the same tag stands on compressed and on plain answers.
        var tag = $"\"{RecordTag.Of(found.Version, found.ChangedAt)}\"";
        return TypedResults.Bytes(found.Body, Json, lastModified: found.ChangedAt.ToDateTimeOffset(), entityTag: new EntityTagHeaderValue(tag, isWeak: true));
    }

    private static ReadOnlySpan<byte> Begin => "{\"items\":["u8;

    private static string End(int total, string? next)
    {
        var link = next is null ? "null" : "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(next) + "\"";
        return string.Create(CultureInfo.InvariantCulture, $"],\"total\":{total},\"next\":{link}}}");
    }

    /// <summary>The stored documents with the frame of the list around them: nothing is read or written anew.</summary>
    private static void Write(PipeWriter answer, List<StoredBody> bodies, ReadOnlySpan<byte> end)
    {
        Put(answer, Begin);
        for (var i = 0; i < bodies.Count; i++)
        {
            if (i > 0)
                Put(answer, ","u8);
            Put(answer, bodies[i].Body);
        }
        Put(answer, end);
    }

    private static void Put(PipeWriter answer, ReadOnlySpan<byte> bytes)
    {
        var room = answer.GetSpan(bytes.Length);
        bytes.CopyTo(room);
        answer.Advance(bytes.Length);
    }

    private static int ReadLimit(IQueryCollection query, RequestProblem faults)
    {
        if (One(query, "limit", faults) is not { } given)
            return DefaultLimit;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= HighestLimit)
            return limit;
        faults.Add("limit", given, string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {HighestLimit}"));
        return DefaultLimit;
    }

    private static int ReadCursor(IQueryCollection query, string list, RequestProblem faults)
    {
        if (One(query, "cursor", faults) is not { } given)
            return 0;
        if (ListCursor.TryRead(list, given, out var after))
            return after;
        faults.Add("cursor", given, "the cursor of an address that this list gave as its next, with the same filters and order; leave it out to begin anew");
        return 0;
    }

    /// <summary>A list says what it cannot do instead of ignoring the request.</summary>
    internal static void Refuse(string parameter, IQueryCollection query, RequestProblem faults, string instead)
    {
        if (query[parameter].FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } given)
            faults.Add(parameter, given, instead);
    }

    private static string? One(IQueryCollection query, string name, RequestProblem faults)
    {
        var given = query[name].Where(value => !string.IsNullOrEmpty(value)).Distinct(StringComparer.Ordinal).ToList();
        if (given.Count > 1)
            faults.Add(name, string.Join(", ", given), "one value, not several");
        return given.Count == 1 ? given[0] : null;
    }

    private static string NextAddress(HttpRequest request, string cursor) =>
        QueryHelpers.AddQueryString(
            Origin.Of(request) + request.PathBase + request.Path,
            request.Query.Where(part => !string.Equals(part.Key, "cursor", StringComparison.OrdinalIgnoreCase))
                .SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value)))
                .Append(KeyValuePair.Create("cursor", (string?)cursor)));
}

/// <summary>The methods of an address that can only be read.</summary>
internal static class ReadOnly
{
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];
}

/// <summary>A stretch of a list, as the answer's schema describes it.</summary>
/// <param name="Items">The records, exactly as the bundle has them.</param>
/// <param name="Total">How many records match in all.</param>
/// <param name="Next">Address of the next stretch; null at the end.</param>
internal sealed record RecordSlice<T>(IReadOnlyList<T> Items, int Total, Uri? Next)
    where T : RecordDocument;

/// <summary>Marks an operation that shows one record, so that its address has an example.</summary>
internal sealed record ShowOperation(RecordKind Kind);

/// <summary>Marks the operation that lists a kind, so that its filters are described.</summary>
internal sealed record ListOperation(RecordModel Model);
