using System.Net.Http.Headers;
using Concord.Kernel.Access;
using Concord.Tests.Files;
using Concord.Tests.House;

namespace Concord.Tests.Attacks;

/// <summary>Cross-site requests: a page elsewhere makes the browser of somebody who is signed in send something.</summary>
public sealed class Forms_from_another_site(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    /// <summary>Colours are nobody's secret; mails are ended by whoever has the secret that stands in the address, also by a mail program (RFC 8058).</summary>
    private static readonly string[] TakenFromAnywhere = ["/theme", "/{lang:language}/subscribe/end/{secret}", "/{lang:language}/notices/end/{secret}"];

    [Fact]
    public async Task No_address_takes_a_form_without_the_token_of_its_page()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (known, path) in attacked.Addresses().Where(one => one.Known.Method is "POST" && !TakenFromAnywhere.Contains("/" + one.Known.Pattern.RawText!.TrimStart('/'))))
            foreach (var token in new[] { null, "", "forged" })
            {
                using var sent = Sound(known, token);
                var answer = await attacked.Administrator.SendAsync(path.TrimEnd('/') + known.Query, sent);
                tried++;
                // What takes keys of programs takes no session.
                if (answer.Status != (known.Act == "records.write-by-key" ? 403 : 400))
                    faults.Add($"{known} answers {answer.Status} to a form without token");
            }
        Nothing.In(faults);
        Assert.True(tried > 50, "too few forms were tried");
    }

    /// <summary>What the address would take, but for the token: nothing else is a reason to refuse it.</summary>
    private static HttpContent Sound(KnownAddress known, string? token)
    {
        if (known.Pattern.RawText!.Contains("api/v1/uploads", StringComparison.Ordinal))
            return AHouse.Json(new { owner = AHouse.Event, name = "a.pdf", length = AFile.Pdf().Length, language = "en" });
        if (!known.Pattern.RawText.EndsWith("/upload", StringComparison.Ordinal))
            return new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("__RequestVerificationToken", token)]);
        var form = new MultipartFormDataContent { { new StringContent("en"), "language" } };
        if (token is not null)
            form.Add(new StringContent(token), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(AFile.Pdf()), "file", "a.pdf");
        return form;
    }

    [Fact]
    public async Task An_upload_is_neither_gone_on_with_nor_given_up_by_another_site()
    {
        var administrator = attacked.Administrator;
        using var announced = AHouse.Json(new { owner = AHouse.Event, name = "a.pdf", length = AFile.Pdf().Length, language = "en" });
        var begun = await administrator.AskAsync(HttpMethod.Post, "/api/v1/uploads", announced, ("RequestVerificationToken", await administrator.TokenAsync("/en/account")));
        Assert.Equal(201, begun.Status);
        var upload = begun.Header("Location")!;
        foreach (var token in new[] { "", "forged" })
        {
            using var piece = new ByteArrayContent(AFile.Pdf());
            piece.Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
            Assert.Equal(400, (await administrator.AskAsync(HttpMethod.Patch, upload, piece, ("RequestVerificationToken", token), ("Upload-Offset", "0"), ("Upload-Complete", "?1"))).Status);
            Assert.Equal(400, (await administrator.AskAsync(HttpMethod.Delete, upload, null, ("RequestVerificationToken", token))).Status);
        }
        var asked = await administrator.GetAsync(upload);
        Assert.Equal((204, "0"), (asked.Status, asked.Header("Upload-Offset")));
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_another_site()
    {
        Assert.Equal(400, (await attacked.Administrator.SendAsync("/en/sign-out")).Status);
        Assert.Equal(200, (await attacked.Administrator.GetAsync("/en/account")).Status);
    }

    [Fact]
    public async Task The_token_of_one_person_is_none_for_another()
    {
        var other = await Visitor.AsAsync(attacked.Site, Role.Participant, Scope.Everywhere);
        var theirs = (await other.GetAsync("/en/account")).Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await attacked.Administrator.GetAsync("/en/account");
        Assert.Equal(400, (await attacked.Administrator.SendAsync("/en/account?handler=person", ("name", "Mallory"), ("language", "en"), ("__RequestVerificationToken", theirs))).Status);
    }

    [Fact]
    public async Task Nothing_is_changed_by_an_address_alone()
    {
        var before = await attacked.Site.WithDbAsync(db => Task.FromResult(db.Records.Count()));
        foreach (var (known, path) in attacked.Addresses().Where(one => one.Known.Handler is not null))
        {
            var answer = await attacked.Administrator.GetAsync($"{path}?handler={known.Handler}&act=publish&name=Mallory&language=en");
            Assert.True(answer.Status is 200 or 301 or 302 or 400 or 404, $"{known} answers {answer.Status}");
        }
        Assert.DoesNotContain("Mallory", (await attacked.Administrator.GetAsync("/en/account")).Page().QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await attacked.Site.WithDbAsync(db => Task.FromResult(db.Records.Count())));
    }
}
