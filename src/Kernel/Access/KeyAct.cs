namespace Concord.Kernel.Access;

/// <summary>An act that the key of a partner can be given. Modules register those of theirs that a program may do.</summary>
/// <param name="Act">Name of the act.</param>
/// <param name="Words">What the key then does, for the person who makes it; English, the key of its translations.</param>
public sealed record KeyAct(string Act, string Words);
