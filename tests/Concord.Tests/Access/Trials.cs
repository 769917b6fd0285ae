using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Records;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.Attacks;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Access;

/// <summary>
/// Something real of one mechanism behind every address that asks for more than its door: a record with an open draft, a new draft, a file, a person, a key. An address
/// that is new needs a line here.
/// </summary>
internal sealed class Trials
{
    public const string Event = "sco_env_min_5", Translation = "Пятое совещание";

    /// <summary>A record of each kind, of the mechanism where there is one.</summary>
    private static readonly Dictionary<string, string> Records = new(StringComparer.Ordinal)
    {
        ["events"] = Event,
        ["instruments"] = "sco_concept_2018",
        ["projects"] = "p_aral_centre",
        ["practices"] = "pr_aral_saxaul",
        ["organizations"] = "ccsco_env",
        ["mechanisms"] = Somebody.Here,
        ["cities"] = "kunming",
        ["news"] = "news_temm_26",
        ["publications"] = "pub_beijing_air_2019",
    };

    private static readonly string[] NotYours = ["You may give this role only within what you work for yourself.", "Choose a role that you may give."];
    private static readonly string[] NoKeyOfYours = ["Choose at least one mechanism that you work for.", "You may give a key only what you may do yourself"];

    private readonly Dictionary<string, Trial[]> all = new(StringComparer.Ordinal);
    private readonly ASite site;
    private Guid draft, recordDraft, discarded, file, upload, person, membership, key, uploader;
    private string written = "";
    private int count;

    private Trials(ASite site) => this.site = site;

    /// <summary>Texts that stand in these things, with the act by which they are seen and whose they are.</summary>
    public IReadOnlyList<(string Text, string Act, Subject Of)> Secrets { get; private set; } = [];

    public static async Task<Trials> MakeAsync(ASite site, IReadOnlyCollection<Somebody> people)
    {
        var trials = new Trials(site) { uploader = people.Single(one => one.Who == $"{Role.Secretariat} of {Somebody.Here}").Person.Account!.Value };
        await trials.MakeThingsAsync(people.Single(one => one.Person.Account == trials.uploader));
        await trials.StateAsync();
        return trials;
    }

    /// <summary>What is tried at an address; null where nothing is known of it.</summary>
    public Trial[]? At(KnownAddress address) => all.GetValueOrDefault(Name(address));

    /// <summary>The address with these things in it.</summary>
    public string Path(KnownAddress address) => address.Path((name, before) => name switch
    {
        "lang" => "en",
        "target" => "ru",
        "kind" => "events",
        "letter" => "notices",
        "documentName" => "v1",
        "code" or "part" => "0",
        "name" => "a.pdf",
        "secret" => "x",
        "id" => Records.GetValueOrDefault(before.TrimEnd('/').Split('/')[^1], Event),
        "guid" => (before.TrimEnd('/').Split('/')[^1] switch { "drafts" => draft, "people" => person, "keys" => key, "uploads" => upload, "files" => file, "conflict" => Guid.Empty, var other => throw new InvalidOperationException($"Say which number stands behind {other}.") }).ToString(),
        _ => throw new InvalidOperationException($"Say what stands for {{{name}}}."),
    }) + address.Query;

    private static string Name(KnownAddress address) => address.ToString().Replace("/{lang:language}", "", StringComparison.Ordinal);

    private void Add(string address, params Trial[] trials) => all.Add(address, trials);

    private async Task MakeThingsAsync(Somebody secretariat)
    {
        var writer = await AWriter.AsAsync(site, Role.Administrator);
        draft = await NewDraftAsync(writer, "Seminar Hoopoe");
        discarded = await NewDraftAsync(writer, "Seminar to be given up");
        var form = await writer.OpenAsync("/en/desk/events/" + Event);
        // What is owed in Russian can be given out, and translated.
        recordDraft = Number((await form.Write("title.ru", "").SendAsync()).Draft);
        var (subject, email) = (new Scope(Somebody.Here), "wagtail@example.org");
        await Visitor.JoinAsync(site, email, Role.Interpreter, subject);
        await Visitor.JoinAsync(site, email, Role.Participant, subject);
        (person, membership) = await site.WithDbAsync(async db =>
        {
            var id = await db.Set<Account>().Where(account => account.Email == email).Select(account => account.Id).SingleAsync();
            return (id, await db.Set<Membership>().Where(held => held.AccountId == id && held.Role == Role.Interpreter).Select(held => held.Id).SingleAsync());
        });
        var made = await writer.Visitor.FillInAsync("/en/keys/new", "/en/keys/new", ("organization", "menr_kz"), ("name", "Lapwing"), ("own", "0"), ("acts", "records.draft"), ("mechanisms", Somebody.Here));
        key = Number(made.Page().QuerySelector("main .act a")!.GetAttribute("href")!);
        var sent = await BeginAsync(secretariat, "goldcrest.pdf");
        var done = await secretariat.AskAsync("PATCH", sent, Piece(AFile.Pdf(), 0, secretariat.Token));
        Assert.True(done.Status == 200, done.Body);
        file = JsonNode.Parse(done.Body)!["file"]!.GetValue<Guid>();
        upload = Number(await BeginAsync(secretariat, "b.pdf"));
    }

    private async Task StateAsync()
    {
        var models = site.Services.GetRequiredService<RecordModels>();
        var stored = await site.WithDbAsync(db => db.Records.AsNoTracking().Where(record => Records.Values.Contains(record.Id)).ToDictionaryAsync(record => record.Id, record => Belonging.Of(models[record.Kind], record)));
        var (theEvent, theDraft) = (stored[Event], new Subject { Mechanisms = [Somebody.Here], Parties = ["KZ"] });
        var (theMechanism, keyed) = (new Subject { Mechanisms = [Somebody.Here] }, new Subject { Mechanisms = [Somebody.Here], Organizations = ["menr_kz"] });
        Secrets = [("Hoopoe", "drafts.see", theDraft), ("wagtail@", "people.see", theMechanism), ("Lapwing", "keys.see", theMechanism), ("goldcrest", "files.see-all", theEvent)];
        Desk(theEvent, theDraft);
        Languages(theEvent);
        Files(theEvent, theDraft);
        People(theMechanism, keyed);
        Partners(models, stored);
        Add("GET /desk/mails/{letter}.html", new Trial());
        Add("POST /desk/mails settle", Trial.Of(Subject.House, "mail.settle").With(("id", Guid.Empty.ToString())));
        Add("POST /desk/mails free", Trial.Of(Subject.House, "mail.settle").With(("address", "nobody@example.org")));
        Add("POST /desk/mails park", Trial.Of(theMechanism, "mail.park").With(("address", $"{Role.Interpreter}-here@example.org"), ("reason", "It comes back.")) with { Says = ["This address is that of somebody outside of your mechanism."] });
        Add("POST /desk/trail check", Trial.Of(Subject.House, "audit.see"));
        Add("POST /desk/privacy", new Trial());
    }

    private void Desk(Subject theEvent, Subject theDraft)
    {
        var (revision, other) = (("form:revision", "1"), $"/en/desk/drafts/{recordDraft}");
        Add("GET /desk/drafts/{draft:guid}", Trial.Of(theDraft, "drafts.see"), Trial.Of(theEvent, "drafts.see") with { Path = other });
        // Nothing of it is done: the comment is empty, the draft not fit to be published, the hour missing. That is said to those alone who may.
        Add("POST /desk/drafts/{draft:guid}", [.. new[] { ("comment", "drafts.comment"), ("send", "records.draft"), ("back", "records.review"), ("publish", "records.publish"), ("schedule", "records.publish") }
            .Select(one => Trial.Of(theDraft, "drafts.see", one.Item2).With(("act", one.Item1), revision)),
            Trial.Of(theDraft, "drafts.see", "records.draft").With(("act", "discard"), revision) with { Path = $"/en/desk/drafts/{discarded}" }]);
        foreach (var method in new[] { "GET", "POST" })
        {
            Add(method + " /desk/drafts/{draft:guid}/form", Trial.Of(theDraft, "records.draft"), Trial.Of(theEvent, "records.draft") with { Path = other + "/form" });
            Add(method + " /desk/drafts/{draft:guid}/conflict/{conflict:guid?}", Trial.Of(theDraft, "records.draft") with { Path = $"/en/desk/drafts/{draft}/conflict" }, Trial.Of(theEvent, "records.draft") with { Path = other + "/conflict" });
            Add(method + " /desk/{kind:kind}/{id}", Trial.Of(theEvent, "records.draft"));
        }
        Add("GET /desk/{kind:kind}/{id}/archive", Trial.Of(theEvent, "records.archive"));
        Add("POST /desk/{kind:kind}/{id}/archive", Trial.Of(theEvent, "records.archive").With(("to", "archived"), ("version", "1")));
        Add("GET /desk/{kind:kind}/new", new Trial());
        Add("POST /desk/{kind:kind}/new", Trial.Of(theDraft, "records.draft").With(("title.en", "A seminar"), ("mechanisms", Somebody.Here), ("participant_countries", "KZ"), ("form:language", "en"), ("form:end", "1"), ("act", "save")) with { Says = ["class=\"errors\""] });
        Add("POST /desk/rules", Trial.Of(new Subject { Mechanisms = [Somebody.Here] }, "desk.set-rules").With(("second", Somebody.Here)) with
        {
            WasDone = async () => await site.WithDbAsync(db => db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM desk_rule WHERE \"Mechanism\" = 'sco_env'").SingleAsync()) == 1,
            PutBack = () => site.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM desk_rule")),
        });
    }

    private void Languages(Subject theEvent)
    {
        var russian = theEvent with { Language = "ru" };
        Add("POST /desk/languages assign", Trial.Of(russian, "texts.assign").With(("record", Event)) with { Path = "/en/desk/languages?handler=assign&target=ru", Says = ["Tick the records that are meant."] });
        Add("POST /desk/languages file", Trial.Of(theEvent, "texts.see").With(("record", Event)) with { Path = "/en/desk/languages?handler=file&target=ru", Says = ["There is nothing to translate in these records."] });
        Add("GET /desk/languages/{target}/take-over", new Trial());
        Add("POST /desk/languages/{target}/take-over", new Trial());
        Add("POST /desk/languages/{target}/take-over take", Trial.Of(russian, "texts.translate") with
        {
            Says = ["0 texts were taken over into drafts."],
            Send = token => Trial.Of(russian).With(("take", JsonSerializer.Serialize(new { kind = "events", id = Event, key = "title", shown = written, text = Next() }))).Send(token),
            PutBack = () => Task.FromResult(written = Translation + count),
        });
        Add("GET /desk/languages/{target}/{kind:kind}/{id}", Trial.Of(theEvent, "texts.see"));
        Add("POST /desk/languages/{target}/{kind:kind}/{id}", Trial.Of(theEvent, "texts.see").And(russian, "texts.translate"));
        Add("POST /desk/languages/{target}/{kind:kind}/{id} check", Trial.Of(theEvent, "texts.see").And(russian, "texts.check"));
        foreach (var ending in new[] { "xlf", "xlsx" })
            Add("GET /desk/languages/{target}/{kind:kind}/{id}/file." + ending, Trial.Of(theEvent, "texts.see"));

        string Next() => Translation + (++count).ToString(CultureInfo.InvariantCulture);
    }

    private void Files(Subject theEvent, Subject theDraft)
    {
        Task Hold() => site.WithDbAsync(db => db.Set<StoredFile>().ExecuteUpdateAsync(set => set.SetProperty(one => one.State, FileState.Held)));
        Task Show() => site.WithDbAsync(db => db.Set<StoredFile>().ExecuteUpdateAsync(set => set.SetProperty(one => one.State, FileState.Published)));
        Add("GET /files/{id:guid}/{name}", Trial.Of(theEvent, "files.see-all"));
        Add("GET /files/{kind}/{id}", Trial.Of(theEvent, "files.see-all"), Trial.Of(theDraft, "files.see-all") with { Path = $"/en/files/drafts/{draft}" });
        var publish = Trial.Of(theEvent, "files.see-all", "files.publish").With(("file", file.ToString()));
        Add("POST /files/{kind}/{id} publish", publish with { PutBack = Hold });
        Add("POST /files/{kind}/{id} withdraw", publish with
        {
            Send = async token =>
            {
                await Show();
                return await publish.Send(token);
            },
            PutBack = Hold,
        });
        // A form without a file, and an announcement without a length: who may not is told so first.
        Add("POST /files/{kind}/{id}/upload", Trial.Of(theEvent, "files.upload") with { Send = token => Task.FromResult(new Sent(new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } })) });
        Add("POST /api/v1/uploads/", Trial.Of(theEvent, "files.upload") with { Path = "/api/v1/uploads", Send = token => Task.FromResult(new Sent(Json(new { owner = "events/" + Event }), ("RequestVerificationToken", token))) });
        Add("GET /api/v1/uploads/{id:guid}", new Trial { Only = uploader });
        Add("PATCH /api/v1/uploads/{id:guid}", Trial.Of(theEvent, "files.upload") with { Only = uploader, Send = token => Task.FromResult(Piece([1], 7, token)) });
        Add("DELETE /api/v1/uploads/{id:guid}", new Trial { Only = uploader, Send = token => Task.FromResult(new Sent(null, ("RequestVerificationToken", token))) });
    }

    private void People(Subject theMechanism, Subject keyed)
    {
        var see = Trial.Of(theMechanism, "people.see");
        Add("GET /people/{id:guid}", see);
        Add("POST /people/{id:guid} give", see.And(theMechanism, "memberships.grant-translator").With(("role", "Translator"), ("mechanism", Somebody.Here), ("languages", "ru")) with { Says = NotYours });
        Add("POST /people/{id:guid} end", see.And(theMechanism, "memberships.grant-interpreter").With(("membership", membership.ToString())));
        Add("POST /people/{id:guid} close", see.And(Subject.House, "people.close"));
        Add("POST /people/{id:guid} open", see.And(Subject.House, "people.close"));
        Add("POST /people/{id:guid} forget", see.And(Subject.House, "privacy.forget"));
        Add("GET /people/{id:guid}/data.zip", Trial.Of(Subject.House, "privacy.export"));
        var kazakh = theMechanism with { Parties = ["KZ"] };
        Add("POST /people/invite", Trial.Of(kazakh, "people.invite", "memberships.grant-participant").With(("email", "invited@example.org"), ("name", "Invited"), ("language", "en"), ("role", "Participant"), ("mechanism", Somebody.Here), ("party", "KZ")) with { Says = NotYours });
        Add("GET /keys/{id:guid}", Trial.Of(theMechanism, "keys.see"));
        Add("POST /keys/{id:guid}", Trial.Of(theMechanism, "keys.see", "keys.end"));
        Add("POST /keys/new", Trial.Of(keyed, "keys.make", "records.draft").With(("name", "Another"), ("organization", "menr_kz"), ("mechanisms", Somebody.Here), ("acts", "records.draft"), ("own", "0"), ("until", "2023-01-31")) with { Says = NoKeyOfYours });
    }

    private void Partners(RecordModels models, Dictionary<string, Subject> stored)
    {
        foreach (var (kind, id) in Records)
        {
            var (address, model) = ("/api/v1/" + kind, models[RecordKinds.FromPlural(kind)!.Value]);
            var sent = new JsonObject { ["mechanisms"] = new JsonArray(Somebody.Here) };
            Add($"POST {address}/", Trial.Of(Belonging.Of(model, sent, null), "records.draft") with { Send = _ => Task.FromResult(new Sent(Json(sent))) });
            Add($"PUT {address}/{{id}}", Trial.Of(stored[id], "records.draft") with { Send = _ => ChangeAsync($"{address}/{id}", stands => Text(stands, "application/json")) });
            Add($"PATCH {address}/{{id}}", Trial.Of(stored[id], "records.draft") with { Send = _ => ChangeAsync($"{address}/{id}", _ => Text("{}", "application/merge-patch+json")) });
            Add($"DELETE {address}/{{id}}", Trial.Of(stored[id], "records.archive") with { Send = _ => ChangeAsync($"{address}/{id}", _ => null) });
        }
        // A draft that a person wrote is nobody's who asks by a key.
        Add("GET /api/v1/drafts/{draft:guid}", new Trial { Only = Guid.Empty });
    }

    private async Task<Sent> ChangeAsync(string address, Func<string, HttpContent?> content)
    {
        var stands = await site.GetAsync(address);
        return new Sent(content(stands.Body), ("If-Match", stands.Header("ETag")!));
    }

    private static async Task<Guid> NewDraftAsync(AWriter writer, string title)
    {
        var token = await writer.Visitor.TokenAsync("/en/desk/events/new");
        var saved = await writer.Visitor.SendAsync("/en/desk/events/new", ("__RequestVerificationToken", token), ("title.en", title), ("mechanisms", Somebody.Here), ("participant_countries", "KZ"), ("form:language", "en"), ("form:end", "1"), ("act", "save"));
        return Number(new Sending(saved).Draft);
    }

    private static async Task<string> BeginAsync(Somebody who, string name)
    {
        var begun = await who.AskAsync("POST", "/api/v1/uploads", new Sent(Json(new { owner = "events/" + Event, name, length = AFile.Pdf().Length, language = "en" }), ("RequestVerificationToken", who.Token)));
        Assert.True(begun.Status == 201, begun.Body);
        return begun.Header("Location")!;
    }

    private static Sent Piece(byte[] bytes, int offset, string token)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
        return new Sent(content, ("RequestVerificationToken", token), ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), ("Upload-Complete", "?1"));
    }

    private static StringContent Json(object value) => Text(JsonSerializer.Serialize(value), "application/json");

    private static StringContent Text(string text, string type) => new(text, Encoding.UTF8, type);

    private static Guid Number(string address) => Guid.Parse(address.Split('/').Last(part => Guid.TryParse(part, out _)));
}
