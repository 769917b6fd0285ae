using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Kernel.Notices;

/// <summary>How somebody wants to be told of each kind of thing.</summary>
[May(NoticeAccess.Choose)]
public sealed class NoticesPageModel : ConcordPage
{
    public IReadOnlyList<(NoticeKind Kind, NoticeWish Wish)> Wishes { get; private set; } = [];

    /// <summary>Whether what was chosen has just been saved.</summary>
    public bool IsSaved { get; private set; }

    public static IEnumerable<(string Value, string Text)> Choices(Strings l) =>
    [
        (nameof(NoticeWish.AtOnce), l["at once, by a mail of its own"]),
        (nameof(NoticeWish.Daily), l["once a day, together with others"]),
        (nameof(NoticeWish.Never), l["not at all"]),
    ];

    public Task OnGetAsync([FromServices] NoticeBoard board, [FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(board, db, cancel);

    public async Task<IActionResult> OnPostAsync([FromServices] NoticeBoard board, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        var chosen = new Dictionary<string, NoticeWish>(StringComparer.Ordinal);
        foreach (var kind in board.Kinds)
            if (Enum.TryParse<NoticeWish>(Request.Form[kind.Name], out var wish) && Enum.IsDefined(wish))
                chosen[kind.Name] = wish;
        await board.WishAsync(db, R.Person.Account!.Value, chosen, cancel);
        IsSaved = true;
        await ShowAsync(board, db, cancel);
        return Page();
    }

    private async Task ShowAsync(NoticeBoard board, ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["My notices"], true, true, false);
        Wishes = await board.WishesAsync(db, R.Person.Account!.Value, cancel);
    }
}
