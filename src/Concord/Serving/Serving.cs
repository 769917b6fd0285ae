using System.Globalization;
using System.IO.Compression;
using System.Threading.RateLimiting;
using Concord.Kernel.Web;
using Concord.Parties;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;

namespace Concord.Serving;

/// <summary>The way of a request through the house: headers, faults, limits, cache, compression.</summary>
internal static class Serving
{
    public static void AddServing(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 1 << 20;
            RequestLength.LeaveRoom(options.Limits);
        });
        builder.Services.AddProxies();
        builder.Services.AddFaults();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "text/calendar", "application/atom+xml",
                "application/problem+json", "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.AddOutputCache(options =>
        {
            options.AddBasePolicy(policy => policy.AddPolicy<StateCachePolicy>(), excludeDefaultPolicy: true);
            options.SizeLimit = 16 << 20;
            // Ids are written in small letters: ACECF_2018 is not acecf_2018, whichever was asked for first.
            options.UseCaseSensitivePaths = true;
            options.DefaultExpirationTimeSpan = TimeSpan.FromMinutes(1);
        });
        builder.Services.AddAntiforgery();
        builder.Services.AddOptions<AntiforgeryOptions>().Configure<Installation>((options, installation) =>
            (options.Cookie.Name, options.Cookie.Path, options.Cookie.SecurePolicy) = (HostCookie.Name(installation, "form"), "/", CookieSecurePolicy.SameAsRequest));
        builder.Services.AddSingleton<Refusals>();
        AddRateLimits(builder);
    }

    public static void UseServing(this WebApplication app)
    {
        app.UseProxies();
        app.Use(Methods.Remember);
        app.UsePublicUrl();
        app.Use(SecurityHeaders.Add);
        app.Use(OpenToPrograms.Add);
        app.UseFaults();
        // The page of a fault is shown whatever was wrong with the request.
        app.UseWhen(http => !Faults.IsAnswering(http), asked => asked.Use(RequestLength.Check).Use(RequestText.Check)
            .Use(Addresses.LeadToOne));
        app.UseOtherHouses();
        app.UseLookUp();
        app.UseAccounts();
        app.UseWhen(http => !Faults.IsAnswering(http), asked => asked.Use(Refusals.Note).Use(Methods.Check).Use(Doorkeeper.Check));
        if (PerMinute(app.Configuration) > 0)
            app.UseRateLimiter();
        app.Use(AnswerTag.Use);
        // Compression inside the cache: a kept answer is kept compressed.
        app.UseOutputCache();
        app.UseResponseCompression();
    }

    /// <summary>
    /// Requests per minute and address to the API and to whatever searches; off unless <c>RateLimits:PerMinute</c> is set. The setting is read when
    /// the host is whole, so that whoever builds it has the last word.
    /// </summary>
    private static void AddRateLimits(WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            var perMinute = PerMinute(configuration);
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => IsLimited(http.Request)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    http.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("unlimited"));
        });
    }

    /// <summary>0 for no limit.</summary>
    private static int PerMinute(IConfiguration configuration) => configuration["RateLimits:PerMinute"] switch
    {
        null or "" => 0,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new InvalidDataException($"RateLimits__PerMinute is \"{text}\": write a whole number of requests, or 0 for no limit."),
    };

    /// <summary>The API, the page of search, and whatever else is asked to search: lists, calendars, the map.</summary>
    private static bool IsLimited(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        || request.Path.Value!.EndsWith("/search", StringComparison.Ordinal)
        || !string.IsNullOrEmpty(request.Query["q"]);
}
