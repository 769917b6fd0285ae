using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Kernel.Privacy;

/// <summary>Whose data are meant.</summary>
/// <param name="Account">Number of the account.</param>
/// <param name="Address">Key of the mail address (<see cref="Mail.MailAddress.Key"/>); null where the account has none any more.</param>
public sealed record DataSubject(Guid Account, string? Address);

/// <summary>
/// What a module keeps of a person. Whoever keeps something says here what it is, gives it to the person, and lets it go when the person's data are
/// deleted; what must stay stays under the number of the account alone, and <see cref="Stays"/> says why.
/// </summary>
public abstract class PersonalData
{
    /// <summary>Its name in the file that a person takes away: <c>sessions</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is; English, marked by <see cref="Languages.Strings.Key"/>.</summary>
    public abstract string Title { get; }

    /// <summary>What stays after a deletion, and why; English, marked by <see cref="Languages.Strings.Key"/>. Null where nothing stays.</summary>
    public virtual string? Stays => null;

    /// <summary>All that is kept of a person, one object each.</summary>
    public abstract IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, CancellationToken cancel);

    /// <summary>Deletes what need not stay, in the caller's transaction.</summary>
    public abstract Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel);
}
