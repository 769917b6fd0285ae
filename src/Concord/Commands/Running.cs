using System.CommandLine;

namespace Concord.Commands;

internal static class Running
{
    extension(ParseResult arguments)
    {
        /// <summary>Where a verb says what it did.</summary>
        public TextWriter Out => arguments.InvocationConfiguration.Output;

        /// <summary>Where a verb says what is wrong.</summary>
        public TextWriter Error => arguments.InvocationConfiguration.Error;
    }

    /// <summary>
    /// Sets what a verb does. It runs on a thread of its own: signals are listened for only once it has returned its task, and a verb that only
    /// reads and writes files would not return it before its end.
    /// </summary>
    public static void Runs(this Command verb, Func<ParseResult, CancellationToken, Task<int>> run) =>
        verb.SetAction((arguments, cancel) => Task.Run(() => run(arguments, cancel), CancellationToken.None));
}
