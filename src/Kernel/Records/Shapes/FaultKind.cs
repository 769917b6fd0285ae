namespace Concord.Kernel.Records.Shapes;

/// <summary>Sorts of faults of a record. A form says each in its own words; the bundle's sentence is that of <see cref="RecordFault.Message"/>.</summary>
public enum FaultKind
{
    /// <summary>Anything that has no sort of its own.</summary>
    Other,

    /// <summary>A field that the record needs is not there.</summary>
    Missing,

    /// <summary>A field that such a record does not have.</summary>
    UnknownField,

    /// <summary>The JSON is of another form: a list where a text belongs, or null.</summary>
    WrongForm,

    /// <summary>A name stands twice in one object.</summary>
    Twice,

    NotADate,
    NotAMoment,
    NotATime,
    NotANumber,
    NotAYear,

    /// <summary>A number below or above what it may be.</summary>
    OutOfRange,

    /// <summary>Not two numbers, the lower one first.</summary>
    NotARange,

    /// <summary>The end lies before the start.</summary>
    BeforeStart,

    /// <summary>A list has more entries than it may.</summary>
    TooMany,

    /// <summary>A list names the same thing twice.</summary>
    TwiceInList,

    /// <summary>A text that says nothing, or is in no language.</summary>
    NoText,

    TooLong,

    /// <summary>A character that no page can show.</summary>
    ForbiddenCharacter,

    /// <summary>A text in a language that it is not written in.</summary>
    WrongLanguage,

    /// <summary>A coded value, country, language or currency without a label.</summary>
    UnknownCode,

    UnknownRecord,
    UnknownPlace,
    UnknownTopic,
    UnknownZone,
    BadAddress,
    BadSource,

    /// <summary>Not an ISBN, ISSN or DOI, or one whose check digit does not fit.</summary>
    BadNumberOfPublication,

    /// <summary>A record without any source.</summary>
    NoSource,

    BadId,

    /// <summary>An id that another record or a place has.</summary>
    TakenId,

    /// <summary>Not an entry of the list that it is to be one of.</summary>
    NotAmong,

    /// <summary>References that lead back to the record.</summary>
    Circle,

    /// <summary>Another record names an entry that would be gone.</summary>
    StillNamed,
}
