using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Attacks;

/// <summary>Cross-site requests: a page elsewhere makes the browser of somebody who is signed in send something.</summary>
public sealed class Forms_from_another_site(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    /// <summary>Colours are nobody's secret; a subscription is ended by whoever has the secret that stands in the address, also by a mail program (RFC 8058).</summary>
    private static readonly string[] TakenFromAnywhere = ["/theme", "/{lang:language}/subscribe/end/{secret}"];

    [Fact]
    public async Task No_address_takes_a_form_without_the_token_of_its_page()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (known, path) in attacked.Addresses().Where(one => one.Known.Method is "POST" && !TakenFromAnywhere.Contains("/" + one.Known.Pattern.RawText!.TrimStart('/'))))
            foreach (var token in new[] { null, "", "forged" })
            {
                var answer = await attacked.Administrator.SendAsync(path + (known.Handler is null ? "" : "?handler=" + known.Handler), token is null ? [] : [("__RequestVerificationToken", token)]);
                tried++;
                // What takes keys of programs takes no session; what takes an encoding that no form of another site has, refuses the form for that; what is not there is not there.
                if (answer.Status is not (400 or 401 or 403 or 404 or 415))
                    faults.Add($"{known} answers {answer.Status} to a form without token");
            }
        Nothing.In(faults);
        Assert.True(tried > 50, "too few forms were tried");
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
