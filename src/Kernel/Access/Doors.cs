using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Access;

/// <summary>
/// What whoever asks for a page or an address must be allowed to do, somewhere at least; what exactly to, the handler asks again with its
/// <see cref="Subject"/>. An address without this attribute is closed to everybody.
/// </summary>
/// <param name="act">Name of an <see cref="Act"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayAttribute(string act) : Attribute
{
    public string Act { get; } = act;
}

/// <summary>How modules state their rules.</summary>
public static class Doors
{
    /// <summary>States the rule of an address that is not a page.</summary>
    public static T RequireMay<T>(this T address, string act)
        where T : IEndpointConventionBuilder =>
        address.WithMetadata(new MayAttribute(act));

    /// <summary>Adds the acts of a module.</summary>
    public static IServiceCollection AddActs(this IServiceCollection services, params ReadOnlySpan<Act> acts)
    {
        foreach (var act in acts)
            services.AddSingleton(act);
        return services;
    }

    /// <summary>Adds what the keys of partners can be given of a module.</summary>
    public static IServiceCollection AddKeyActs(this IServiceCollection services, params ReadOnlySpan<KeyAct> acts)
    {
        foreach (var act in acts)
            services.AddSingleton(act);
        return services;
    }
}
