using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Tests.House;
using Concord.Tests.Partners;

namespace Concord.Tests.Attacks;

/// <summary>A request as it is sent.</summary>
internal sealed record MadeRequest(string Method, string Path, string Query, List<(string Name, string Value)> Headers, string? Type, byte[] Body)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Method} {Short(Path)}{Short(Query)} {Type} {Short(Encoding.UTF8.GetString(Body))} {string.Join(' ', Headers.Select(header => header.Name + ": " + Short(header.Value)))}");

    private static string Short(string text) => (text.Length > 300 ? text[..300] + "…" : text).Replace("\0", "\\0", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}

/// <summary>
/// Makes requests out of nothing but chance and what is known of the house: its addresses, the forms of its pages, and ids that it gave out. The same seed
/// makes the same requests, but for the ids.
/// </summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="ids">Ids that the house gave out so far.</param>
internal sealed class RequestMaker(Random random, IReadOnlyList<string> ids)
{
    private static readonly string[] Fields = ["id", "title", "kind", "mechanisms", "hosts", "start", "end", "sources", "venue", "sessions", "topics", "participants", "links", "status", "time_zone", "translated", "format", "language_channels"];

    /// <summary>An address with sound and odd parts.</summary>
    public MadeRequest At(KnownAddress address)
    {
        var oddness = random.Next(4) == 0 ? 0.5 : 0.0;
        var path = address.Path((name, before) => random.NextDouble() < oddness ? Segment(Odd()) : Sound(name, before));
        var query = Query(address.Handler);
        var method = random.Next(10) == 0 ? Pick(Oddities.Methods) : address.Method;
        var (type, body) = method is "GET" or "HEAD" ? (null, []) : random.Next(2) == 0 ? Pick(Oddities.Bodies) : AnyForm([.. Enumerable.Range(0, random.Next(6)).Select(_ => (Pick(KnownParameters.All), Odd()))]);
        return new MadeRequest(method, path, query, Headers(), type, body);
    }

    /// <summary>A form of the house with some of its fields changed, left out, doubled or renamed.</summary>
    public MadeRequest Of(HouseForm form)
    {
        var fields = form.Fields.Select(field => (field.Name, field.Value)).ToList();
        for (var changes = random.Next(4); changes > 0 && fields.Count > 0; changes--)
        {
            var at = random.Next(fields.Count);
            switch (random.Next(8))
            {
                case 0:
                    fields.RemoveAt(at);
                    break;
                case 1:
                    fields.Add((fields[at].Name, Odd()));
                    break;
                case 2:
                    fields[at] = (Odd(), fields[at].Value);
                    break;
                case 3:
                    fields.Add((Odd() is { Length: > 0 } name ? name : "x", Odd()));
                    break;
                // The token is left alone mostly: without it nothing of the form is looked at.
                default:
                    if (fields[at].Name != "__RequestVerificationToken" || random.Next(20) == 0)
                        fields[at] = (fields[at].Name, Odd());
                    break;
            }
        }
        if (form.Buttons.Count > 0)
            fields.Add(Pick(form.Buttons));
        var (path, query) = form.Action.Split('?', 2) is [var before, var after] ? (before, "?" + after) : (form.Action, "");
        if (form.Method == "GET")
            return new MadeRequest("GET", path, "?" + string.Join('&', fields.Select(field => Uri.EscapeDataString(field.Name) + "=" + Uri.EscapeDataString(field.Value))), Headers(), null, []);
        // A browser sends in parts where files go with it; whoever attacks may send so everywhere.
        var (type, body) = form.IsMultipart || random.Next(3) == 0 ? Multipart(fields) : Form(fields);
        return new MadeRequest("POST", path, query, Headers(), type, random.Next(50) == 0 ? body[..random.Next(body.Length + 1)] : body);
    }

    /// <summary>A record as a program would write it, with some of its fields changed.</summary>
    public MadeRequest Record(KnownAddress address)
    {
        var record = JsonNode.Parse(APartner.Event)!.AsObject();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var name = random.Next(4) == 0 ? Odd() : Pick(Fields);
            record[name] = random.Next(7) switch
            {
                0 => null,
                1 => random.Next(),
                2 => new JsonArray(Odd(), new JsonObject { [Odd()] = Odd() }, null),
                3 => new JsonObject { ["en"] = Odd(), [Pick(Contract.Languages)] = Odd(), [Odd()] = 1e300 },
                4 => new JsonArray([.. Enumerable.Range(0, random.Next(600)).Select(n => (JsonNode)n)]),
                5 => random.Next(2) == 0,
                _ => Odd(),
            };
        }
        var path = address.Path(Sound);
        var headers = Headers();
        if (random.Next(4) > 0)
            headers.Add(("If-Match", random.Next(3) > 0 ? "*" : Odd().Replace('\r', ' ').Replace('\n', ' ')));
        if (random.Next(3) == 0)
            headers.Add(("Idempotency-Key", "key-" + random.Next(50).ToString(CultureInfo.InvariantCulture)));
        var body = Encoding.UTF8.GetBytes(random.Next(20) > 0 ? record.ToJsonString() : record.ToJsonString().Replace("\\uFFFD", "\\uD800", StringComparison.Ordinal));
        return new MadeRequest(address.Method, path, "", headers, address.Method == "PATCH" ? "application/merge-patch+json" : "application/json", random.Next(20) == 0 ? body[..random.Next(body.Length)] : body);
    }

    /// <summary>Something that no route knows.</summary>
    public MadeRequest Anywhere() => new(Pick(Oddities.Methods), "/" + string.Join('/', Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(2) == 0 ? Segment(Odd()) : Pick(Contract.Kinds))), Query(null), Headers(), null, []);

    private string Odd() => random.Next(12) switch
    {
        0 => Encoding.UTF8.GetString([.. Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(256))]),
        1 when ids.Count > 0 => Pick(ids),
        2 => Pick(Oddities.Texts) + Pick(Oddities.Texts),
        _ => Pick(Oddities.Texts),
    };

    private string Query(string? handler)
    {
        var query = handler is null ? "" : "?handler=" + handler;
        if (random.Next(20) == 0)
            return Pick(Oddities.Queries);
        for (var more = random.Next(3); more > 0; more--)
            query += (query.Length == 0 ? "?" : "&") + Pick(KnownParameters.All) + "=" + Uri.EscapeDataString(Odd());
        return query;
    }

    private List<(string Name, string Value)> Headers() => random.Next(4) > 0 ? [] : [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick(Oddities.Headers))];

    private string Sound(string name, string before)
    {
        var kind = Contract.Records.FirstOrDefault(record => before.Split('/').Contains(record.Kind));
        return name switch
        {
            "lang" or "target" => Pick(Contract.Languages),
            "kind" => Pick(Contract.Kinds),
            "guid" => ids.Count > 0 && random.Next(5) > 0 ? Pick(ids) : Guid.Empty.ToString(),
            "id" when kind.Kind is not null => random.Next(3) > 0 ? kind.Id : Pick([.. TheRecord.Ids(kind.Kind)]),
            "id" when before.Contains("/series/", StringComparison.Ordinal) => "acecf",
            "name" => "a.pdf",
            "letter" => "notices",
            "documentName" => "v1",
            "code" or "part" => random.Next(600).ToString(CultureInfo.InvariantCulture),
            _ => ids.Count > 0 && random.Next(2) == 0 ? Pick(ids) : "x",
        };
    }

    /// <summary>What can stand in a path once the server has read it: no half of a surrogate pair, no slash and no zero, which it refuses by itself.</summary>
    private static string Segment(string text)
    {
        var segment = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("/", "%2F", StringComparison.Ordinal).Replace("\0", "%00", StringComparison.Ordinal);
        return segment is "." or ".." ? "%2E" : segment;
    }

    private (string Type, byte[] Body) AnyForm(List<(string Name, string Value)> fields) => random.Next(2) == 0 ? Form(fields) : Multipart(fields);

    /// <summary>Zeros go escaped, which the framework refuses, or as they are.</summary>
    private (string Type, byte[] Body) Form(List<(string Name, string Value)> fields)
    {
        var body = string.Join('&', fields.Select(field => Escaped(field.Name) + "=" + Escaped(field.Value)));
        return ("application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(random.Next(2) == 0 ? body : body.Replace("%00", "\0", StringComparison.Ordinal)));
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var one in Bytes(text))
            escaped.Append(one == ' ' ? "+" : char.IsAsciiLetterOrDigit((char)one) ? ((char)one).ToString() : "%" + one.ToString("X2", CultureInfo.InvariantCulture));
        return escaped.ToString();
    }

    private static (string Type, byte[] Body) Multipart(List<(string Name, string Value)> fields)
    {
        var body = new StringBuilder();
        foreach (var (name, value) in fields)
            body.Append("--b\r\nContent-Disposition: form-data; name=\"").Append(name.Replace('"', '\'').Replace('\r', ' ').Replace('\n', ' ')).Append('"')
                .Append(name == "file" ? "; filename=\"a.xlf\"" : "").Append("\r\n\r\n").Append(value).Append("\r\n");
        return ("multipart/form-data; boundary=b", Bytes(body.Append("--b--\r\n").ToString()));
    }

    /// <summary>The text in UTF-8, and halves of surrogate pairs as a program writes them that knows no better: as characters of their own, which no reader takes.</summary>
    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < text.Length; at++)
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                at += rune.Utf16SequenceLength - 1;
            }
            else
                bytes.AddRange([0xED, (byte)(0x80 | ((text[at] >> 6) & 0x3F)), (byte)(0x80 | (text[at] & 0x3F))]);
        return [.. bytes];
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
