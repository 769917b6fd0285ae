using Concord.Kernel.Languages;

namespace Concord.Parties.Privacy;

/// <summary>The text that the program brings: it says what the program does, and is true of every installation.</summary>
internal static class ShippedText
{
    public static IReadOnlyList<string> Paragraphs(Strings l) =>
    [
        l["This house keeps what is needed to work together in this record: your name, your mail address, your language, your roles, and when and from where you signed in."],
        l["What you do here is noted with the moment and the number of your account, so that it can be told years later who changed what. The public pages do not show your name."],
        l["Your name and your roles are seen by administrators, by auditors, and by the secretariats of the mechanisms in which you work; when they open the list of people, your page or what you did, that is noted."],
        l["Your name also stands on the drafts, comments and translations that you work on, for all who may see these: editors, translators and focal points among them."],
        l["Mails go to your address when something concerns your work; you choose which. Nothing is given to others, and no page follows you."],
        l["Network addresses, sent mails and ended sessions are deleted after the times that are set here."],
        l["You can take away all that is kept of you, and ask for its deletion. Records, and what was noted of changes, then stay under a number that no longer leads to you."],
    ];
}
