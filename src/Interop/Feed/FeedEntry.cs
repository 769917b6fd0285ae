using Concord.Kernel.Languages;
using NodaTime;

namespace Concord.Interop.Feed;

/// <summary>One entry of the feed, in the words of its reader.</summary>
/// <param name="Name">What tells it from all other entries of the installation, for its id: <c>events/temm_25/v1/en</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Published">When it came out; an entry that says something new is a new one, or carries a later <paramref name="Updated"/>.</param>
/// <param name="Updated">When it last changed; entries stand in this order.</param>
/// <param name="Address">The record's page, from the root of the site.</param>
/// <param name="Term">The kind within the kind, as the record codes it.</param>
/// <param name="Label">The same in words.</param>
/// <param name="Summary">What it says in short, with the language of the words where it is not the reader's; null where nothing more is known.</param>
internal sealed record FeedEntry(string Name, string Title, Instant Published, Instant Updated, string Address, string Term, string Label, Worded? Summary);
