using System.Diagnostics;
using Concord.Kernel.Access;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Concord.Kernel.Web;

/// <summary>The page for a request that cannot be answered: what is wrong, what to do, and the number that the log has.</summary>
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
[May(KernelAccess.UseHouse)]
public sealed class ProblemModel : ConcordPage
{
    public int Code { get; private set; }

    public string Lede { get; private set; } = "";

    public IReadOnlyList<string> Sentences { get; private set; } = [];

    protected override bool ReadsRecord => false;

    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>Says what happened, whatever the method of the request was; requested by its own address, it does not exist.</summary>
    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && HttpContext.Features.Get<IExceptionHandlerFeature>() is null)
        {
            context.Result = NotFound();
            return Task.CompletedTask;
        }
        // The reader is known only once the page has begun.
        return base.OnPageHandlerExecutionAsync(context, () =>
        {
            Say(HttpContext.Response.StatusCode);
            return next();
        });
    }

    private void Say(int code)
    {
        Code = code;
        IsIndexed = false;
        Sentences = HttpContext.Features.Get<RequestFaults>()?.Sentences ?? [];
        (Title, Lede) = code switch
        {
            400 => (R.L["The address contains something that cannot be read"], R.L["A part of the address after the question mark is malformed. Go back, or start from the list without filters."]),
            401 => (R.L["Sign in first"], R.L["This needs an account, or your session has ended meanwhile. Sign in, then try again."]),
            403 => (R.L["This is not open to you"], R.L["Your roles do not cover it. Whoever invited you can say who may do this, or extend your role."]),
            404 => (R.L["There is no such page"], R.L["The address may have changed or been mistyped. Records are never deleted, so a search by name or year usually finds them."]),
            405 => (R.L["This page can only be read"], R.L["Open the page again by its address."]),
            414 => (R.L["The address is too long"], R.L["Choose fewer filters, or search for fewer words."]),
            415 => (R.L["What was sent is not a form"], R.L["Choose the colours with the buttons at the foot of a page."]),
            429 => (R.L["Too many requests"], R.L["Wait a minute, then try again."]),
            431 => (R.L["Your browser sends too much with its request"], R.L["Delete the cookies of this site in your browser, then open the page again."]),
            503 => (R.L["The record cannot be read at the moment"], R.L["The place where it is kept does not answer. Open the page again in half a minute; if it persists, give the operator the number below."]),
            _ => (R.L["Something went wrong here"], R.L["The fault is on our side and has been recorded. Try again in a moment; if it persists, give the operator the number below."]),
        };
    }
}
