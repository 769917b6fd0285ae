using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Privacy;

/// <summary>Where an administrator writes a new version of the text on personal data.</summary>
[May(PrivacyAccess.Write)]
public sealed class TextPageModel(Translations translations) : ConcordPage
{
    /// <summary>The version that counts.</summary>
    public int Version { get; private set; }

    /// <summary>What stands in the fields, by language.</summary>
    public IReadOnlyDictionary<string, string> Written { get; private set; } = new Dictionary<string, string>();

    public bool IsSaved { get; private set; }

    public Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(db, cancel);

    public async Task<IActionResult> OnPostAsync(int? version, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        var written = Language.All.ToDictionary(language => language.Tag, language => Request.Form[language.Tag].ToString().Trim());
        foreach (var language in Language.All)
            if (written[language.Tag].Length is 0 or > ConsentText.LongestText)
                Faults.Add(new FormFault(language.Tag, R.L["Write the text in this language too, at most {0} characters.", ConsentText.LongestText]));
        if (version != Version)
            Faults.Add(new FormFault("main", R.L["The text was changed meanwhile. This is how it stands now."]));
        else if (Faults.Count == 0 && Language.All.All(language => Same(written[language.Tag], Written[language.Tag])))
            Faults.Add(new FormFault("main", R.L["This is the text that counts already: nothing in it is changed."]));
        if (Faults.Count > 0)
        {
            if (version == Version)
                Written = written;
            return Again();
        }
        var text = new ConsentText
        {
            Version = Version + 1,
            Text = new LocalizedText([.. Language.All.Select(language => new Worded(language.Tag, written[language.Tag]))]),
            MadeAt = R.Now,
            MadeBy = R.Person.Account!.Value,
        };
        try
        {
            await db.DoAsync(new AuditNote(R.Now, Actor.Of(text.MadeBy), PrivacyAccess.Write, "privacy/" + text.Version), async () =>
            {
                db.Add(text);
                // Whoever wrote it has read it.
                await Consents.AgreeAsync(db, text.MadeBy, text.Version, R.Now, cancel);
            }, cancel);
        }
        catch (DbUpdateException)
        {
            // Two wrote the next version at once: one of them did.
            db.ChangeTracker.Clear();
            await ShowAsync(db, cancel);
            Faults.Add(new FormFault("main", R.L["The text was changed meanwhile. This is how it stands now."]));
            return Again();
        }
        await ShowAsync(db, cancel);
        IsSaved = true;
        return Page();
    }

    private async Task ShowAsync(ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["Text on personal data"], true, true, false);
        Version = await Consents.CurrentAsync(db, cancel);
        var own = await Consents.FindAsync(db, Version, cancel);
        Written = Language.All.ToDictionary(language => language.Tag, language => own?.Text.Find(language.Tag)?.Text ?? string.Join("\n\n", ShippedText.Paragraphs(translations.In(language))));
    }

    /// <summary>Browsers end lines in their own way.</summary>
    private static bool Same(string one, string other) => one.ReplaceLineEndings("\n").Trim() == other.ReplaceLineEndings("\n").Trim();
}
