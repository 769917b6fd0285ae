using System.CommandLine;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord serve</c>: serves the store, creating and migrating it as needed.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var urls = Listening.Option("Addresses to listen on, separated by semicolons.");
        var command = new Command("serve", "Serves the store; makes and migrates it as needed.") { urls };
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { Urls = arguments.GetValue(urls) });
            await using (app)
            {
                await Store.MigrateAsync(app.Services, cancel);
                await Listening.StartAsync(arguments, app, address => "Concord answers at " + address, cancel);
                await app.WaitForShutdownAsync(cancel);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
