using Concord.Tests.House;

namespace Concord.Tests.Architecture;

/// <summary>How the sources are laid out; each rule catches its offender.</summary>
public sealed class Sources_of_the_house
{
    private const string Offender = """
        <p class="a" style="color:red">x</p>
        <style>p { color: red }</style>
        <script>alert(1)</script>
        <button type="button" onclick="go()">x</button>
        """;

    private const string Innocent = """
        <p class="style">@L["No style= here"]</p>
        <script type="application/ld+json">@block</script>
        <script src="~/a.js" type="module"></script>
        """;

    [Fact]
    public void No_file_is_longer_than_a_thought() =>
        Nothing.In(new[] { "*.cs", "*.cshtml", "*.js" }.SelectMany(Sources.Files).SelectMany(path => Rules.FilesAreShort(path, File.ReadLines(Path.Combine(Sources.Root, path)).Count())));

    [Fact]
    public void A_long_file_is_caught_and_a_long_migration_is_not()
    {
        Assert.NotEmpty(Rules.FilesAreShort("src/Events/Everything.cs", 401));
        Assert.Empty(Rules.FilesAreShort("src/Kernel/Data/Sqlite/Migrations/1.cs", 401));
    }

    [Fact]
    public void Folders_say_what_they_hold() => Nothing.In(Sources.Files("*").SelectMany(Rules.FoldersSayWhatTheyHold));

    [Theory]
    [InlineData("src/Events/Services/A.cs")]
    [InlineData("src/Events/helpers/A.cs")]
    [InlineData("src/Kernel/Common/Text/A.cs")]
    public void A_folder_that_says_nothing_is_caught(string path) => Assert.NotEmpty(Rules.FoldersSayWhatTheyHold(path));

    [Fact]
    public void No_view_has_a_style_or_a_script_within_itself() => Nothing.In(Sources.Files("*.cshtml").SelectMany(path => Rules.ViewsHaveNoInlineCode(path, File.ReadAllText(Path.Combine(Sources.Root, path)))));

    [Fact]
    public void A_view_with_inline_code_is_caught_and_an_innocent_one_is_not()
    {
        Assert.Equal(4, Rules.ViewsHaveNoInlineCode("a.cshtml", Offender).Count());
        Assert.Empty(Rules.ViewsHaveNoInlineCode("b.cshtml", Innocent));
    }
}
