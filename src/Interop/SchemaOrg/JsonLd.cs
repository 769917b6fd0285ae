using System.Text;
using System.Text.Json;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Html;

namespace Concord.Interop.SchemaOrg;

/// <summary>Writes one thing of schema.org. What is not known is left out: null texts and empty lists write nothing.</summary>
internal readonly struct JsonLd
{
    private readonly Utf8JsonWriter json;

    private JsonLd(Utf8JsonWriter json) => this.json = json;

    /// <summary>
    /// A block that may stand in a <c>script</c> element: the encoder writes <c>&lt;</c>,
    /// <c>&gt;</c> and <c>&amp;</c> as escapes, so no title can end it.
    /// </summary>
    public static IHtmlContent Block(Action<JsonLd> write)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = RecordJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            write(new JsonLd(json));
            json.WriteEndObject();
        }
        return new HtmlString(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    public JsonLd Text(string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
        return this;
    }

    public JsonLd Number(string name, double number)
    {
        json.WriteNumber(name, number);
        return this;
    }

    public JsonLd Flag(string name, bool value)
    {
        json.WriteBoolean(name, value);
        return this;
    }

    public JsonLd Texts(string name, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        if (all.Count == 0)
            return this;
        json.WriteStartArray(name);
        foreach (var text in all)
            json.WriteStringValue(text);
        json.WriteEndArray();
        return this;
    }

    public JsonLd Part(string name, Action<JsonLd> write)
    {
        json.WriteStartObject(name);
        write(this);
        json.WriteEndObject();
        return this;
    }

    /// <summary>Things: one as it is, several as a list.</summary>
    public JsonLd List<T>(string name, IEnumerable<T> things, Action<JsonLd, T> write)
    {
        var all = things.ToList();
        if (all.Count == 0)
            return this;
        json.WritePropertyName(name);
        if (all.Count > 1)
            json.WriteStartArray();
        foreach (var thing in all)
        {
            json.WriteStartObject();
            write(this, thing);
            json.WriteEndObject();
        }
        if (all.Count > 1)
            json.WriteEndArray();
        return this;
    }
}
