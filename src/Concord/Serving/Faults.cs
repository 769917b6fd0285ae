using System.Diagnostics;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Concord.Serving;

/// <summary>Answers to what cannot be answered: a page in the reader's language, or problem details for machines.</summary>
internal static class Faults
{
    public static void AddFaults(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions["reference"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            if (context.HttpContext.Features.Get<RequestFaults>() is { } faults)
                context.ProblemDetails.Detail ??= string.Join(' ', faults.Sentences);
            // The framework names the meaning of most numbers; RFC 6585 has that of the others.
            context.ProblemDetails.Type ??= context.ProblemDetails.Status switch
            {
                StatusCodes.Status429TooManyRequests => "https://tools.ietf.org/html/rfc6585#section-4",
                StatusCodes.Status431RequestHeaderFieldsTooLarge => "https://tools.ietf.org/html/rfc6585#section-5",
                _ => "about:blank",
            };
            context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
            {
                StatusCodes.Status400BadRequest => "The query holds bytes that are not UTF-8; write its text in UTF-8, percent-encoded.",
                StatusCodes.Status404NotFound => "There is nothing at this address; /api shows which there are.",
                StatusCodes.Status401Unauthorized => "This address asks who you are: programs send the key of a partner organization as Authorization: Bearer, people sign in.",
                StatusCodes.Status403Forbidden => "Whoever asks is known, and may not do this.",
                StatusCodes.Status405MethodNotAllowed when context.HttpContext.Response.Headers.Allow.ToString() is "GET, HEAD, OPTIONS" => "This address can only be read, with GET or HEAD.",
                StatusCodes.Status405MethodNotAllowed => "This address does not answer this method; the header Allow names those that it answers.",
                StatusCodes.Status412PreconditionFailed => "The record has another state than the condition of the request names: read it again without If-Match and If-Unmodified-Since.",
                StatusCodes.Status414UriTooLong => "The address is longer than 8 KB; ask for less at a time.",
                StatusCodes.Status429TooManyRequests => "Too many requests; wait a minute, then try again.",
                StatusCodes.Status431RequestHeaderFieldsTooLarge => "The headers of the request are longer than 32 KB; leave out those that are not needed, cookies first.",
                StatusCodes.Status503ServiceUnavailable => "The record cannot be read at the moment: the place where it is kept does not answer. Ask again after as many seconds as Retry-After says; if it persists, give the operator the reference.",
                StatusCodes.Status500InternalServerError => "The fault is on our side and has been recorded. If it persists, give the operator the reference.",
                _ => null,
            };
        });
        services.AddSingleton<IProblemDetailsWriter, UnaskedProblemWriter>();
        services.AddExceptionHandler<AwayStore>();
    }

    public static void UseFaults(this WebApplication app)
    {
        app.UseWhen(http => IsForMachines(http.Request.Path), machines => machines
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf })
            .UseStatusCodePages());
        app.UseWhen(http => !IsForMachines(http.Request.Path), people => people
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/problem/500",
                StatusCodeSelector = StatusOf,
                CreateScopeForErrors = true,
            })
            .UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true));
    }

    /// <summary>Whether the answer to a fault is being made.</summary>
    internal static bool IsAnswering(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>Addresses that programs ask: the API, its description, calendars, feeds, health.</summary>
    internal static bool IsForMachines(PathString path) => IsOfTheRecord(path) || path.Value is "/healthz" or "/readyz" or "/metrics";

    /// <summary>Addresses at which programs ask for the record; monitoring asks at others.</summary>
    internal static bool IsOfTheRecord(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/events")
        || Path.GetExtension(path.Value) is ".ics" or ".atom" or ".xml";

    /// <summary>Problem details even for programs that accept only something else, such as a calendar: better that than an answer without words.</summary>
    private sealed class UnaskedProblemWriter(IOptions<ProblemDetailsOptions> options, IOptions<JsonOptions> json) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => IsForMachines(context.HttpContext.Request.Path);

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var status = context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
            context.ProblemDetails.Title ??= ReasonPhrases.GetReasonPhrase(status);
            options.Value.CustomizeProblemDetails?.Invoke(context);
            await context.HttpContext.Response.WriteAsJsonAsync(
                context.ProblemDetails, context.ProblemDetails.GetType(), json.Value.SerializerOptions, "application/problem+json",
                context.HttpContext.RequestAborted);
        }
    }

    /// <summary>Says when to ask again for what cannot be read now; the answer itself is made as for every fault.</summary>
    private sealed class AwayStore : IExceptionHandler
    {
        private const string Seconds = "30";

        public ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellation)
        {
            if (Store.IsAway(exception))
                http.Response.Headers.RetryAfter = Seconds;
            return ValueTask.FromResult(false);
        }
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when Store.IsAway(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
