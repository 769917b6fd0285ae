using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Web.History;

namespace Concord.Kernel.Audit.Trail;

/// <summary>What an entry states besides who, what and when, in the words of readers. Ids, digests and names of programs stay as they are.</summary>
internal static class ParticularWords
{
    /// <summary>Digests are compared by programs; people see that there is one.</summary>
    private const int ShownOfDigest = 12;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["acts"] = Strings.Key("Allowed to it"),
        ["added"] = Strings.Key("added"),
        ["again"] = Strings.Key("Sent again"),
        ["agreed"] = Strings.Key("Agreed to version"),
        ["by"] = Strings.Key("By way of"),
        ["change"] = Strings.Key("Number of the change"),
        ["changed"] = Strings.Key("changed"),
        ["closed"] = Strings.Key("Account closed"),
        ["days"] = Strings.Key("Kept for days"),
        ["deleted"] = Strings.Key("Deleted"),
        ["deletion"] = Strings.Key("Deletion"),
        ["due"] = Strings.Key("Due"),
        ["file"] = Strings.Key("As a file"),
        ["follows"] = Strings.Key("Subscribed to"),
        ["for"] = Strings.Key("Purpose"),
        ["house"] = Strings.Key("Sign-in of"),
        ["labels"] = Strings.Key("Labels"),
        ["language"] = Strings.Key("Language"),
        ["lift_asked"] = Strings.Key("Lifting it asked for"),
        ["locked"] = Strings.Key("Locked"),
        ["membership"] = Strings.Key("Number of the role"),
        ["method"] = Strings.Key("Method"),
        ["news"] = Strings.Key("News"),
        ["own"] = Strings.Key("Its own records alone"),
        ["owner"] = Strings.Key("Belongs to"),
        ["party"] = Strings.Key("Country"),
        ["places"] = Strings.Key("Places"),
        ["record"] = Strings.Key("Record"),
        ["revision"] = Strings.Key("Revision"),
        ["roles"] = Strings.Key("Roles"),
        ["rule"] = Strings.Key("Rule"),
        ["second_pair"] = Strings.Key("Second pair of eyes"),
        ["sha256"] = Strings.Key("Digest"),
        ["shown"] = Strings.Key("Shown"),
        ["state"] = Strings.Key("State"),
        ["taken_at"] = Strings.Key("Backup of"),
        ["to"] = Strings.Key("Given to"),
        ["version"] = Strings.Key("Version"),
        ["what"] = Strings.Key("What was done"),
        ["with"] = Strings.Key("By way of"),

        // In a record it is the address of a page on the web; here it is what was asked for.
        ["address"] = Strings.Key("Address"),
    };

    /// <summary>The particulars of an entry, in their order; those that state nothing are left out.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(string details, Strings l)
    {
        try
        {
            using var json = JsonDocument.Parse(details);
            return [.. json.RootElement.EnumerateObject().Where(part => part.Value.ValueKind != JsonValueKind.Null).Select(part => (Name(part.Name, l), Value(part.Name, part.Value, l)))];
        }
        catch (JsonException)
        {
            // It was changed; the check of the chain tells so.
            return [("", details)];
        }
    }

    private static string Name(string key, Strings l) => Words.TryGetValue(key, out var english) ? l[english] : FieldNames.Of(key, l);

    private static string Value(string name, JsonElement value, Strings l) => (name, value.ValueKind) switch
    {
        ("sha256", JsonValueKind.String) when value.GetString() is { Length: > ShownOfDigest } digest => digest[..ShownOfDigest] + "…",
        (_, JsonValueKind.True) => l["yes"],
        (_, JsonValueKind.False) => l["no"],
        (_, JsonValueKind.Object) => string.Join(", ", value.EnumerateObject().Where(part => part.Value.ToString() != "0").Select(part => Name(part.Name, l) + " " + part.Value)),
        _ => value.ToString(),
    };
}
