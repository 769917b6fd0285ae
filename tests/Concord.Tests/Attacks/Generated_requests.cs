using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Concord.Kernel.Access;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Concord.Tests.Partners;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Concord.Tests.Attacks;

/// <summary>
/// Requests of all shapes to every address of the house, by nobody and by somebody of each role. Whatever is asked, the house answers; it is never the house that is
/// at fault. <c>eng/requests</c> sends as many as one likes; <c>CONCORD_REQUESTS</c> says how many here, <c>CONCORD_SEED</c> which.
/// </summary>
public sealed class Generated_requests
{
    private static readonly int Count = Number("CONCORD_REQUESTS", 1000);
    private static readonly int Seed = Number("CONCORD_SEED", 20261123);

    [Theory, OnBothStores]
    public async Task None_is_answered_by_a_fault_of_the_house(StoreKind store)
    {
        var (cancel, log) = (TestContext.Current.CancellationToken, new FaultLog());
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), new("Accounts:FailuresPerAddress", "1000000")]);
            builder.Logging.ClearProviders().AddProvider(log);
        });
        await using (site)
        {
            var addresses = EveryAddress.Of(site);
            var pages = addresses.Where(address => address is { Method: "GET", Handler: null }).ToList();
            var callers = await CallersAsync(site);
            var ids = new List<string>();
            // Something to lay hands on: a draft that is there before the first request.
            await (await AWriter.AsAsync(site)).NewEventAsync();
            var (faults, statuses) = (new List<string>(), new SortedDictionary<int, int>());
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; i < Count; i++)
            {
                // Each has its own chance, so that one alone can be made again.
                var random = new Random(unchecked((Seed * 397) ^ (i * 7919)));
                var (maker, caller) = (new RequestMaker(random, ids), callers[random.Next(callers.Count)]);
                var made = await MakeAsync(maker, caller, random, addresses[i % addresses.Count], pages, ids);
                log.Forget();
                string? fault;
                try
                {
                    var outcome = await caller.SendAsync(made, cancel);
                    statuses[outcome.Status] = statuses.GetValueOrDefault(outcome.Status) + 1;
                    fault = outcome.Status >= 500 ? outcome.Status.ToString(CultureInfo.InvariantCulture) : outcome.WrongHeader;
                    if (caller.IsThrownOut(outcome) && made.Headers.TrueForAll(header => header.Name != "Cookie"))
                        await caller.SignInAsync();
                }
                catch (Exception broken) when (broken is not OperationCanceledException)
                {
                    fault = broken.ToString();
                }
                if (fault is not null || log.Told is not null)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{addresses[i % addresses.Count]}: {fault} {log.Told}\n    request {i} of seed {Seed} by {caller.Who}: {made}"));
            }
            var told = string.Create(CultureInfo.InvariantCulture, $"{Count} requests to {addresses.Count} addresses by {callers.Count} callers on {store}, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s: {string.Join(", ", statuses.Select(one => $"{one.Value} × {one.Key}"))}");
            TestContext.Current.TestOutputHelper?.WriteLine(told);
            if (Environment.GetEnvironmentVariable("CONCORD_TOLD") is { Length: > 0 } file)
                await File.AppendAllTextAsync(file, told + "\n" + string.Join('\n', faults) + "\n", cancel);
            Nothing.In(faults);
            // What is refused at the door finds nothing behind it.
            Assert.True(statuses.Where(status => status.Key is 200 or 302 or 422).Sum(status => status.Value) > Count / 4, told);
        }
    }

    private static async Task<MadeRequest> MakeAsync(RequestMaker maker, Caller caller, Random random, KnownAddress address, List<KnownAddress> pages, List<string> ids)
    {
        // A program writes records, of the kind that it knows most often.
        if (caller.IsProgram && random.Next(4) > 0)
            return maker.Record(Written[random.Next(Written.Length)]);
        switch (random.Next(20))
        {
            case 0:
                return maker.Anywhere();
            case < 10:
                // The few pages of which most hang are asked for often, each in one wording, so that it is read once.
                var page = pages[random.Next(pages.Count)];
                var path = page.Path((name, before) => name switch { "lang" => "en", "target" => "ru", "kind" => Contract.Kinds[random.Next(Contract.Kinds.Length)], "id" => IdOf(before), "guid" when ids.Count > 0 => ids[random.Next(Math.Min(20, ids.Count))], _ => "0" });
                if (await caller.FormsAsync(path, ids) is { Count: > 0 } forms)
                    return maker.Of(forms[random.Next(forms.Count)]);
                break;
        }
        return maker.At(address);
    }

    private static readonly KnownAddress[] Written =
    [
        new(RoutePatternFactory.Parse("/api/v1/events"), "POST", null, "records.write-by-key"), new(RoutePatternFactory.Parse("/api/v1/events/{id}"), "PUT", null, "records.write-by-key"), new(RoutePatternFactory.Parse("/api/v1/events/{id}"), "PATCH", null, "records.write-by-key"),
        new(RoutePatternFactory.Parse("/api/v1/projects/{id}"), "PATCH", null, "records.write-by-key"), new(RoutePatternFactory.Parse("/api/v1/practices"), "POST", null, "records.write-by-key"),
    ];

    private static string IdOf(string before) => Contract.Records.FirstOrDefault(record => before.Split('/').Contains(record.Kind)) is { Kind: not null } known ? known.Id : "acecf";

    private static async Task<List<Caller>> CallersAsync(ASite site)
    {
        var callers = new List<Caller> { new(site, null, Scope.Everywhere) };
        foreach (var role in Roles.All)
        {
            var takes = Roles.Takes(role);
            var caller = new Caller(site, role, new Scope(takes.HasFlag(ScopeParts.Mechanism) ? "sco_env" : null, takes.HasFlag(ScopeParts.Party) ? "KZ" : null,
                takes.HasFlag(ScopeParts.Organization) ? "feco" : null, default, takes.HasFlag(ScopeParts.Languages) ? ["ru"] : default));
            await caller.SignInAsync();
            callers.Add(caller);
        }
        callers.Add(new Caller(site, null, Scope.Everywhere, (await APartner.WithKeyAsync(site)).Key));
        return callers;
    }

    private static int Number(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Remembers the last fault that the house noted of itself, in whatever thread.</summary>
    private sealed class FaultLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> told = new();

        public string? Told => told.IsEmpty ? null : string.Join(" | ", told);

        public void Forget() => told.Clear();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                told.Enqueue(exception is null ? formatter(state, exception) : string.Join(" / ", exception.ToString().Split('\n').Where((line, at) => at == 0 || line.Contains("Concord.", StringComparison.Ordinal)).Take(5)));
        }

        public void Dispose()
        {
        }
    }
}
