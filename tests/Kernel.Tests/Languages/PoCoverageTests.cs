using Concord.Kernel.Languages;
using Concord.Locales;

namespace Concord.Kernel.Tests.Languages;

public sealed class PoCoverageTests
{
    [Fact]
    public void Every_text_of_the_interface_is_translated() =>
        Assert.Empty(PoCoverage.Faults(PoCoverage.Root()));

    [Fact]
    public void Each_kind_of_fault_is_found()
    {
        var faults = PoCoverage.Faults(Path.Combine(AppContext.BaseDirectory, "Languages", "CoverageFixture"));
        Assert.Equal(
            [
                "Lakes/Lake.cshtml: 'Depth' has no translation in zh; run eng/strings and translate it",
                "Lakes/Locales/zh.po:5: '{1}平方公里' has the placeholders '{1}' and 'Area: {0} km²' has '{0}'",
                "Lakes/Locales/zh.po:8: '{0}条鱼}' has a brace that belongs to no placeholder",
                "Lakes/Lake.cshtml: 'Shore' has no translation in ru; run eng/strings and translate it",
                "Lakes/Locales/ru.po:8: 'One fish' has 2 plural forms and needs 3",
                "Kernel, Lakes: 'Home' is translated differently in ru; translate it alike or give it a context",
                "Lakes/Lake.cshtml: 'Bank' has no translation in ko; run eng/strings and translate it",
            ],
            faults);
    }

    [Fact]
    public void Texts_are_found_in_pages_and_code()
    {
        var source = """"
            @* L["in a comment"] *@
            // L["in a comment too"]
            <h1 title="@L["A title"]">@L["One {0}", Find(a, "b, c")[1]] @Model.L[ "Two" ]</h1>
            @L.Plural(Count(list, ")", 'x'), "One lake", "{0} lakes", more) L.In("water", "Bank")
            Show(Strings.Key("Later"), L["put " + "together"], L[@"a ""verbatim"""], L["""raw "text" """], L["say \"\u00AB\""]);
            L[variable] L.Plural(n, one, other) URL["no"] HTML["no"] L.In(context, "no") var files = "src/*/x"; L["after a pattern"]
            """";
        var found = UsedText.In(source, "x.cshtml").Select(text => (text.Context is null ? "" : text.Context + "|") + text.Id + (text.PluralId is null ? "" : "/" + text.PluralId));
        Assert.Equal(["A title", "One {0}", "Two", "One lake/{0} lakes", "water|Bank", "Later", "put together", "a \"verbatim\"", "raw \"text\" ", "say \"«\"", "after a pattern"], found);
    }

    [Fact]
    public void An_update_keeps_translations_and_asks_for_what_is_new()
    {
        var existing = PoFile.Parse("msgid \"\"\nmsgstr \"Language: ru\\n\"\n\n# note\n#: Gone.cs\nmsgid \"Old\"\nmsgstr \"Старое\"\n\n#: A.cs\nmsgid \"Both\"\nmsgstr \"Оба\"\n", "ru.po");
        UsedText[] used = [new(null, "One", "{0}", "B.cs"), new(null, "Both", null, "C.cs"), new(null, "Both", null, "A.cs"), new(null, "Shared", null, "A.cs")];
        var elsewhere = new HashSet<(string?, string)> { (null, "Shared") };
        Assert.Equal("""
            msgid ""
            msgstr "Language: ru\n"

            #: A.cs
            #: C.cs
            msgid "Both"
            msgstr "Оба"

            # note
            msgid "Old"
            msgstr "Старое"

            #: B.cs
            msgid "One"
            msgid_plural "{0}"
            msgstr[0] ""
            msgstr[1] ""
            msgstr[2] ""

            """, ModuleLocale.Update(Language.Russian, existing, used, elsewhere, prune: false));
        var pruned = ModuleLocale.Update(Language.Russian, existing, used, elsewhere, prune: true);
        Assert.DoesNotContain("Old", pruned, StringComparison.Ordinal);
        Assert.Contains("Оба", pruned, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_is_the_same_twice()
    {
        UsedText[] used = [new(null, "b", null, "A.cs"), new("c", "a", null, "A.cs"), new(null, "a", null, "A.cs")];
        var once = ModuleLocale.Update(Language.Korean, null, used, new HashSet<(string?, string)>(), prune: false);
        Assert.Equal(once, ModuleLocale.Update(Language.Korean, PoFile.Parse(once, "ko.po"), used, new HashSet<(string?, string)>(), prune: false));
        Assert.Contains("nplurals=1", once, StringComparison.Ordinal);
    }

    [Fact]
    public void One_text_with_and_without_plural_is_refused()
    {
        UsedText[] used = [new(null, "One", "{0}", "A.cs"), new(null, "One", null, "B.cs")];
        var refusal = Assert.Throws<InvalidOperationException>(() => ModuleLocale.Update(Language.Korean, null, used, new HashSet<(string?, string)>(), prune: false));
        Assert.Contains("'One' is used with different plurals or with and without one (A.cs, B.cs)", refusal.Message, StringComparison.Ordinal);
    }
}
