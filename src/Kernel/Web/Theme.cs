using Microsoft.AspNetCore.Http;

namespace Concord.Kernel.Web;

/// <summary>The colours that a reader chose: <c>auto</c> as the device says, <c>light</c> or <c>dark</c>; kept in a cookie that says nothing else.</summary>
public static class Theme
{
    private const string Cookie = "theme";

    public static string Of(HttpRequest request) => request.Cookies[HostCookie.Name(request, Cookie)] is ("light" or "dark") and var chosen ? chosen : "auto";

    /// <summary>Keeps the choice and goes back to the page; an address outside this site is not followed.</summary>
    public static async Task<IResult> ChooseAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return Results.BadRequest();
        }
        var (theme, to) = ((string?)form["theme"], (string?)form["to"]);
        var name = HostCookie.Name(http.Request, Cookie);
        var options = new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps, Path = "/" };
        if (theme is "light" or "dark")
            http.Response.Cookies.Append(name, theme, options);
        else
            http.Response.Cookies.Delete(name, options);
        return Results.LocalRedirect(OwnAddress.Or(to, "/"));
    }
}
