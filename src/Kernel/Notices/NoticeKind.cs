using Concord.Kernel.Languages;
using NodaTime;

namespace Concord.Kernel.Notices;

/// <summary>How somebody wants to be told of a kind of thing. The numbers are stored.</summary>
public enum NoticeWish : byte
{
    /// <summary>By a mail of its own, at once.</summary>
    AtOnce = 1,

    /// <summary>Once a day, all together in one mail.</summary>
    Daily = 2,

    /// <summary>Not at all.</summary>
    Never = 3,
}

/// <summary>A kind of thing that people are told of. Modules register theirs: <c>services.AddSingleton(new NoticeKind(...))</c>.</summary>
/// <param name="Name">Its name in the store; stays: <c>desk.submitted</c>.</param>
/// <param name="Means">What it is, for the page of wishes; English, marked by <see cref="Strings.Key"/>: <c>A draft waits for review</c>.</param>
/// <param name="Text">The sentence, with the name of what it is about at <c>{0}</c>; English, marked by <see cref="Strings.Key"/>: <c>“{0}” waits for review</c>.</param>
/// <param name="Usual">For whom has not said otherwise.</param>
public sealed record NoticeKind(string Name, string Means, string Text, NoticeWish Usual = NoticeWish.AtOnce);

/// <summary>What somebody is told: that something happened to a thing, and where it is seen.</summary>
/// <param name="Kind"><see cref="NoticeKind.Name"/>.</param>
/// <param name="About">Name of the thing, in the languages that it has one in.</param>
/// <param name="Path">The page, without language: <c>/desk/drafts/12</c>.</param>
public sealed record Notice(string Kind, LocalizedText About, string Path);

/// <summary>A notice that waits for the mail of the day.</summary>
public sealed class WaitingNotice
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Kind { get; init; }

    public required LocalizedText About { get; init; }

    public required string Path { get; init; }

    public required Instant MadeAt { get; init; }
}

/// <summary>What an account has said about a kind of notice.</summary>
public sealed class NoticePreference
{
    public required Guid AccountId { get; init; }

    public required string Kind { get; init; }

    public required NoticeWish Wish { get; set; }
}
