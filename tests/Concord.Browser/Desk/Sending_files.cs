using System.Text;
using Concord.Browser.House;
using Concord.Kernel.Access;
using Microsoft.Playwright;

namespace Concord.Browser.Desk;

/// <summary>Files arrive over bad lines.</summary>
public sealed class Sending_files(TheDesk desk) : AtTheDesk(desk)
{
    [Fact]
    public async Task An_upload_shows_how_far_it_is_and_goes_on_where_the_line_broke()
    {
        var page = await AsAsync(Role.Secretariat, Sco);
        var file = new FilePayload { Name = "minutes.txt", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("What was said of clean air and water.\n", 270_000))) };
        var (pieces, broken) = (new List<string>(), 0);
        await page.RouteAsync("**/api/v1/uploads/*", async route =>
        {
            if (route.Request.Method == "PATCH")
            {
                // The second piece is lost once on the way.
                if (route.Request.Headers["upload-offset"] != "0" && broken++ == 0)
                {
                    await route.AbortAsync();
                    return;
                }
                pieces.Add(route.Request.Headers["upload-offset"]);
            }
            await route.ContinueAsync();
        });
        await page.GotoAsync("/en/files/events/sco_webinar_2020");
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("#upload button[type=submit]");
        await Assertions.Expect(page.Locator("[data-upload-progress]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-upload-says]")).ToContainTextAsync("goes on by itself");
        await page.WaitForURLAsync("**?upload=*");
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("minutes.txt");
        Assert.Equal(["0", "4194304", "8388608"], pieces);
    }

    [Fact]
    public async Task An_upload_that_was_broken_off_goes_on_after_the_window_was_closed()
    {
        var page = await AsAsync(Role.Secretariat, Sco);
        var file = new FilePayload { Name = "report.txt", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Another report of the same matter.\n", 270_000))) };
        var (isBroken, pieces) = (true, new List<string>());
        await page.Context.RouteAsync("**/api/v1/uploads/*", async route =>
        {
            if (route.Request.Method == "PATCH" && route.Request.Headers["upload-offset"] != "0" && isBroken)
                await route.AbortAsync();
            else
            {
                if (route.Request.Method == "PATCH")
                    pieces.Add(route.Request.Headers["upload-offset"]);
                await route.ContinueAsync();
            }
        });
        await page.GotoAsync("/en/files/events/sco_webinar_2020");
        // A file's time is part of what it is known by, so it is kept on the disk.
        var path = Path.Combine(Directory.CreateTempSubdirectory("concord-upload-").FullName, file.Name);
        await File.WriteAllBytesAsync(path, file.Buffer, TestContext.Current.CancellationToken);
        await page.SetInputFilesAsync("#file", path);
        await page.ClickAsync("#upload button[type=submit]");
        await Assertions.Expect(page.Locator("[data-upload-says]")).ToContainTextAsync("goes on by itself");
        isBroken = false;
        var again = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await again.GotoAsync("/en/files/events/sco_webinar_2020");
        await again.SetInputFilesAsync("#file", path);
        await again.ClickAsync("#upload button[type=submit]");
        await again.WaitForURLAsync("**?upload=*");
        await Assertions.Expect(again.Locator(".done")).ToContainTextAsync("report.txt");
        Assert.Equal(["0", "4194304", "8388608"], pieces);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
