namespace Concord.Kernel.Access;

/// <summary>What somebody may, for those who ask about several things of the same person: who asks for a page, or who once decided what happens now.</summary>
/// <param name="Rules">All acts of the house.</param>
/// <param name="Person">Whose rights.</param>
public sealed record PersonRights(AccessRules Rules, Person Person)
{
    /// <inheritdoc cref="AccessRules.May"/>
    public bool May(string act, Subject subject) => Rules.May(Person, act, subject);

    /// <inheritdoc cref="AccessRules.MayAnywhere"/>
    public bool MayAnywhere(string act) => Rules.MayAnywhere(Person, act);
}
