using System.CommandLine;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord migrate</c>: brings the schema up to date.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var command = new Command("migrate", "Makes the store or brings its schema up to date.");
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
                await Store.MigrateAsync(app.Services, cancel);
            await arguments.Out.WriteLineAsync("The schema is up to date.");
            return ExitCode.Done;
        });
        return command;
    }
}
