using Concord.Kernel.Access;
using static Concord.Kernel.Access.Role;

namespace Concord.Parties.Privacy;

/// <summary>Who may do what with personal data.</summary>
internal static class PrivacyAccess
{
    public const string Read = "privacy.read";

    /// <summary>One's own data: agreeing to the text, taking them away, asking for their deletion.</summary>
    public const string Own = "privacy.own";

    /// <summary>A new version of the text.</summary>
    public const string Write = "privacy.write";

    public const string Export = "privacy.export";

    public const string Forget = "privacy.forget";

    public static readonly Act[] Acts =
    [
        Act.ForAnyone(Read, "Read how the house treats personal data."),
        Act.ForOneself(Own, "Agree to how the house treats personal data, take one's own away, and ask for their deletion."),
        new Act(Write, "Write a new version of the text on personal data, which everybody is asked to agree to.").ByAll(Administrator),
        new Act(Export, "Take away all that is kept of a person, at the person's request.").ByAll(Administrator),
        new Act(Forget, "Delete what is kept of a person, at the person's request.").ByAll(Administrator),
    ];
}
