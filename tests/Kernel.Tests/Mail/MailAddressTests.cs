using Concord.Kernel.Mail;

namespace Concord.Kernel.Tests.Mail;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("name@example.org")]
    [InlineData("first.last+tag@sub.example.org")]
    [InlineData("имя@пример.рф")]
    [InlineData("用户@例子.中国")]
    [InlineData("o'neil@example.org")]
    [InlineData("someone@localhost")]
    public void An_address_of_any_script_is_read(string text) => Assert.Equal(text, MailAddress.Read(" " + text + " ")!.Text);

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("@example.org")]
    [InlineData("name@")]
    [InlineData("name@example")]
    [InlineData("name@@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData(".name@example.org")]
    [InlineData("na..me@example.org")]
    [InlineData("name@-example.org")]
    [InlineData("name@192.0.2.1")]
    [InlineData("name@[192.0.2.1]")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("a b@example.org")]
    [InlineData("name@example.org, other@example.org")]
    [InlineData("<name@example.org>")]
    [InlineData("name@example.org\r\nBcc: all@example.org")]
    [InlineData("name\n@example.org")]
    [InlineData("name\u0000@example.org")]
    [InlineData("na\u200Bme@example.org")]
    [InlineData("na\u202Eme@example.org")]
    public void What_could_be_two_addresses_or_a_header_is_none(string text) => Assert.Null(MailAddress.Read(text));

    [Fact]
    public void An_address_is_as_long_as_the_protocol_allows()
    {
        Assert.NotNull(MailAddress.Read(new string('a', 64) + "@example.org"));
        Assert.Null(MailAddress.Read(new string('a', 65) + "@example.org"));
        Assert.Null(MailAddress.Read("имя" + new string('я', 30) + "@example.org"));
        Assert.Null(MailAddress.Read("name@" + string.Join('.', Enumerable.Repeat(new string('a', 60), 5)) + ".org"));
    }

    [Fact]
    public void Capitals_do_not_make_another_address() => Assert.Equal(MailAddress.Read("Name@Example.org")!.Key, MailAddress.Read("name@example.org")!.Key);

    [Fact]
    public void Only_another_script_before_the_sign_needs_the_hosts_help()
    {
        Assert.False(MailAddress.Read("name@пример.рф")!.NeedsUnicode);
        Assert.True(MailAddress.Read("имя@example.org")!.NeedsUnicode);
    }
}
