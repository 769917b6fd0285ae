using System.Diagnostics;
using Concord.Kernel.Web;

namespace Concord.Serving;

/// <summary>Answers to what cannot be answered: a page in the reader's language, or problem details for machines.</summary>
internal static class Faults
{
    public static void AddFaults(this IServiceCollection services) => services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
    {
        context.ProblemDetails.Extensions["reference"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        if (context.HttpContext.Features.Get<RequestFaults>() is { } faults)
            context.ProblemDetails.Detail ??= string.Join(' ', faults.Sentences);
    });

    public static void UseFaults(this WebApplication app)
    {
        app.UseWhen(http => IsForMachines(http.Request.Path), machines => machines
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf })
            .UseStatusCodePages());
        app.UseWhen(http => !IsForMachines(http.Request.Path), people => people
            .UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/problem/500", StatusCodeSelector = StatusOf, CreateScopeForErrors = true })
            .UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true));
    }

    /// <summary>Addresses that programs ask: the API, its description, calendars, feeds, health.</summary>
    internal static bool IsForMachines(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/events")
        || (path.Value is { } value && (value.EndsWith(".ics", StringComparison.Ordinal) || value.EndsWith(".atom", StringComparison.Ordinal) || value.EndsWith(".xml", StringComparison.Ordinal)));

    private static int StatusOf(Exception exception) => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
