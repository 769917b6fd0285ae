using System.Diagnostics.Metrics;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Concord.Serving;

/// <summary>What an operator sees of the running house: logs, traces, metrics, health.</summary>
internal static class Observing
{
    private static readonly Meter House = new("Concord");

    /// <summary>Answers that could be kept, with <see cref="Kept"/> where one was and <see cref="Made"/> where it had to be made.</summary>
    public static readonly Counter<long> Answers = House.CreateCounter<long>("concord.answers",
        description: "Answers that could be kept: kept ones and those that had to be made.");

    public static readonly KeyValuePair<string, object?> Kept = new("concord.answer", "kept");
    public static readonly KeyValuePair<string, object?> Made = new("concord.answer", "made");

    /// <summary>Structured logs on standard error, one JSON object a line, with the trace that answers name as their reference.</summary>
    public static void AddLogs(this WebApplicationBuilder builder, bool isQuiet)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(options => options.IncludeScopes = true);
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(isQuiet ? LogLevel.Error : LogLevel.Warning);
        // What fails here throws as well, and is logged where a request fails, or told in one line where a verb does.
        foreach (var thrower in new[] { "Microsoft.EntityFrameworkCore.Database", "Microsoft.EntityFrameworkCore.Query",
            "Microsoft.EntityFrameworkCore.Update", "Microsoft.Extensions.Hosting.Internal.Host" })
            builder.Logging.AddFilter(thrower, LogLevel.None);
        if (!isQuiet)
            builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }

    /// <summary>
    /// Traces and metrics go to the OpenTelemetry collector of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, where one is set; metrics can be
    /// fetched at <c>/metrics</c> where <c>Metrics:Enabled</c> says so.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var isSent = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var isFetched = IsFetched(builder.Configuration);
        if (!isSent && !isFetched)
            return;
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddAspNetCoreInstrumentation().AddMeter("System.Runtime", "Microsoft.EntityFrameworkCore", House.Name);
            if (isSent)
                metrics.AddOtlpExporter();
            if (isFetched)
                metrics.AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0);
        });
        if (isSent)
            telemetry.WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    /// <summary><c>/metrics</c>, for Prometheus and whoever reads its format.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (IsFetched(app.Configuration))
            app.MapPrometheusScrapingEndpoint("/metrics").RequireMay(KernelAccess.UseHouse);
    }

    private static bool IsFetched(IConfiguration configuration) => configuration.GetValue<bool>("Metrics:Enabled");

    /// <summary>
    /// <c>/healthz</c>: the process answers. <c>/readyz</c>: the store answers, its
    /// schema is right, and what every list needs from it is read.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).ExcludeFromDescription().RequireMay(KernelAccess.UseHouse);
        app.MapGet("/readyz", async (ConcordDb db, Reading reading, CancellationToken cancel) =>
        {
            if (!await db.Database.CanConnectAsync(cancel) || (await db.Database.GetPendingMigrationsAsync(cancel)).Any())
                return Results.Text("not ready: the store does not answer or its schema is behind", statusCode: StatusCodes.Status503ServiceUnavailable);
            await reading.BeginAsync(cancel);
            return Results.Text("ready");
        }).ExcludeFromDescription().RequireMay(KernelAccess.UseHouse);
    }
}
