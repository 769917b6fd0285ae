using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Concord.Tests.Access;

/// <summary>Everything that a house writes into its log, with the scopes around it, and the tags of its traces.</summary>
internal sealed class Overheard : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = [];
    private readonly ActivityListener listener;
    private IExternalScopeProvider? scopes;

    public Overheard()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                foreach (var (name, value) in activity.TagObjects)
                    lines.Enqueue($"trace {activity.DisplayName} {name}={value}");
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyCollection<string> All => lines;

    public ILogger CreateLogger(string categoryName) => new Listening(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() => listener.Dispose();

    private sealed class Listening(Overheard heard, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => heard.scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            heard.lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            heard.scopes?.ForEachScope((scope, into) => into.Enqueue($"{category} in {scope}"), heard.lines);
        }
    }
}
