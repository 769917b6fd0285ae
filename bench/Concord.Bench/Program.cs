using Concord.Bench;
using Concord.Kernel.Data;

// A process of this program that another one started.
switch (args)
{
    case ["client", ..]:
        return await LoadClient.RunAsync(args[1..]);
    case ["working-day", ..]:
        return await WorkingDay.RunAsync(args[1..]);
    case ["serve", ..]:
        return await Bench.ServeAsync(args[1..]);
    case ["import", ..]:
        return await Bench.ImportAsync(args[1..]);
    case ["backup", "fill", var megabytes, var filled, ..]:
        return await BackupBench.FillAsync(new StoreLocation(filled, args.ElementAtOrDefault(4)), int.Parse(megabytes, System.Globalization.CultureInfo.InvariantCulture));
    case ["backup", "write", var written, ..]:
        return await BackupBench.WriteAsync(new StoreLocation(written, args.ElementAtOrDefault(3)));
    case ["backup", "take", var file, var taken, ..]:
        return await BackupBench.TakeAsync(new StoreLocation(taken, args.ElementAtOrDefault(4)), file);
}

return args switch
{
    // How fast a backup is, and how long writers wait for it.
    ["backup", ..] => await BackupBench.RunAsync(args[1..]),
    // What people with an account cost.
    ["people", ..] => await Bench.WithStoreAsync(args, location => PeopleBench.RunAsync(location, Bench.Requests(args))),
    // What a request of the public costs.
    _ => await Bench.WithStoreAsync(args, location => PublicBench.RunAsync(location, Bench.Requests(args))),
};
