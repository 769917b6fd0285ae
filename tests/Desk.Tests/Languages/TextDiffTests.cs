using Concord.Desk.Languages.Units;
using CsCheck;

namespace Concord.Desk.Tests.Languages;

public sealed class TextDiffTests
{
    /// <summary>Removed parts in [-...-], added ones in {+...+}.</summary>
    private static string Marked(string before, string after) => string.Concat(TextDiff.Between(before, after).Select(piece => piece.Kind switch
    {
        DiffKind.Removed => "[-" + piece.Text + "-]",
        DiffKind.Added => "{+" + piece.Text + "+}",
        _ => piece.Text,
    }));

    [Theory]
    [InlineData("The forum takes place in May.", "The forum takes place in June.", "The forum takes place in [-May-]{+June+}.")]
    [InlineData("中国—东盟环境合作论坛", "中国—东盟生态环境合作论坛", "中国—东盟{+生态+}环境合作论坛")]
    [InlineData("한중 환경협력", "한중일 환경협력", "한중{+일+} 환경협력")]
    [InlineData("Создан в 2001 году", "Создана в 2002 году", "[-Создан-]{+Создана+} в [-2001-]{+2002+} году")]
    [InlineData("the old cat", "a new cat", "[-the old-]{+a new+} cat")]
    [InlineData("same", "same", "same")]
    [InlineData("", "new", "{+new+}")]
    [InlineData("café au lait", "cafe au lait", "[-café-]{+cafe+} au lait")]
    public void The_changed_part_is_marked(string before, string after, string marked) => Assert.Equal(marked, Marked(before, after));

    [Fact]
    public void The_pieces_make_both_texts() =>
        Gen.Select(Texts, Texts).Sample((before, after) =>
        {
            var pieces = TextDiff.Between(before, after);
            Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Added).Select(piece => piece.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Removed).Select(piece => piece.Text)));
        });

    [Fact]
    public void Two_long_texts_without_anything_in_common_are_shown_as_replaced()
    {
        var (before, after) = (string.Concat(Enumerable.Repeat("一二三四五", 2_000)), string.Concat(Enumerable.Repeat("가나다라마", 2_000)));
        Assert.Equal([DiffKind.Removed, DiffKind.Added], TextDiff.Between(before, after).Select(piece => piece.Kind));
    }

    [Fact]
    public void Likeness_runs_from_nothing_to_the_same()
    {
        Assert.Equal(1, TextDiff.Likeness("水", "水"));
        Assert.Equal(0, TextDiff.Likeness("Air", "水"));
        Assert.InRange(TextDiff.Likeness("Clean air in cities", "Clean air in towns"), 0.6, 0.9);
    }

    private static Gen<string> Texts { get; } = Gen.Char["ab 1.水土한중\u0301"].Array[0, 30].Select(characters => new string(characters));
}
