using Concord.Interop.Api;
using CsCheck;

namespace Concord.Interop.Tests.Api;

public sealed class ListCursorTests
{
    private const string Events = "events\nyear=2019";

    [Fact]
    public void A_cursor_is_read_as_it_was_written() =>
        Gen.Select(Gen.String, Gen.Int[1, int.MaxValue]).Sample((list, number) =>
        {
            Assert.True(ListCursor.TryRead(list, ListCursor.Write(list, number), out var read));
            Assert.Equal(number, read);
        });

    [Fact]
    public void A_cursor_needs_no_escaping_in_an_address() =>
        Gen.Int[1, int.MaxValue].Sample(number =>
        {
            var cursor = ListCursor.Write(Events, number);
            Assert.Equal(cursor, Uri.EscapeDataString(cursor));
        });

    [Fact]
    public void Whatever_is_given_as_a_cursor_is_read_or_refused_but_never_fails() =>
        Gen.String.Sample(text => { _ = ListCursor.TryRead(Events, text, out _); });

    [Fact]
    public void A_cursor_with_a_character_changed_is_refused()
    {
        var cursor = ListCursor.Write(Events, 157);
        for (var i = 0; i < cursor.Length; i++)
        {
            var broken = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.False(ListCursor.TryRead(Events, broken, out _), broken);
        }
    }

    [Theory]
    [InlineData("projects\nyear=2019")]
    [InlineData("events\nyear=2018")]
    [InlineData("events")]
    public void A_cursor_of_another_list_is_refused(string other) =>
        Assert.False(ListCursor.TryRead(other, ListCursor.Write(Events, 157), out _));

    [Theory]
    [InlineData("")]
    [InlineData("zzz")]
    [InlineData("AAAAAAAA")]
    [InlineData("AAAAAAAAAAAA")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("AAAA AAA AAA")]
    public void Nonsense_is_refused(string cursor) => Assert.False(ListCursor.TryRead(Events, cursor, out _));
}
