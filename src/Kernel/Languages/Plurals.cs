namespace Concord.Kernel.Languages;

/// <summary>
/// Which of its plural forms a language takes for a number, in the order of <c>msgstr[n]</c>. English one, other; Russian one
/// (1, 21), few (2–4, 22), many (0, 5–20); Chinese and Korean have one form. A language that is not named here follows English.
/// </summary>
public static class Plurals
{
    /// <summary>How many forms a translation has.</summary>
    public static int Forms(Language language) => language.Tag switch
    {
        "zh" or "ko" => 1,
        "ru" => 3,
        _ => 2,
    };

    /// <summary>The form for <paramref name="n"/>, from 0. The sign does not matter.</summary>
    public static int Form(Language language, long n) => language.Tag switch
    {
        "zh" or "ko" => 0,
        "ru" => Russian(n),
        _ => n is 1 or -1 ? 0 : 1,
    };

    /// <summary>The value of the header field <c>Plural-Forms</c>, for the tools of translators.</summary>
    public static string Header(Language language) => language.Tag switch
    {
        "zh" or "ko" => "nplurals=1; plural=0;",
        "ru" => "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
        _ => "nplurals=2; plural=(n != 1);",
    };

    private static int Russian(long n)
    {
        // The remainders, not the number, lose their sign: the smallest long has no positive twin.
        var (ten, hundred) = (Math.Abs(n % 10), Math.Abs(n % 100));
        if (ten == 1 && hundred != 11)
            return 0;
        return ten is >= 2 and <= 4 && hundred is not (>= 12 and <= 14) ? 1 : 2;
    }
}
