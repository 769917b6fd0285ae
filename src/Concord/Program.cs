return await Concord.Commands.Verbs.RunAsync(args, Console.Out, Console.Error);
