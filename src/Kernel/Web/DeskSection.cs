namespace Concord.Kernel.Web;

/// <summary>A place of staff, shown at the head of every page to those who may do something there.</summary>
/// <param name="Path">Its address below the language: <c>/people</c>.</param>
/// <param name="Name">Its name; English, the key of its translations.</param>
/// <param name="Act">What one must be allowed to do to find anything there.</param>
/// <param name="Unless">Whoever may do this finds the place from another one, which is shown instead; null to show it to all who may.</param>
public sealed record DeskSection(string Path, string Name, string Act, string? Unless = null);
