using System.Text;
using Concord.Kernel.Languages;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Mail.Letters;

/// <summary>A letter in words.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text, lines as long as their paragraphs.</param>
/// <param name="Html">A whole HTML document with its styles in attributes, as mail programs want them.</param>
public sealed record WrittenLetter(string Subject, string Text, string Html);

/// <summary>
/// Puts letters into words by their views, outside of any request. A view holds the words alone: the frame around them is one view for all, the styles
/// are one style sheet that is laid into the attributes, and the plain text is read off the same markup.
/// </summary>
public sealed class LetterWriter(IRazorViewEngine views, IServiceScopeFactory scopes, Translations translations, LetterKinds kinds, SiteAddress site)
{
    private const string FrameView = "/Kernel/Mail/Letters/_Frame.cshtml";

    /// <summary>Puts a letter into words.</summary>
    /// <param name="to">Who reads it.</param>
    /// <param name="letter">What it says.</param>
    /// <param name="unsubscribe">Path of the page that ends the subscription, or null.</param>
    public async Task<WrittenLetter> WriteAsync(MailRecipient to, Letter letter, string? unsubscribe = null)
    {
        var kind = kinds.Of(letter);
        var origin = site.Origin;
        var shown = kind.Show(letter, new LetterFrame(to, translations.In(to.Language), origin, unsubscribe is null ? null : new Uri(origin, unsubscribe)));
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var body = await RenderAsync(scope.ServiceProvider, kind.View, shown);
            if (shown.Subject.Length == 0 || shown.Why.Length == 0)
                throw new InvalidOperationException($"{kind.View} says no subject, or not why its reader receives it.");
            var markup = LetterMarkup.Parse(await RenderAsync(scope.ServiceProvider, FrameView, new FramedLetter(shown, new HtmlString(body))), kind.View);
            return new WrittenLetter(shown.Subject, markup.Text(), markup.Html());
        }
    }

    private async Task<string> RenderAsync(IServiceProvider services, string path, object model)
    {
        // Not as a main page: those take the layout of the site.
        var found = views.GetView(executingFilePath: null, path, isMainPage: false);
        if (!found.Success)
            throw new InvalidOperationException($"There is no view {path}.");
        var http = new DefaultHttpContext { RequestServices = services };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        var text = new StringBuilder();
        var writer = new StringWriter(text);
        await using (writer)
        {
            var temporary = new TempDataDictionary(http, services.GetRequiredService<ITempDataProvider>());
            await found.View!.RenderAsync(new ViewContext(action, found.View, data, temporary, writer, new HtmlHelperOptions()));
        }
        return text.ToString();
    }
}

/// <summary>A letter with its body, for the frame.</summary>
public sealed record FramedLetter(LetterView Letter, HtmlString Body)
{
    public Uri? Unsubscribe => Letter.Frame.Unsubscribe;
}
