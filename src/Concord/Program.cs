using Concord.Commands;

// Those who work meanwhile go first.
if (args is ["backup", ..])
    LowPriority.Take();
return await Verbs.RunAsync(args, Console.Out, Console.Error);
