using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>The states of a draft as people say them.</summary>
internal static class DraftWords
{
    public static string Of(DraftState state, Strings l) => state switch
    {
        DraftState.Draft => l["Draft"],
        DraftState.InReview => l["In review"],
        DraftState.Scheduled => l["Scheduled"],
        DraftState.SentBack => l["Sent back"],
        DraftState.Published => l.In("draft", "Published"),
        _ => l["Given up"],
    };

    /// <summary>A moment as the pages of drafts say it.</summary>
    public static string When(Reading r, Instant at) => r.L["{0}, {1} UTC", at.InUtc().Date, at.InUtc().TimeOfDay];

    /// <summary>What whoever is about to change a draft must know that waits for its hour.</summary>
    public static string HourAtStake(Reading r, Instant due) => r.L["This draft is published on {0}. If you change it, it goes back to review and somebody has to publish it anew.", When(r, due)];

    /// <summary>The style of its tag.</summary>
    public static string Style(DraftState state) => state switch
    {
        DraftState.InReview => "tag-info",
        DraftState.Scheduled or DraftState.Published => "tag-ok",
        DraftState.SentBack => "tag-tentative",
        _ => "tag-plain",
    };
}
