using System.Text.RegularExpressions;

namespace Concord.Kernel.Records;

/// <summary>The numbers by which libraries know a publication.</summary>
public enum PublicationNumber
{
    /// <summary>International Standard Book Number (ISO 2108): 13 digits, or 10 for books before 2007; hyphens may stand between.</summary>
    Isbn,

    /// <summary>International Standard Serial Number (ISO 3297): <c>2049-3630</c>.</summary>
    Issn,

    /// <summary>Digital Object Identifier (ISO 26324), without an address in front: <c>10.1000/182</c>.</summary>
    Doi,
}

/// <summary>The text (or each of the list) is such a number, and its check digit fits.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PublicationNumberAttribute(PublicationNumber number) : Attribute
{
    public PublicationNumber Number { get; } = number;
}

/// <summary>Tells numbers of publications from slips of the pen.</summary>
public static partial class PublicationNumbers
{
    /// <summary>True for a number of the right form whose check digit, where it has one, fits.</summary>
    public static bool IsRight(PublicationNumber number, string text) => number switch
    {
        PublicationNumber.Isbn => BookNumber().IsMatch(text) && IsBook(text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)),
        PublicationNumber.Issn => SerialNumber().IsMatch(text) && Weighed(text.Replace("-", "", StringComparison.Ordinal)) % 11 == 0,
        _ => ObjectName().IsMatch(text),
    };

    /// <summary>What would be right, for a message.</summary>
    internal static string Expected(PublicationNumber number) => number switch
    {
        PublicationNumber.Isbn => "an ISBN such as \"978-3-16-148410-0\"; its last digit does not fit the others, or it is not 10 or 13 digits long",
        PublicationNumber.Issn => "an ISSN such as \"2049-3630\"; its last digit does not fit the others, or it is not 8 digits long",
        _ => "a DOI such as \"10.1000/182\", without an address in front",
    };

    /// <summary>The digits of an ISBN-13 weigh 1 and 3 in turn, those of an ISBN-10 from 10 down to 1.</summary>
    private static bool IsBook(string digits) => digits.Length switch
    {
        10 => Weighed(digits) % 11 == 0,
        13 => digits.Index().Sum(digit => (digit.Item - '0') * (digit.Index % 2 == 0 ? 1 : 3)) % 10 == 0,
        _ => false,
    };

    private static int Weighed(string digits) => digits.Index().Sum(digit => (digits.Length - digit.Index) * (digit.Item is 'X' ? 10 : digit.Item - '0'));

    [GeneratedRegex(@"\A(97[89][ -]?)?[0-9](?:[ -]?[0-9]){8}[ -]?[0-9X]\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BookNumber();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{3}[0-9X]\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SerialNumber();

    [GeneratedRegex(@"\A10\.[0-9]{4,9}(\.[0-9]+)*/[^\s""<>]{1,200}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ObjectName();
}
