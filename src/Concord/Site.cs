using System.Text.Encodings.Web;
using System.Text.Unicode;
using Concord.Desk;
using Concord.Events;
using Concord.Exchange;
using Concord.Instruments;
using Concord.Interop;
using Concord.Kernel;
using Concord.Kernel.Access;
using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail.Desk;
using Concord.Kernel.Web;
using Concord.Library;
using Concord.Parties;
using Concord.Projects;
using Concord.Serving;
using Concord.Thread;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.WebEncoders;
using NodaTime;

namespace Concord;

/// <summary>What a site is made from: its store, its clock, and where it listens.</summary>
/// <param name="Store">The store.</param>
/// <param name="Clock">The one clock for everything.</param>
public sealed record SiteSettings(StoreLocation Store, IClock Clock)
{
    /// <summary>Addresses to listen on, separated by semicolons; null for the configured ones.</summary>
    public string? Urls { get; init; }

    /// <summary>Logs errors only: for verbs that do not serve.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The last word on the builder; tests put their own server here.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}

/// <summary>The web application: which modules there are, and the way of a request through them.</summary>
public static class Site
{
    public static WebApplication Build(SiteSettings settings)
    {
        // The program finds its pages, styles and data beside itself, wherever it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Site).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        if (settings.Urls is { } urls)
            builder.WebHost.UseUrls(urls);
        // The files of the house are those that it was built with; else the framework would look for others at every address that has none.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.AddLogs(settings.IsQuiet);

        builder.Services.AddSingleton(settings.Clock);
        builder.Services.AddSingleton(services => Installation.Of(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton(new Translations([typeof(Site).Assembly, .. Modules]).LoadAll());
        builder.Services.AddStore(settings.Store);
        builder.Services.AddKernel().AddParties().AddInstruments().AddProjects().AddEvents().AddExchange().AddLibrary().AddThread().AddInterop().AddDesk();
        // Every script as it is: with entities a Russian page would be half as long again.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Pages live beside the rest of their feature, not in a folder of pages.
        // The names of jQuery's arrays are nobody's here, and one that is broken would be a fault.
        builder.Services.AddRazorPages(options => options.RootDirectory = "/").AddMvcOptions(options =>
        {
            options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            options.Filters.Add<FormText>();
        });
        builder.AddServing();
        settings.Configure?.Invoke(builder);
        builder.AddTelemetry();

        var app = builder.Build();
        app.UseServing();
        app.MapStaticAssets().RequireMay(KernelAccess.UseHouse);
        app.MapRazorPages().WithStaticAssets();
        app.MapFrontDoor();
        app.MapMark();
        app.MapMailSamples();
        app.MapTrail();
        app.MapParties();
        app.MapFiles();
        app.MapInterop();
        app.MapThread();
        app.MapDesk();
        app.MapPost("/theme", (Delegate)Theme.ChooseAsync).ExcludeFromDescription().RequireMay(KernelAccess.UseHouse);
        app.MapHealth();
        app.MapMetrics();
        return app;
    }

    internal static readonly System.Reflection.Assembly[] Modules =
    [
        typeof(ConcordDb).Assembly, typeof(PartiesModule).Assembly, typeof(InstrumentsModule).Assembly, typeof(ProjectsModule).Assembly,
        typeof(EventsModule).Assembly, typeof(ExchangeModule).Assembly, typeof(LibraryModule).Assembly, typeof(ThreadModule).Assembly,
        typeof(InteropModule).Assembly, typeof(DeskModule).Assembly,
    ];
}
