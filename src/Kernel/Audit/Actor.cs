namespace Concord.Kernel.Audit;

/// <summary>Who does something, as the audit trail and the versions of records name it: an account or a partner's key by its number, or a part of the program in a word.</summary>
public sealed record Actor
{
    private Actor(Guid? account, string word) => (Account, Word) = (account, word);

    /// <summary>A record bundle that an operator loads.</summary>
    public static Actor Import { get; } = new(null, "import");

    /// <summary>Whoever runs the program on the machine itself.</summary>
    public static Actor CommandLine { get; } = new(null, "command line");

    /// <summary>The house, at an hour that was set: what is published, reminded or deleted on its day.</summary>
    public static Actor House { get; } = new(null, "house");

    /// <summary>A reader without an account, such as one who confirms a subscription.</summary>
    public static Actor Reader { get; } = new(null, "reader");

    private const string Key = "key";

    /// <summary>Number of the account, or of the key; null for a part of the program and for readers without one.</summary>
    public Guid? Account { get; }

    /// <summary><c>account</c>, <c>key</c>, or the word for who acts without either.</summary>
    public string Word { get; }

    /// <summary>Somebody with an account.</summary>
    public static Actor Of(Guid account) => new(account, "account");

    /// <summary>A partner's program, by its key.</summary>
    public static Actor OfKey(Guid key) => new(key, Key);

    /// <summary>Whether what <see cref="ToString"/> gave is a key.</summary>
    public static bool IsKey(string actor) => actor.StartsWith(Key + ":", StringComparison.Ordinal);

    /// <summary>The number of the account in its usual form; of a key <c>key:</c> and its number; else the word.</summary>
    public override string ToString() => Account is not { } number ? Word : Word == Key ? $"{Key}:{number:D}" : number.ToString("D");
}
