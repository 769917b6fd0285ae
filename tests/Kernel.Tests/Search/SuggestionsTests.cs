using Concord.Kernel.Search;
using CsCheck;

namespace Concord.Kernel.Tests.Search;

public class SuggestionsTests
{
    private static readonly string[] Vocabulary =
        ["water", "waste", "winter", "pollution", "загрязнение", "TEMM", "sea", "air", "空气", "空间", "nowpap"];

    [Theory]
    [InlineData("watter", "water,waste,winter")]
    [InlineData("wtaer", "water")]
    [InlineData("polution", "pollution")]
    [InlineData("pollutoin", "pollution")]
    [InlineData("загрезнение", "загрязнение")]
    [InlineData("tenm", "TEMM")]
    [InlineData("空汽", "空气,空间")]
    [InlineData("water", "waste,winter")]
    [InlineData("sae", "sea")]
    [InlineData("xyz", "")]
    [InlineData("", "")]
    public void The_nearest_words_stand_first(string typed, string expected) =>
        Assert.Equal(expected, string.Join(',', Suggestions.ClosestWords(typed, Vocabulary, 5)));

    [Fact]
    public void No_more_words_are_given_than_asked_for()
    {
        Assert.Equal(["water"], Suggestions.ClosestWords("watter", Vocabulary, 1));
        Assert.Empty(Suggestions.ClosestWords("watter", Vocabulary, 0));
        Assert.Empty(Suggestions.ClosestWords(new string('w', 1000), Vocabulary, 5));
    }

    [Fact]
    public void One_or_two_changes_to_a_word_are_found_again()
    {
        var words = Gen.String[Gen.Char['a', 'f'], 5, 12];
        Gen.Select(words, Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 1000]).Sample(
            (word, first, second, at) =>
            {
                // Letters that were swapped are not changed again.
                var changed = first == 3 ? Change(word, first, at) : Change(Change(word, first, at), second, at / 7);
                if (changed.Length >= 5 && changed != word)
                    Assert.Equal([word], Suggestions.ClosestWords(changed, [word], 5));
            },
            iter: 5_000);
    }

    private static string Change(string word, int how, int at)
    {
        var place = at % (word.Length - 1);
        return how switch
        {
            0 => word.Insert(place, "z"),
            1 => word.Remove(place, 1),
            2 => word[..place] + 'z' + word[(place + 1)..],
            _ => word[..place] + word[place + 1] + word[place] + word[(place + 2)..],
        };
    }
}
