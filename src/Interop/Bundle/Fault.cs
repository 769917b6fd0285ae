namespace Concord.Interop.Bundle;

/// <summary>Why a bundle is refused: one thing that is wrong at one place.</summary>
/// <param name="File">The file's name: <c>events.json</c>.</param>
/// <param name="Id">Id of the record as it stands there, or null where it has none or the fault is the file's.</param>
/// <param name="Pointer">
/// JSON pointer from the file's root (<c>/0/start</c>), or null where the fault is the file's: the message then says line and byte.
/// </param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record Fault(string File, string? Id, string? Pointer, string Message)
{
    /// <summary>One line: <c>events.json:acecf_2016:/0/start: message</c>, or <c>events.json:-: line 7, byte 12: message</c> for a file.</summary>
    public override string ToString() => Pointer is null ? $"{File}:-: {Message}" : $"{File}:{Id ?? "-"}:{Pointer}: {Message}";
}
