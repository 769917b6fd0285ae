using System.Globalization;
using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;

namespace Concord.Tests.Killing;

/// <summary>
/// Somebody who writes one record at the desk, again and again: each time a draft with the next number in its title, and every other time that draft is published.
/// Afterwards it says whether what stands is what was acknowledged, or what was just under way, as a whole.
/// </summary>
internal sealed class AnEditor(AClient client, string record)
{
    private const string Title = "Webinar as it stands after change ";

    private int last;
    private int saved;
    private int published;
    private int saving;
    private bool isPublishing;

    /// <summary>How many changes the program acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Looks at what stands, through the doors that everybody has.</summary>
    public async Task LookAsync(string where)
    {
        using var answer = await client.AskAsync(HttpMethod.Get, "/api/v1/events/" + record);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var stands = Number(json.RootElement.GetProperty("title").GetProperty("en").GetString()!);
        Assert.True(stands == published || (isPublishing && stands == saved), $"{where}the record states change {stands}; {published} was the last that was published{(isPublishing ? $", {saved} under way" : "")}.");
        var drafted = Number(Written(await client.OpenAsync("/en/desk/events/" + record)));
        Assert.True(drafted == saved || drafted == saving, $"{where}the draft states change {drafted}; {saved} was the last that was saved, {saving} under way.");
        (published, saved, saving, isPublishing) = (stands, drafted, drafted, false);
    }

    /// <summary>Writes until the program is gone.</summary>
    public async Task WorkAsync()
    {
        while (true)
        {
            var form = await client.OpenAsync("/en/desk/events/" + record);
            saving = ++last;
            string draft;
            using (var kept = await client.SendFormAsync(form, "form.record-form", ("title.en", Title + last.ToString(CultureInfo.InvariantCulture)), ("act", "look")))
            {
                Assert.Equal(HttpStatusCode.Found, kept.StatusCode);
                draft = kept.Headers.Location!.ToString();
            }
            saved = saving;
            Acknowledged++;
            if (last % 2 == 0)
                continue;
            var page = await client.OpenAsync(draft);
            isPublishing = true;
            using (var made = await client.SendFormAsync(page, "form:has(button[value=publish])", ("act", "publish")))
                Assert.Equal((HttpStatusCode.Found, "/en/events/" + record), (made.StatusCode, made.Headers.Location?.ToString()));
            (published, isPublishing) = (saved, false);
            Acknowledged++;
        }
    }

    private static string Written(IHtmlDocument form) => form.QuerySelector("[name='title.en']") switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement input => input.Value,
        _ => throw new InvalidOperationException("The form has no title."),
    };

    private static int Number(string title) => title.StartsWith(Title, StringComparison.Ordinal) ? int.Parse(title.AsSpan(Title.Length), CultureInfo.InvariantCulture) : 0;
}
