using System.Globalization;
using System.Text.RegularExpressions;

namespace Concord.Desk.Forms;

/// <summary>How the controls of a form are named: the way to the value, <c>sessions.3.title.ru</c>, and behind a colon what else belongs to it.</summary>
internal static partial class FormNames
{
    /// <summary>The last thing that a form sends: without it the form did not arrive whole.</summary>
    public const string End = "form:end";

    /// <summary>The languages in which the form has its texts, in their order.</summary>
    public const string Languages = "form:language";

    /// <summary>A language that is to be added.</summary>
    public const string NewLanguage = "form:new-language";

    /// <summary>The button that was pressed: what to do, and behind a colon with what.</summary>
    public const string Act = "act";

    /// <summary>More entries than this are not taken in: no record has as many parts.</summary>
    public const int MostEntries = 400;

    /// <summary>The mark that a text in a language is a translation made here.</summary>
    public static string Ours(string text) => text + ":ours";

    /// <summary>What was typed to find something.</summary>
    public static string Find(string field) => field + ":find";

    /// <summary>What was typed when the form was made.</summary>
    public static string Was(string field) => field + ":was";

    /// <summary>What was then found, and offered to be chosen.</summary>
    public static string Offered(string field) => field + ":offered";

    /// <summary>Several entries at once, one a line.</summary>
    public static string Lines(string list) => list + ":lines";

    /// <summary>The language of these lines.</summary>
    public static string LinesIn(string list) => list + ":lines-in";

    public static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    public static string Join(string path, int index) => path + "." + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of the element that holds a value.</summary>
    public static string Id(string name) => "f-" + name.Replace('.', '-').Replace(':', '-');

    /// <summary>The way to a value as a form names it: <c>/sessions/3/title</c> is <c>sessions.3.title</c>.</summary>
    public static string FromPointer(string pointer) =>
        pointer.Length == 0 ? "" : pointer[1..].Replace('/', '.').Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>A tag that may be a language: letters, then parts of up to eight letters and digits (RFC 5646, without its rarer forms).</summary>
    public static bool IsLanguage(string tag) => Tag().IsMatch(tag);

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
