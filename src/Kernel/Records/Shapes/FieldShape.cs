using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Kernel.Languages;
using Concord.Kernel.Time;
using NodaTime;

namespace Concord.Kernel.Records.Shapes;

/// <summary>What JSON a field takes.</summary>
public enum FieldForm
{
    /// <summary>A plain text.</summary>
    Text,

    /// <summary>A text in several languages.</summary>
    Words,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Any number that a decimal holds.</summary>
    Number,

    /// <summary>A year, a month or a day.</summary>
    Date,

    /// <summary>A day, or a minute of a day.</summary>
    Moment,

    /// <summary>A time of day to the minute.</summary>
    Minute,

    /// <summary>A list of <see cref="FieldShape.Item"/>.</summary>
    List,

    /// <summary>An object of fields of its own, <see cref="FieldShape.Inner"/>.</summary>
    Object,

    /// <summary>Counts by word.</summary>
    Counts,

    /// <summary>Plain texts by language.</summary>
    ListsByLanguage,
}

/// <summary>One field of a document: its name in JSON, the form it takes, and the rules that its attributes state.</summary>
public sealed class FieldShape
{
    private FieldShape(string name, FieldForm form, ICustomAttributeProvider rules)
    {
        (Name, Form) = (name, form);
        Refers = Rule<RefersAttribute>(rules);
        Coded = Rule<CodedAttribute>(rules)?.Field
            ?? (Rule<CountryAttribute>(rules) is null ? null : "countries")
            ?? (Rule<LanguageTagAttribute>(rules) is null ? null : "languages")
            ?? (Rule<CurrencyAttribute>(rules) is null ? null : "currencies");
        IsPlace = Rule<PlaceAttribute>(rules) is not null;
        IsTopic = Rule<TopicAttribute>(rules) is not null;
        IsTimeZone = Rule<TimeZoneAttribute>(rules) is not null;
        IsLocalId = Rule<LocalIdAttribute>(rules) is not null;
        IsWebAddress = Rule<WebAddressAttribute>(rules) is not null;
        PublicationNumber = Rule<PublicationNumberAttribute>(rules)?.Number;
        IsSource = Rule<SourceAttribute>(rules) is not null;
        IsYear = Rule<YearAttribute>(rules) is not null;
        IsAscendingPair = Rule<AscendingPairAttribute>(rules) is not null;
        StableId = Rule<StableIdAttribute>(rules);
        Between = Rule<BetweenAttribute>(rules);
        AtMost = Rule<AtMostAttribute>(rules)?.Count;
        OnlyIn = Rule<OnlyInAttribute>(rules)?.Language;
        Among = Rule<AmongAttribute>(rules);
        AmongOf = Among?.Of is { } of ? JsonNamingPolicy.SnakeCaseLower.ConvertName(of) : null;
        NotBefore = Rule<NotBeforeAttribute>(rules) is { } start ? JsonNamingPolicy.SnakeCaseLower.ConvertName(start.Start) : null;
    }

    /// <summary>The name in JSON: <c>adopted_on</c>.</summary>
    public string Name { get; }

    public FieldForm Form { get; }

    /// <summary>True where a record without the field is refused.</summary>
    public bool Required { get; private init; }

    /// <summary>What a list is made of; null for other forms.</summary>
    public FieldShape? Item { get; private init; }

    /// <summary>The fields of an object; null for other forms.</summary>
    public RecordShape? Inner { get; private init; }

    /// <summary>The field of <c>labels.json</c> under which the value has its label.</summary>
    public string? Coded { get; }

    public RefersAttribute? Refers { get; }

    public bool IsPlace { get; }

    public bool IsTopic { get; }

    public bool IsTimeZone { get; }

    public bool IsLocalId { get; }

    public bool IsWebAddress { get; }

    /// <summary>The number of a publication that the text is, where it is one.</summary>
    public PublicationNumber? PublicationNumber { get; }

    public bool IsSource { get; }

    public bool IsYear { get; }

    public bool IsAscendingPair { get; }

    internal bool FitsInt32 { get; private init; }

    public StableIdAttribute? StableId { get; }

    internal BetweenAttribute? Between { get; }

    internal int? AtMost { get; }

    internal string? OnlyIn { get; }

    public AmongAttribute? Among { get; }

    /// <summary>The name in JSON of the field whose record has the list of <see cref="Among"/>; null where it is this record's own.</summary>
    public string? AmongOf { get; }

    internal string? NotBefore { get; }

    /// <summary>True where the value names something that is recorded elsewhere: a record, a place, a topic or a coded value. A list names each once.</summary>
    public bool IsName => Form == FieldForm.Text && (Refers is not null || IsPlace || IsTopic || Coded is not null);

    /// <summary>True where the value is, or may hold at any depth, a text in several languages.</summary>
    internal bool HoldsWords => Form == FieldForm.Words || Inner?.Fields.Any(inner => inner.HoldsWords) == true || Item?.HoldsWords == true;

    internal static FieldShape Of(PropertyInfo property) =>
        Of(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property.PropertyType, property, IsRequired(property));

    private static FieldShape Of(string name, Type type, PropertyInfo property, bool required)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Generic(type, typeof(IReadOnlyList<>)) is [var item])
            return new FieldShape(name, FieldForm.List, property) { Required = required, Item = Of(name, item, property, required: false) };
        var form = FormOf(type);
        return new FieldShape(name, form, property)
        {
            Required = required,
            FitsInt32 = type != typeof(long),
            Inner = form == FieldForm.Object ? RecordShape.Of(type) : null,
        };
    }

    private static FieldForm FormOf(Type type)
    {
        if (type == typeof(string))
            return FieldForm.Text;
        if (type == typeof(LocalizedText))
            return FieldForm.Words;
        if (type == typeof(int) || type == typeof(long))
            return FieldForm.Whole;
        if (type == typeof(decimal) || type == typeof(double))
            return FieldForm.Number;
        if (type == typeof(PartialDate))
            return FieldForm.Date;
        if (type == typeof(PartialDateTime))
            return FieldForm.Moment;
        if (type == typeof(LocalTime))
            return FieldForm.Minute;
        if (Generic(type, typeof(IReadOnlyDictionary<,>)) is [_, var value])
            return value == typeof(int) ? FieldForm.Counts : FieldForm.ListsByLanguage;
        if (type is { IsClass: true, IsAbstract: false } && type.Assembly != typeof(object).Assembly)
            return FieldForm.Object;
        throw new NotSupportedException($"No form of a record's field is known for {type}.");
    }

    /// <summary><c>required</c> properties, and parameters of a positional record that have no default.</summary>
    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute))
        || property.DeclaringType!.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.Name == property.Name && parameter.ParameterType == property.PropertyType && !parameter.HasDefaultValue);

    private static Type[]? Generic(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments() : null;

    private static T? Rule<T>(ICustomAttributeProvider rules) where T : Attribute =>
        (T?)rules.GetCustomAttributes(typeof(T), inherit: true).FirstOrDefault();

    internal static bool IsField(PropertyInfo property) =>
        property is { CanWrite: true, GetMethod.IsPublic: true } && !property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);
}
