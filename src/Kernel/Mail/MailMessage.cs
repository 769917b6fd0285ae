using System.Text;
using Concord.Kernel.Mail.Letters;
using MimeKit;
using NodaTime;

namespace Concord.Kernel.Mail;

/// <summary>A written letter as a message (RFC 5322): both forms of its text, and the headers that programs go by.</summary>
internal static class MailMessage
{
    private const int LongestLine = 200;

    /// <summary>Makes the message.</summary>
    /// <param name="id">Its number; the Message-ID is made of it.</param>
    /// <param name="madeAt">When it was put into the outbox.</param>
    /// <param name="from">Who sends it.</param>
    /// <param name="to">Who receives it.</param>
    /// <param name="letter">What it says.</param>
    /// <param name="domain">What stands behind the sign in the Message-ID.</param>
    /// <param name="unsubscribe">Full address of the page that ends the subscription, or null.</param>
    public static MimeMessage Make(Guid id, Instant madeAt, MailboxAddress from, MailRecipient to, WrittenLetter letter, string domain, Uri? unsubscribe)
    {
        var message = new MimeMessage
        {
            MessageId = $"{id:N}@{domain}",
            Date = madeAt.ToDateTimeOffset(),
            Subject = OneLine(letter.Subject),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(Encoding.UTF8, OneLine(to.Name), Ascii(to.Address)));
        // RFC 3834: no vacation notice comes back.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (unsubscribe is not null)
        {
            message.Headers.Add("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            // RFC 8058: one press in the mail program ends it.
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.Body = new MultipartAlternative { Part("plain", letter.Text), Part("html", letter.Html) };
        message.Body.Headers.Add("Content-Language", to.Language.Tag);
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    /// <summary>
    /// A text that stands in a header: on one line, without anything that controls. The library folds and encodes headers by itself; this makes sure that
    /// nothing that was typed somewhere begins a header of its own.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = string.Concat(text.Select(sign => char.IsControl(sign) || sign is '\u2028' or '\u2029' ? ' ' : sign)).Trim();
        return line.Length <= LongestLine ? line : line[..(char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine)];
    }

    /// <summary>The domain in its ASCII form, which every host understands.</summary>
    private static string Ascii(MailAddress address) => MailboxAddress.EncodeAddrspec(address.Text);

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = System.Text.Ascii.IsValid(text) ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
