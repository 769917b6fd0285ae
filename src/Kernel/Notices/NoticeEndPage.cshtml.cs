using Concord.Kernel.Access;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Kernel.Notices;

/// <summary>
/// Where notices of a kind end: by a press on this page, or by one in the mail program, which posts here without a visit before (RFC 8058). The secret in
/// the address is what allows it; a token against forgery could not be had.
/// </summary>
[May(NoticeAccess.End)]
[IgnoreAntiforgeryToken]
public sealed class NoticeEndPageModel(NoticeBoard board, NoticeEnds ends) : ConcordPage
{
    /// <summary>What would end, in a sentence; null where the link is none of ours.</summary>
    public string? Asked { get; private set; }

    public bool IsEnded { get; private set; }

    // Nothing is a parameter here: where a form cannot be read, the framework gives a page none of them, and a mail program's press must count all the same.
    public string Secret => (string)RouteData.Values["secret"]!;

    public void OnGet() => Begin();

    public async Task OnPostAsync()
    {
        if (Begin() is not { } end)
            return;
        await board.EndAsync(R.Db, end, HttpContext.RequestAborted);
        IsEnded = true;
    }

    private NoticeEnd? Begin()
    {
        (Title, HasForms, IsIndexed) = (R.L["End notices by mail"], true, false);
        var end = ends.Read(Secret);
        Asked = end is null ? null
            : board.Kinds.FirstOrDefault(kind => kind.Name == end.Kind) is { } kind ? R.L["Mails of this kind end: {0}.", R.L[kind.Means]]
            : R.L["The mail that comes once a day ends."];
        if (end is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        return end;
    }
}
