using System.Text;
using Concord.Kernel.Access;
using Concord.Tests.House;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Attacks;

/// <summary>The character zero, which no keyboard has, PostgreSQL does not keep, and the framework lets through in the parts of a form.</summary>
public sealed class Zeros_in_what_is_sent
{
    [Theory, OnBothStores]
    public async Task A_form_with_a_zero_is_refused_before_anybody_looks_for_what_it_says(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));
        await using (site)
        {
            var (nobody, administrator) = (new Visitor(site), await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere));
            var (of, token) = (await nobody.TokenAsync("/en/sign-in"), await administrator.TokenAsync("/en/account"));
            foreach (var address in new[] { "/en/sign-in", "/en/forgotten-password", "/en/sign-in/link", "/en/subscribe?mechanism=temm" })
                Assert.Equal(400, (await SendAsync(nobody, address, of, ("email", "a\0b@example.org"), ("password", "x"), ("rhythm", "weekly"), ("language", "en"))).Status);
            var pages = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(one => one.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(one => one.RoutePattern).ToHashSet();
            var faults = new List<string>();
            foreach (var known in EveryAddress.Of(site).Where(known => known.Method == "POST" && pages.Contains(known.Pattern)))
                foreach (var field in new[] { ("name", "a\0b"), ("na\0me", "x") })
                {
                    var path = known.Path((name, _) => name switch { "lang" => "en", "target" => "ru", "kind" => "events", "id" => "acecf_2018", "guid" => Guid.Empty.ToString(), _ => "x" });
                    // Where a link alone ends what it names, a form counts for nothing, whatever it says.
                    var isRefused = path.Contains("/end/", StringComparison.Ordinal) ? (Func<int, bool>)(status => status is 200 or 404) : status => status == 400;
                    if (await SendAsync(administrator, path + known.Query, token, field) is { Status: var status } && !isRefused(status))
                        faults.Add($"{known} answers {status}");
                }
            Nothing.In(faults);
            Assert.Equal(200, (await administrator.GetAsync("/en/account")).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task A_zero_that_is_escaped_in_JSON_finds_nothing(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var token = await administrator.TokenAsync("/en/account");
            using var announced = new StringContent("""{"owner":"events/a\u0000b","name":"a.pdf","length":9,"language":"en"}""", Encoding.UTF8, "application/json");
            Assert.Equal(400, (await administrator.AskAsync(HttpMethod.Post, "/api/v1/uploads", announced, ("RequestVerificationToken", token))).Status);
            foreach (var (id, text) in new[] { ("a\\u0000b", "x"), ("acecf_2018", "a\\u0000b") })
            {
                var taken = await administrator.SendAsync("/en/desk/languages/ru/take-over?handler=take", ("__RequestVerificationToken", token),
                    ("take", $$"""{"kind":"events","id":"{{id}}","key":"title","shown":"","text":"{{text}}"}"""));
                Assert.Contains("0 texts were taken over into drafts.", taken.Body, StringComparison.Ordinal);
            }
        }
    }

    [Theory, OnBothStores]
    public async Task A_zero_in_the_address_of_a_page_of_work_is_no_fault_of_the_house(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var (rules, faults) = (site.Services.GetRequiredService<AccessRules>(), new List<string>());
            var pages = EveryAddress.Of(site).Where(known => known.Method == "GET" && !rules[known.Act].IsForAnyone && known.Pattern.Parameters.All(part => part.Name == "lang")).Select(known => known.Path((_, _) => "en")).Distinct().ToList();
            Assert.Contains("/en/desk/languages", pages);
            foreach (var page in pages)
                foreach (var parameter in KnownParameters.All)
                    if (await administrator.GetAsync($"{page}?{parameter}=a%00b") is { Status: >= 500 and var status })
                        faults.Add($"{page}?{parameter}=a%00b answers {status}");
            Nothing.In(faults);
        }
    }

    private static async Task<Answer> SendAsync(Visitor visitor, string address, string token, params (string Name, string Value)[] fields)
    {
        var body = string.Concat(fields.Append(("__RequestVerificationToken", token)).Select(field => $"--b\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n")) + "--b--\r\n";
        using var form = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        return await visitor.SendAsync(address, form);
    }
}
