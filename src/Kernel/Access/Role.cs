namespace Concord.Kernel.Access;

/// <summary>What a membership makes of a person. The numbers are stored: none is ever given another meaning.</summary>
public enum Role : byte
{
    /// <summary>Runs the installation: accounts, settings, everything.</summary>
    Administrator = 1,

    /// <summary>Runs a mechanism.</summary>
    Secretariat = 2,

    /// <summary>Writes the records of a mechanism.</summary>
    Editor = 3,

    /// <summary>Brings the texts of a mechanism into some languages.</summary>
    Translator = 4,

    /// <summary>Speaks for a party in a mechanism.</summary>
    FocalPoint = 5,

    /// <summary>Reports for an organization on its projects.</summary>
    Reporter = 6,

    /// <summary>Offers and seeks technologies for an organization.</summary>
    ExchangeMember = 7,

    /// <summary>Interprets at events.</summary>
    Interpreter = 8,

    /// <summary>Takes part in events.</summary>
    Participant = 9,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor = 10,
}
