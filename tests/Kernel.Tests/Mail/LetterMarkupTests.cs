using Concord.Kernel.Mail.Letters;

namespace Concord.Kernel.Tests.Mail;

public sealed class LetterMarkupTests
{
    [Fact]
    public void Every_element_carries_the_styles_that_the_style_sheet_gives_it_and_no_class()
    {
        var html = Parse("""<p class="foot">A <a class="go" href="https://example.org/?a=1&amp;b=2">link</a></p>""").Html();
        Assert.Contains("""<p style="margin:0 0 14px;margin:0 0 6px">A <a href="https://example.org/?a=1&amp;b=2" style="color:#0a5a68;display:inline-block;""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_has_a_blank_line_between_paragraphs_and_addresses_on_lines_of_their_own() =>
        Assert.Equal("""
            Heading

            One two three.
            https://example.org/a
            Go on.

            - first
            - second

            Name value

            """.ReplaceLineEndings("\n"), Parse("""
            <h1>Heading</h1>
            <p>One  two
            three. <a href="https://example.org/a"></a>Go on.</p>
            <ul><li>first</li><li>second</li></ul>
            <table><tr><td class="name">Name</td><td class="value">value</td></tr></table>
            """).Text());

    [Fact]
    public void What_is_typed_stays_text_and_what_controls_is_left_out()
    {
        var markup = Parse("<p>&lt;script&gt;alert(1)&lt;/script&gt; &#x8;&amp;</p>");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;", markup.Html(), StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script> &\n", markup.Text());
    }

    [Fact]
    public void A_view_that_forgets_an_end_is_named() =>
        Assert.Contains("/a.cshtml does not write well-formed markup", Assert.Throws<InvalidOperationException>(() => LetterMarkup.Parse("<html><body><p>A</body></html>", "/a.cshtml")).Message, StringComparison.Ordinal);

    private static LetterMarkup Parse(string body) => LetterMarkup.Parse($"<html><head><title>A</title></head><body>{body}</body></html>", "/a.cshtml");
}
