namespace Concord.Desk.Languages.Units;

/// <summary>How far a text is in one language. The numbers are stored.</summary>
public enum TextState : byte
{
    /// <summary>The text does not exist in the language.</summary>
    Missing = 1,

    /// <summary>The original was changed after the translation was made.</summary>
    Stale = 2,

    /// <summary>Somebody is at it.</summary>
    InWork = 3,

    /// <summary>Translated; nobody has looked over it here.</summary>
    Translated = 4,

    /// <summary>A second person has looked over it.</summary>
    Checked = 5,

    /// <summary>The wording in the language is itself an original.</summary>
    Original = 6,
}
