using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Mail;

/// <summary>
/// What a mail says: the facts that its view puts into words, in the language of whoever receives it. It waits in the store as JSON and is put
/// into words when it is sent, so its members are texts, numbers and ids, and a member that comes later has a default.
/// </summary>
public abstract record Letter;

/// <summary>A kind of letter.</summary>
/// <param name="Name">Its name in the store; stays: <c>accounts.invitation</c>.</param>
/// <param name="Title">What it is; English, marked by <see cref="Strings.Key"/>: <c>Invitation</c>.</param>
/// <param name="View">Path of its view: <c>/Parties/Accounts/InvitationLetter.cshtml</c>; the view's model is <see cref="LetterView{T}"/>.</param>
/// <param name="Sample">An example, for the page that shows all mails.</param>
/// <param name="Show">Makes the view's model.</param>
public sealed record LetterKind(string Name, string Title, string View, Letter Sample, Func<Letter, LetterFrame, LetterView> Show)
{
    public Type Type => Sample.GetType();
}

/// <summary>All kinds of letters that the modules have.</summary>
public sealed class LetterKinds
{
    private static readonly JsonSerializerOptions Json = new(RecordJson.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private readonly Dictionary<string, LetterKind> names;
    private readonly Dictionary<Type, LetterKind> types;

    public LetterKinds(IEnumerable<LetterKind> kinds)
    {
        names = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
        types = names.Values.ToDictionary(kind => kind.Type);
    }

    /// <summary>By name.</summary>
    public IEnumerable<LetterKind> All => names.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    public LetterKind? Find(string name) => names.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">No module has registered such letters: a defect.</exception>
    public LetterKind Of(Letter letter) => types[letter.GetType()];

    /// <summary>As the store keeps it.</summary>
    public static string Write(Letter letter) => JsonSerializer.Serialize(letter, letter.GetType(), Json);

    /// <exception cref="JsonException">It is not such a letter.</exception>
    public static Letter Read(LetterKind kind, string json) => (Letter)(JsonSerializer.Deserialize(json, kind.Type, Json) ?? throw new JsonException("null is no letter."));
}

public static class LetterSetup
{
    /// <summary>Registers a kind of letter.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Its name in the store.</param>
    /// <param name="title">What it is; English, marked by <see cref="Strings.Key"/>.</param>
    /// <param name="view">Path of its view.</param>
    /// <param name="sample">An example, with no real person in it.</param>
    public static IServiceCollection AddLetter<T>(this IServiceCollection services, string name, string title, string view, T sample)
        where T : Letter =>
        services.AddSingleton(new LetterKind(name, title, view, sample, (letter, frame) => new LetterView<T>((T)letter, frame)));
}

/// <summary>What all letters need besides what they say.</summary>
/// <param name="To">Who reads it.</param>
/// <param name="L">The words in the reader's language.</param>
/// <param name="Site">Scheme and host of the site.</param>
/// <param name="Unsubscribe">Address of the page that ends the subscription, or null.</param>
public sealed record LetterFrame(MailRecipient To, Strings L, Uri Site, Uri? Unsubscribe);

/// <summary>What the view of a letter is given, and what it says besides its body.</summary>
public abstract class LetterView(LetterFrame frame)
{
    public MailRecipient To => frame.To;

    /// <summary>The words in the reader's language.</summary>
    public Strings L => frame.L;

    /// <summary>Dates, numbers and lists in the reader's language.</summary>
    public Formats F => frame.L.Formats;

    /// <summary>The line in the list of mails; the view sets it.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Why the reader receives this, in a sentence for the foot; the view sets it.</summary>
    public string Why { get; set; } = "";

    /// <summary>The full address of a page in the reader's language; <paramref name="path"/> begins with a slash, or is empty for the home page.</summary>
    public string Href(string path) => new Uri(frame.Site, "/" + To.Language.Tag + path).AbsoluteUri;

    /// <summary>The full address of a path as it is, whatever its language.</summary>
    public string At(string path) => new Uri(frame.Site, path).AbsoluteUri;

    internal LetterFrame Frame => frame;
}

/// <summary>The model of a letter's view.</summary>
public sealed class LetterView<T>(T letter, LetterFrame frame) : LetterView(frame)
    where T : Letter
{
    public T Letter => letter;
}
