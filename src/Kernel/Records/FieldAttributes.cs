namespace Concord.Kernel.Records;

/// <summary>
/// The text (or each text of the list) is the id of a record of <paramref name="kind"/>;
/// each makes a link of <paramref name="link"/> from this record to that one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefersAttribute(RecordKind kind, LinkKind link) : Attribute
{
    public RecordKind Kind { get; } = kind;

    public LinkKind Link { get; } = link;

    /// <summary>The link runs from the named record to this one: <c>successor</c> says that the other succeeds this one.</summary>
    public bool Reverse { get; init; }

    /// <summary>
    /// Words that may stand in place of an id (<c>budget.parts.funder</c>: <c>domestic</c>);
    /// they make no link, and have their label under the field's <see cref="CodedAttribute"/>.
    /// </summary>
    public string[] Or { get; init; } = [];

    /// <summary>Following this reference from record to record never returns to where it began.</summary>
    public bool Acyclic { get; init; }
}

/// <summary>
/// The text (or each of the list; of a dictionary each key) is a value that has a label
/// under <paramref name="field"/> in <c>labels.json</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CodedAttribute(string field) : Attribute
{
    public string Field { get; } = field;
}

/// <summary>The text (or each of the list) is the id of a place.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlaceAttribute : Attribute;

/// <summary>The text (or each of the list) is the id of a topic.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TopicAttribute : Attribute;

/// <summary>The text (or each of the list) is an ISO 3166 alpha-2 code that has a label.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CountryAttribute : Attribute;

/// <summary>The text (or each of the list) is a BCP 47 language tag that has a label.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LanguageTagAttribute : Attribute;

/// <summary>The text is an ISO 4217 code that has a label.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CurrencyAttribute : Attribute;

/// <summary>The text is an IANA time zone name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneAttribute : Attribute;

/// <summary>The text is an id of its own space (<c>[a-z0-9_]+</c>): a series, a body, a priority area or an action; unique within its list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LocalIdAttribute : Attribute;

/// <summary>The text is an <c>https://</c> or <c>http://</c> address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WebAddressAttribute : Attribute;

/// <summary>The property is not earlier than the property named <paramref name="start"/>, compared on the precision that both have.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotBeforeAttribute(string start) : Attribute
{
    public string Start { get; } = start;
}

/// <summary>The text is the record's own id: <c>[a-z0-9_]+</c>, at most 200 characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StableIdAttribute : Attribute
{
    /// <summary>What such an id begins with (<c>pl_</c>); empty where it may begin with anything.</summary>
    public string Prefix { get; init; } = "";
}

/// <summary>The text (or each of the list, which then has at least one) is an <c>https://</c> or <c>http://</c> address or a plain citation.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SourceAttribute : Attribute;

/// <summary>The whole number is a year from 1 to 9999. Whole numbers without this attribute are counts: not negative.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class YearAttribute : Attribute;

/// <summary>The number lies from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BetweenAttribute(double least, double most) : Attribute
{
    public double Least { get; } = least;

    public double Most { get; } = most;
}

/// <summary>The list, where given, is two numbers, the second not smaller than the first.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AscendingPairAttribute : Attribute;

/// <summary>The list has at most <paramref name="count"/> entries.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AtMostAttribute(int count) : Attribute
{
    public int Count { get; } = count;
}

/// <summary>The text is written in no other language than <paramref name="language"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OnlyInAttribute(string language) : Attribute
{
    public string Language { get; } = language;
}

/// <summary>
/// The text is the local id of an entry of the list named <paramref name="list"/>: of this record, or of the record that the
/// property <see cref="Of"/> names.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AmongAttribute(string list) : Attribute
{
    /// <summary>The list's name in the bundle: <c>priority_areas</c>.</summary>
    public string List { get; } = list;

    /// <summary>Name of the property that refers to the record which has the list; null for this record itself.</summary>
    public string? Of { get; init; }
}
