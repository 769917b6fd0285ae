using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Tests.Desk;
using Concord.Tests.House;

namespace Concord.Tests.Attacks;

/// <summary>Forged ids: a number or a name of something that is another mechanism's, another country's or another person's, in one's own address or form.</summary>
public sealed partial class Ids_of_others(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    private ASite Site => attacked.Site;

    [Fact]
    public async Task What_one_country_drafts_another_country_of_the_mechanism_neither_sees_nor_changes()
    {
        var (mine, other) = (await AWriter.AsAsync(Site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ")), await AWriter.AsAsync(Site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "UZ")));
        var form = await mine.OpenAsync("/en/desk/events/new");
        var draft = (await form.Write("title.en", "A meeting in Almaty").Write("kind", "seminar").Write("venue.country", "KZ").Write("sources", "A letter").SendAsync()).Draft;
        foreach (var address in new[] { draft, draft + "/form", draft + "/conflict" })
            Assert.Equal(403, (await other.Visitor.GetAsync(address)).Status);
        var token = await TokenAsync(other);
        Assert.Equal(403, (await other.Visitor.SendAsync(draft, token, ("form:revision", "1"), ("act", "discard"))).Status);
        Assert.Equal(403, (await other.Visitor.SendAsync(draft, token, ("act", "comment"), ("comment", "Mallory was here"))).Status);
        Assert.Equal(403, (await other.Visitor.SendAsync(draft + "/form", [.. (await mine.OpenAsync(draft + "/form")).Sent().Where(field => field.Name is not ("__RequestVerificationToken" or "venue.country")), token, ("venue.country", "UZ"), ("act", "save")])).Status);
        Assert.DoesNotContain("Mallory", (await mine.LookAsync(draft)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_of_one_draft_is_not_settled_through_another()
    {
        var (writer, second) = (await AWriter.AsAsync(Site), await AWriter.AsAsync(Site, Role.Secretariat));
        var (draft, another) = (await writer.NewEventAsync(), await writer.NewEventAsync("Another seminar"));
        var late = await writer.OpenAsync(draft + "/form");
        await (await second.OpenAsync(draft + "/form")).Write("title.en", "Title of the other").SendAsync();
        var conflict = (await late.Write("title.en", "Title of the one").SendAsync()).Answer.Header("Location")!;
        var elsewhere = another + conflict[conflict.IndexOf("/conflict/", StringComparison.Ordinal)..];
        Assert.Equal(404, (await writer.Visitor.GetAsync(elsewhere)).Status);
        Assert.Equal(404, (await writer.Visitor.SendAsync(elsewhere, await TokenAsync(writer), ("take:title.en", "mine"))).Status);
    }

    [Fact]
    public async Task A_record_is_not_taken_over_by_writing_its_id_into_a_new_one()
    {
        var writer = await AWriter.AsAsync(Site, Role.Secretariat, new Scope(Mechanism: "china_korea_env"));
        var form = await writer.OpenAsync("/en/desk/events/new");
        var draft = (await form.Write("title.en", "Taken over").Write("kind", "seminar").Write("start", "2023-05-04").Write("sources", "None").SendAsync()).Draft;
        var before = (await Site.GetAsync("/api/v1/events/acecf_2018")).Body;
        var answer = await writer.DoAsync(draft, "publish", ("record", "acecf_2018"));
        Assert.Equal(422, answer.Status);
        Assert.Equal(before, (await Site.GetAsync("/api/v1/events/acecf_2018")).Body);
    }

    [Fact]
    public async Task Nobodys_number_opens_anything()
    {
        foreach (var (known, path) in attacked.Addresses().Where(one => one.Known is { Method: "GET", Handler: null } && one.Known.Pattern.Parameters.Any(part => part.ParameterPolicies.Any(policy => policy.Content?.StartsWith("guid", StringComparison.Ordinal) == true))))
            foreach (var number in new[] { Guid.Empty.ToString(), "ffffffff-ffff-ffff-ffff-ffffffffffff", "{00000000-0000-0000-0000-000000000000}", "0' OR '1'='1" })
            {
                var answer = await attacked.Administrator.GetAsync(Zero().Replace(path, Uri.EscapeDataString(number)));
                Assert.True(answer.Status is 404 or 403 or 401, $"{known} answers {answer.Status} to {number}");
            }
    }

    private static async Task<(string Name, string Value)> TokenAsync(AWriter writer) =>
        ("__RequestVerificationToken", (await writer.OpenAsync("/en/desk/events/new")).Page.QuerySelector("form.record-form [name=__RequestVerificationToken]")!.GetAttribute("value")!);

    [GeneratedRegex("0{8}-0{4}-0{4}-0{4}-0{12}", RegexOptions.None, 1000)]
    private static partial Regex Zero();
}
