using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Mail.Letters;
using MimeKit;
using NodaTime;

namespace Concord.Kernel.Tests.Mail;

public sealed class MailMessageTests
{
    private static readonly Guid Id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Theory]
    [InlineData("Hello\r\nBcc: all@example.org", "A\r\nX-Evil: 1")]
    [InlineData("Hello\nBcc: all@example.org\n\nbody", "A\u0085X-Evil: 1")]
    [InlineData("Hello\u2028Bcc: all@example.org", "A\" <evil@example.org>, \"")]
    [InlineData("=?utf-8?Q?=0D=0ABcc:_all@example.org?=", "=?utf-8?B?DQpYLUV2aWw6IDE=?=")]
    public void Nothing_that_was_typed_becomes_a_header(string subject, string name)
    {
        var message = Make(subject, name, "text", "<p>text</p>");
        Assert.Equal(["Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "Message-Id", "MIME-Version", "Subject", "To"],
            message.Headers.Concat(message.Body!.Headers).Select(header => header.Field).Order(StringComparer.OrdinalIgnoreCase));
        var to = Assert.Single(message.To.Mailboxes);
        Assert.Equal("name@example.org", to.Address);
        Assert.Empty(message.Bcc);
        Assert.DoesNotContain("\n", message.Subject!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Приглашение на форум", "Айгерим Ёлкина")]
    [InlineData("邀请函：环境合作论坛", "李小龙")]
    [InlineData("환경협력 포럼 초청장", "김민준")]
    [InlineData("Мундил 🌿", "Бат-Эрдэнэ")]
    public void Names_and_subjects_of_any_script_arrive_as_they_were_written(string subject, string name)
    {
        var message = Make(subject, name, subject, $"<p>{subject}</p>");
        Assert.Equal((subject, name), (message.Subject, Assert.Single(message.To.Mailboxes).Name));
        Assert.Equal(subject, message.TextBody!.TrimEnd());
        Assert.Equal($"<p>{subject}</p>", message.HtmlBody!.TrimEnd());
    }

    [Fact]
    public void A_mail_by_subscription_is_ended_with_one_press()
    {
        var message = Make("News", "A", "text", "<p>text</p>", new Uri("https://record.example.org/unsubscribe/abc?lang=ru"));
        Assert.Equal("<https://record.example.org/unsubscribe/abc?lang=ru>", message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public void The_number_of_a_mail_is_the_same_however_often_it_is_made()
    {
        Assert.Equal("01890a5dac96774bbcceb302099a8057@record.example.org", Make("A", "B", "C", "D").MessageId);
        Assert.Equal("auto-generated", Make("A", "B", "C", "D").Headers["Auto-Submitted"]);
        Assert.Equal("ru", Make("A", "B", "C", "D").Body!.Headers["Content-Language"]);
    }

    [Fact]
    public void A_domain_of_another_script_goes_out_in_the_form_that_every_host_knows()
    {
        using var message = MailMessage.Make(Id, Instant.FromUnixTimeSeconds(0), new MailboxAddress("Concord", "concord@example.org"),
            new MailRecipient(MailAddress.Read("name@пример.рф")!, "A", Language.Russian), new WrittenLetter("A", "B", "C"), "example.org", null);
        Assert.Contains("name@xn--e1afmkfd.xn--p1ai", message.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Made, written and read again, as it would arrive.</summary>
    private static MimeMessage Make(string subject, string name, string text, string html, Uri? unsubscribe = null)
    {
        using var message = MailMessage.Make(Id, Instant.FromUtc(2022, 9, 10, 1, 0), new MailboxAddress("Concord", "concord@example.org"),
            new MailRecipient(MailAddress.Read("name@example.org")!, name, Language.Russian), new WrittenLetter(subject, text, html), "record.example.org", unsubscribe);
        var stream = new MemoryStream();
        message.WriteTo(stream);
        stream.Position = 0;
        return MimeMessage.Load(stream);
    }
}
