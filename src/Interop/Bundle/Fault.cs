namespace Concord.Interop.Bundle;

/// <summary>Why a bundle is refused: one thing that is wrong at one place.</summary>
/// <param name="File">The file's name: <c>events.json</c>.</param>
/// <param name="Id">Id of the record, or null where it has none or the fault is the file's.</param>
/// <param name="Pointer">JSON pointer from the file's root (<c>/0/start</c>), or <c>-</c> where the file cannot be read as JSON.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record Fault(string File, string? Id, string Pointer, string Message)
{
    /// <summary>One line: <c>events.json:acecf_2016:/0/start: message</c>.</summary>
    public override string ToString() => $"{File}:{Id ?? "-"}:{Pointer}: {Message}";
}
