using System.Text;

namespace Concord.Tests.Attacks;

/// <summary>What nobody would type, and what programs stumble over.</summary>
internal static class Oddities
{
    /// <summary>Texts, as the program would get them.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "-1", "0", "1", "2147483647", "2147483648", "-9223372036854775808", "99999999999999999999", "1e9", "NaN", "0x10", "null", "undefined", "true", "[]", "{}", "{0}", "%s%n", "\"", "'", "' OR 1=1 --", "\\", "`",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "//evil.example", "https://evil.example/", "../../../../etc/passwd", "..\\..\\x", "C:\\x", "file:///etc/passwd", "=cmd|' /C calc'!A0", "@SUM(1)",
        "a\r\nSet-Cookie: a=b", "a\nb", "\t", "\u0001\u001F\u007F", "\u0085", "\uFEFF", "\uFFFE", "\uFFFF", "\uD800", "a\uDC00b", "\u202Eevil", "\u200D", "e\u0301\u0301\u0301\u0301", "İıſß", "Ω≈ç√", "水空气", "загрязнение", "대기오염", "👩‍👩‍👧‍👦", "𝔘𝔫𝔦",
        "2021-02-30", "0000-00-00", "9999-12-31T23:59:59Z", "0001-01-01", "-271821-04-20", "2022-10-30 02:30", "24:00", "Europe/Nowhere", "Etc/UTC", "2022-W99", "12.5.22", "30 февраля", "２０２２年", "mailto:a@b", "a@b", "\"a b\"@example.org", "a@[127.0.0.1]", "a@" + new string('b', 300) + ".org",
        "en", "zh-Hant-TW-x-private", "xx", "sco_env", "events/acecf_2018", "EUR", "KZ", "ZZ", "__proto__", "constructor", "autosave", "publish", "schedule", "discard", "check", "look",
        new string('x', 501), new string('水', 3000), new string('a', 20_001), string.Concat(Enumerable.Repeat("a.", 300)), string.Concat(Enumerable.Repeat("[", 300)), string.Concat(Enumerable.Repeat("e\u0301", 600)),
    ];

    /// <summary>Queries as they come over the wire, escapes and all.</summary>
    public static readonly string[] Queries =
        ["?", "?&&==&", "?=", "?%", "?%zz", "?q=%FF%FE", "?q=%ED%A0%80", "?q=%00", "?q=%u0041", "?page=1&page=2", "?q[]=1&q[a]=2", "?handler=nothing", "?handler=", "?handler=Publish&handler=Withdraw", "?q=" + new string('x', 7000), "?" + new string('&', 2000), "?culture=xx&ui-culture=%00"];

    public static readonly (string Name, string Value)[] Headers =
    [
        ("Accept", "*/*;q=9"), ("Accept", "text/html;level=\"1"), ("Accept", new string(',', 300)), ("Accept-Language", "zh-Hant-Hans-xx;q=2,*;q=-1"), ("Accept-Language", "ru;q=0,ko;q=0,zh;q=0,en;q=0"), ("Accept-Language", new string('x', 4000)), ("Accept-Encoding", "br;q=0,identity;q=0,*;q=0"), ("Accept-Charset", "utf-7"),
        ("If-None-Match", "\"x"), ("If-None-Match", "*"), ("If-Match", "W/\"1\""), ("If-Modified-Since", "yesterday"), ("If-Modified-Since", "Thu, 01 Jan 9999 00:00:00 GMT"), ("If-Range", "\"\""), ("Range", "bytes=0-0,1-1,2-2,3-"), ("Range", "bytes=-99999999999999999999"), ("Range", "lines=1-2"),
        ("Cookie", "session=x; session=y; form=; theme=\"<b>\""), ("Cookie", "session=" + new string('A', 43)), ("Cookie", "=;;=;\"\""), ("Authorization", "Basic Og=="), ("Authorization", "Bearer " + new string('x', 2000)), ("X-Forwarded-For", "1.2.3.4, ::1, unknown"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"), ("Forwarded", "for=_x;host=\"evil\""),
        ("X-HTTP-Method-Override", "DELETE"), ("X-Original-URL", "/en/people"), ("Host", "evil.example"), ("Host", ""), ("Host", "[::1]:0"), ("Origin", "null"), ("Origin", "https://evil.example"), ("Referer", "https://evil.example/?<script>"), ("traceparent", "00-x-y-zz"), ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("baggage", "a=b;c=" + new string('d', 3000)), ("Content-Encoding", "gzip"), ("Expect", "100-continue"),
        ("Upload-Offset", "-1"), ("Upload-Offset", "99999999999999999999"), ("Upload-Complete", "?2"), ("Upload-Complete", "?1"), ("Idempotency-Key", new string('k', 500)), ("RequestVerificationToken", "x"), ("Prefer", "return=minimal"), ("Access-Control-Request-Method", "PUT"),
    ];

    public static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X"];

    /// <summary>Bodies that are not what they say.</summary>
    public static readonly (string? Type, byte[] Body)[] Bodies =
    [
        (null, []), (null, "x"u8.ToArray()), ("text/plain", "x"u8.ToArray()), ("application/json", []), ("application/json", "{"u8.ToArray()), ("application/json", "null"u8.ToArray()), ("application/json", "[]"u8.ToArray()), ("application/json", "1e999"u8.ToArray()),
        ("application/json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 5000)))), ("application/json", "{\"owner\":\"events/acecf_2018\",\"name\":\"a\\u0000.pdf\",\"length\":1,\"language\":\"en\"}"u8.ToArray()),
        ("application/json", "{\"owner\":\"events/acecf_2018\",\"name\":\"a\\ud800.pdf\",\"length\":1,\"language\":\"en\",\"title\":\"\\udfff\"}"u8.ToArray()), ("application/json", "{\"owner\":\"a/b/c\",\"name\":null,\"length\":-1}"u8.ToArray()), ("application/json", "{\"owner\":\"events/acecf_2018\",\"length\":9223372036854775807,\"name\":\"a.pdf\",\"language\":\"en\"}"u8.ToArray()),
        ("application/json; charset=utf-16", "{}"u8.ToArray()), ("application/json; charset=nothing", "{}"u8.ToArray()), ("application/json", [0xFF, 0xFE, 0x7B, 0x00]), ("application/problem+json", "{}"u8.ToArray()), ("application/merge-patch+json", "{\"a\":null}"u8.ToArray()),
        ("application/json", "{\"owner\":\"events/a\\u0000b\",\"name\":\"a.pdf\",\"length\":1,\"language\":\"en\"}"u8.ToArray()), ("application/json", "{\"owner\":\"events/acecf_2018\",\"name\":\"a.pdf\",\"length\":1,\"language\":\"e\\u0000\",\"title\":\"a\\u0000b\"}"u8.ToArray()),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na\0b\r\n--b--\r\n"u8.ToArray()),
        ("application/xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"u8.ToArray()), ("application/partial-upload", [1, 2, 3]), ("application/partial-upload", []), ("application/octet-stream", [0, 1, 2, 0xFF]),
        ("application/x-www-form-urlencoded", "a"u8.ToArray()), ("application/x-www-form-urlencoded", "%ED%A0%80=%FF&%00=%00"u8.ToArray()), ("application/x-www-form-urlencoded; charset=utf-7", "a=+ADw-"u8.ToArray()), ("application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1500).Select(n => FormattableString.Invariant($"a{n}=1&"))))),
        ("application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(new string('k', 3000) + "=1")), ("application/x-www-form-urlencoded; charset=", "a=1"u8.ToArray()), ("multipart/form-data", "x"u8.ToArray()), ("multipart/form-data; boundary=", "x"u8.ToArray()), ("multipart/form-data; boundary=b", "--b\r\nno header\r\n\r\n--b--\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nPK\x03\x04 not a workbook\r\n--b--\r\n"u8.ToArray()), ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlf\"\r\n\r\n<xliff\r\n--b"u8.ToArray()),
        ("multipart/form-data; boundary=\"" + new string('b', 200) + "\"", "--b"u8.ToArray()), ("multipart/mixed; boundary=b", "--b\r\n\r\n--b--"u8.ToArray()), ("a/b; c", "x"u8.ToArray()), ("\"", "x"u8.ToArray()),
    ];
}
