using Concord.Interop.Api;
using Concord.Kernel.Records;
using CsCheck;

namespace Concord.Interop.Tests.Api;

public sealed class ListCursorTests
{
    private static readonly Gen<RecordKind> Kinds = Gen.Int[1, RecordKinds.All.Count].Select(number => (RecordKind)number);

    [Fact]
    public void A_cursor_is_read_as_it_was_written() =>
        Gen.Select(Kinds, Gen.Int[1, int.MaxValue]).Sample((kind, number) =>
        {
            Assert.True(ListCursor.TryRead(kind, ListCursor.Write(kind, number), out var read));
            Assert.Equal(number, read);
        });

    [Fact]
    public void A_cursor_needs_no_escaping_in_an_address() =>
        Gen.Select(Kinds, Gen.Int[1, int.MaxValue]).Sample((kind, number) =>
        {
            var cursor = ListCursor.Write(kind, number);
            Assert.Equal(cursor, Uri.EscapeDataString(cursor));
        });

    [Fact]
    public void Whatever_is_given_as_a_cursor_is_read_or_refused_but_never_fails() =>
        Gen.String.Sample(text => { _ = ListCursor.TryRead(RecordKind.Event, text, out _); });

    [Fact]
    public void A_cursor_with_a_character_changed_is_refused()
    {
        var cursor = ListCursor.Write(RecordKind.Event, 157);
        for (var i = 0; i < cursor.Length; i++)
        {
            var broken = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.False(ListCursor.TryRead(RecordKind.Event, broken, out _), broken);
        }
    }

    [Fact]
    public void A_cursor_of_another_list_is_refused() =>
        Assert.False(ListCursor.TryRead(RecordKind.Project, ListCursor.Write(RecordKind.Event, 157), out _));

    [Theory]
    [InlineData("")]
    [InlineData("zzz")]
    [InlineData("AAAAAAAA")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("AAAA AAA")]
    public void Nonsense_is_refused(string cursor) => Assert.False(ListCursor.TryRead(RecordKind.Event, cursor, out _));
}
