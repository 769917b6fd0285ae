using System.Globalization;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Concord.Kernel.Mail;

/// <summary>How the connection to the mail host is protected.</summary>
public enum MailSecurity
{
    /// <summary>Plain, then encrypted before anything is said (RFC 3207); a host that does not offer it is not used.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all: to a host on the same machine only.</summary>
    None,
}

/// <summary>How this installation sends mail; read from the settings <c>Mail__…</c>.</summary>
public sealed class MailSettings
{
    /// <summary>Name of the mail host; null where mails are written into a folder.</summary>
    public string? Host { get; private init; }

    public int Port { get; private init; }

    public MailSecurity Security { get; private init; }

    /// <summary>Name to sign in with; null for no sign-in.</summary>
    public string? User { get; private init; }

    public string? Password { get; private init; }

    /// <summary>File with certificates (PEM) of an authority that this installation trusts besides those of the system.</summary>
    public string? Authority { get; private init; }

    public required MailboxAddress From { get; init; }

    /// <summary>The most mails a minute that this node sends; 0 for no limit.</summary>
    public int PerMinute { get; private init; }

    /// <summary>Whether this node delivers; with several, not all need to.</summary>
    public bool Delivers { get; private init; } = true;

    /// <exception cref="InvalidDataException">A setting is not usable; the message says which, and what would be.</exception>
    public static MailSettings Of(IConfiguration configuration)
    {
        var host = Text("Host");
        if (Text("From") is null && host is not null)
            throw new InvalidDataException("Mail__Host is set and Mail__From is not: name who the mails are from, such as \"Secretariat <no-reply@example.org>\".");
        var security = Text("Security")?.ToLowerInvariant() switch
        {
            null or "starttls" => MailSecurity.StartTls,
            "tls" => MailSecurity.Tls,
            "none" => MailSecurity.None,
            var other => throw new InvalidDataException($"Mail__Security is \"{other}\": write starttls, tls or none."),
        };
        if (security == MailSecurity.None && host is not (null or "localhost" or "127.0.0.1" or "::1"))
            throw new InvalidDataException("Mail__Security is none, which only a mail host on this machine may have: write starttls or tls.");
        if (Text("Authority") is { } file && !File.Exists(file))
            throw new InvalidDataException($"Mail__Authority names {file}, which is not there.");
        return new MailSettings
        {
            Host = host,
            Port = Number("Port", security == MailSecurity.Tls ? 465 : security == MailSecurity.None ? 25 : 587),
            Security = security,
            User = Text("User"),
            Password = Text("Password"),
            Authority = Text("Authority"),
            From = Sender(Text("From") ?? "Concord <concord@localhost>"),
            PerMinute = Number("PerMinute", 0),
            Delivers = Text("Deliver") is not { } deliver || (bool.TryParse(deliver, out var delivers) ? delivers : throw new InvalidDataException($"Mail__Deliver is \"{deliver}\": write true or false.")),
        };

        string? Text(string name) => configuration["Mail:" + name] is { Length: > 0 } text ? text : null;

        int Number(string name, int usual) => Text(name) is not { } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidDataException($"Mail__{name} is \"{text}\": write a whole number.");
    }

    private static MailboxAddress Sender(string text)
    {
        var named = text.Length > 0 && text[^1] == '>' && text.LastIndexOf('<') is >= 0 and var begin ? (Name: text[..begin].Trim(' ', '"'), Address: text[(begin + 1)..^1]) : (Name: "", Address: text);
        return MailAddress.Read(named.Address) is { } address
            ? new MailboxAddress(System.Text.Encoding.UTF8, MailMessage.OneLine(named.Name), MailboxAddress.EncodeAddrspec(address.Text))
            : throw new InvalidDataException($"Mail__From is \"{text}\": write an address, or a name and an address such as \"Secretariat <no-reply@example.org>\".");
    }
}
