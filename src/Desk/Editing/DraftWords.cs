using Concord.Kernel.Languages;

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

    /// <summary>The style of its tag.</summary>
    public static string Style(DraftState state) => state switch
    {
        DraftState.InReview => "tag-info",
        DraftState.Scheduled or DraftState.Published => "tag-ok",
        DraftState.SentBack => "tag-tentative",
        _ => "tag-plain",
    };
}
