using System.Collections.Immutable;

namespace Concord.Kernel.Access;

/// <summary>Where a membership holds. What is null or empty sets no bounds, as far as the role leaves it open (<see cref="Roles"/>).</summary>
/// <param name="Mechanism">Id of a mechanism.</param>
/// <param name="Party">ISO 3166-1 alpha-2 code of a country, as the record writes parties.</param>
/// <param name="Organization">Id of an organization.</param>
/// <param name="Projects">Ids of projects.</param>
/// <param name="Languages">Tags of languages (BCP 47).</param>
public sealed record Scope(
    string? Mechanism = null, string? Party = null, string? Organization = null, ImmutableArray<string> Projects = default, ImmutableArray<string> Languages = default)
{
    public static readonly Scope Everywhere = new();

    public ImmutableArray<string> Projects { get; init; } = Projects.IsDefault ? [] : Projects;

    public ImmutableArray<string> Languages { get; init; } = Languages.IsDefault ? [] : Languages;

    public bool Equals(Scope? other) => other is not null && Mechanism == other.Mechanism && Party == other.Party && Organization == other.Organization
        && Projects.SequenceEqual(other.Projects) && Languages.SequenceEqual(other.Languages);

    public override int GetHashCode() => HashCode.Combine(Mechanism, Party, Organization, Projects.Length, Languages.Length);
}

/// <summary>What an act is done to, as far as rights depend on it: a record belongs to mechanisms, parties, organizations.</summary>
public sealed record Subject
{
    /// <summary>Something that belongs to nobody in particular.</summary>
    public static readonly Subject House = new();

    public ImmutableArray<string> Mechanisms { get; init; } = [];

    public ImmutableArray<string> Parties { get; init; } = [];

    public ImmutableArray<string> Organizations { get; init; } = [];

    public ImmutableArray<string> Projects { get; init; } = [];

    /// <summary>The language that is written; null where the act is not about one.</summary>
    public string? Language { get; init; }

    /// <summary>The account whose own affair it is; null for nobody's.</summary>
    public Guid? Account { get; init; }
}
