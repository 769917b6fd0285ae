using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.Net.Http.Headers;

namespace Concord.Serving;

/// <summary>
/// Names an answer by all that it is made from: the address, the state of the record, the reader's language and colours, the compression and the
/// program itself. Whoever has the answer of that name is told so (304) before it is made; under the same name it is kept here.
/// </summary>
internal sealed record AnswerTag(string Value)
{
    private static readonly string Program = Digest(string.Concat(Site.Modules.Select(module => module.ManifestModule.ModuleVersionId)));

    public static async Task Use(HttpContext http, RequestDelegate next)
    {
        if (!IsOfTheRecord(http))
        {
            await next(http);
            return;
        }
        var reading = http.RequestServices.GetRequiredService<Reading>();
        await reading.BeginAsync(http.RequestAborted);
        var encoding = EncodingOf(http.Request);
        // The compression must choose the encoding that the answer is named by: few forms instead of one per browser's list of encodings.
        http.Request.Headers.AcceptEncoding = encoding;
        var asked = http.Request;
        var tag = new AnswerTag("W/\"" + Digest(string.Join('\n',
            Program, asked.Scheme, asked.Host, asked.PathBase, asked.Path, asked.QueryString,
            reading.State, reading.Language.Tag, Theme.Of(asked), encoding)) + "\"");
        if (http.Request.Headers.IfNoneMatch.Count > 0 && tag.IsAmong(http.Request.GetTypedHeaders().IfNoneMatch))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.Headers.ETag = tag.Value;
            await reading.LetGoAsync();
            return;
        }
        http.Features.Set(tag);
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.Headers.ETag.Count == 0 && http.Features.Get<TimeOfDay>() is null)
                http.Response.Headers.ETag = tag.Value;
            return Task.CompletedTask;
        });
        await next(http);
    }

    private bool IsAmong(IEnumerable<EntityTagHeaderValue> known) =>
        EntityTagHeaderValue.Parse(Value) is var mine && known.Any(tag => tag.Compare(mine, useStrongComparison: false));

    private static string Digest(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    /// <summary>What readers without an account see of the record, and the answers to programs; not what carries a nonce.</summary>
    private static bool IsOfTheRecord(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<MayAttribute>()?.Act == KernelAccess.ReadRecord
        && http.Features.Get<Person>() is null
        && http.Request.Path is var path
        && (Language.Find(path.Value!.Split('/', 3)[1]) is not null || (Faults.IsOfTheRecord(path) && path != "/api"));

    /// <summary>The best of <c>br</c>, <c>gzip</c> and none that the request accepts (RFC 9110, 12.5.3).</summary>
    private static string EncodingOf(HttpRequest request)
    {
        if (request.Headers.AcceptEncoding.Count == 0)
            return "";
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts("br") ? "br" : Accepts("gzip") ? "gzip" : "";

        bool Accepts(string encoding) =>
            (accepted.FirstOrDefault(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                ?? accepted.FirstOrDefault(one => one.Value == "*")) is { } named && named.Quality is null or > 0;
    }
}
