using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail.Letters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Concord.Kernel.Mail.Desk;

/// <summary>Sample mails as documents of their own.</summary>
public static class MailSamples
{
    /// <summary>A letter brings its styles in attributes, which no page of the house may; it can do nothing else.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation";

    public static void MapMailSamples(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/mails/{letter}.html", ShowAsync).RequireMay(MailAccess.Preview).ExcludeFromDescription();

    internal static Task<WrittenLetter> WriteAsync(LetterWriter writer, LetterKind kind, Language language) =>
        writer.WriteAsync(new MailRecipient(MailAddress.Read("name@example.org")!, language.OwnName, language), kind.Sample);

    private static async Task<IResult> ShowAsync(string letter, HttpContext http, LetterKinds kinds, LetterWriter writer)
    {
        if (kinds.Find(letter) is not { } kind)
            return Results.NotFound();
        var written = await WriteAsync(writer, kind, Language.Find(http.Request.Query["in"]) ?? Language.English);
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(written.Html, "text/html; charset=utf-8");
    }
}
