namespace Concord.Kernel.Audit;

/// <summary>Who does something, as the audit trail and the versions of records name it: an account by its number, or a part of the program in a word.</summary>
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

    /// <summary>Number of the account; null for a part of the program and for readers without one.</summary>
    public Guid? Account { get; }

    /// <summary><c>account</c>, or the word for who acts without one.</summary>
    public string Word { get; }

    /// <summary>Somebody with an account.</summary>
    public static Actor Of(Guid account) => new(account, "account");

    /// <summary>The number of the account in its usual form, or the word.</summary>
    public override string ToString() => Account?.ToString("D") ?? Word;
}
