using Concord.Kernel.Records.Index;
using Microsoft.AspNetCore.Http;

namespace Concord.Interop.Api;

/// <summary>What is wrong with a request, parameter by parameter, and the problem details that say so. For programs, so in English.</summary>
internal sealed class RequestProblem
{
    private const int LongestQuoted = 80;
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    public RequestProblem(params IEnumerable<ListFault> faults)
    {
        foreach (var fault in faults)
            Add(fault.Parameter, fault.Value, fault.ExpectedInEnglish);
    }

    public bool Any => errors.Count > 0;

    /// <param name="parameter">Name of the parameter.</param>
    /// <param name="value">What it was.</param>
    /// <param name="expected">What would be right: "a whole number from 1 to 200".</param>
    public void Add(string parameter, string value, string expected)
    {
        var shown = new string([.. value.Take(LongestQuoted).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c)]);
        var sentence = $"“{shown}” is not a valid value of “{parameter}”: it must be {expected}.";
        errors[parameter] = errors.TryGetValue(parameter, out var before) ? [.. before, sentence] : [sentence];
    }

    public IResult Answer() => TypedResults.Problem(new HttpValidationProblemDetails(errors)
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The address asks for something that cannot be read.",
        Detail = string.Join(' ', errors.Values.SelectMany(sentences => sentences)),
    });

    public static IResult NotFound(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "There is no such record.");
}
