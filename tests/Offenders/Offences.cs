// What follows breaks the rules of the house on purpose, one rule each.
using System.Diagnostics.CodeAnalysis;
using Concord.Kernel.Languages;

[assembly: SuppressMessage("Performance", "CA1812", Justification = "Offenders are read, not run.")]

namespace Concord.Offenders
{
    /// <summary>Knows the host.</summary>
    public static class KnowsTheHost
    {
        public static Type What => typeof(Site);
    }

    /// <summary>Uses of another module what is not in its Contracts.</summary>
    public static class ReachesIntoAModule
    {
        public static Type What => typeof(Concord.Events.EventsModule);
    }

    /// <summary>Uses of another module what is in its Contracts: this alone is no offence.</summary>
    public static class UsesContracts
    {
        public static Type What => typeof(Concord.Events.Contracts.Event);
    }

    /// <summary>Uses the Kernel: this alone is no offence.</summary>
    public static class UsesTheKernel
    {
        public static Language What => Language.English;
    }

    /// <summary>A page model that is not seen, so that Razor cannot use it.</summary>
    internal sealed class HiddenPageModel : Microsoft.AspNetCore.Mvc.RazorPages.PageModel;
}

namespace Concord.Planning
{
    /// <summary>Solvers come with the work that needs them, not before.</summary>
    public static class TooEarly;
}
