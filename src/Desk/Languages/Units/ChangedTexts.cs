using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Languages.Units;

/// <summary>A text that was changed in one language: written, taken out, worded anew, or said to be (or no longer to be) a translation.</summary>
/// <param name="Path">Where it stands; for a text that went, where it stood.</param>
/// <param name="Language">Tag of the language.</param>
internal readonly record struct ChangedText(string Path, string Language);

/// <summary>
/// Says in which languages two documents of a kind differ. Only what is said counts, not where in a list: whoever puts sessions in another order has changed no
/// language, and whoever takes one out has changed each that it was written in.
/// </summary>
internal static class ChangedTexts
{
    /// <summary>The first text of each language in which the two differ.</summary>
    public static IReadOnlyList<ChangedText> Between(RecordModel model, JsonObject before, JsonObject after)
    {
        var (were, are) = (Wordings(model, before), Wordings(model, after));
        return [.. Beyond(are, were).Concat(Beyond(were, are)).DistinctBy(text => text.Language)];
    }

    /// <summary>What the one says oftener than the other.</summary>
    private static IEnumerable<ChangedText> Beyond(List<Wording> one, List<Wording> other)
    {
        var left = other.CountBy(wording => wording.Said).ToDictionary();
        foreach (var wording in one)
        {
            var count = left.GetValueOrDefault(wording.Said);
            if (count == 0)
                yield return new ChangedText(wording.Path, wording.Said.Language);
            else
                left[wording.Said] = count - 1;
        }
    }

    private static List<Wording> Wordings(RecordModel model, JsonObject document)
    {
        var units = TextUnit.Of(RecordShape.Of(model.DocumentType), JsonSerializer.SerializeToElement(document));
        return [.. from unit in units
                   from worded in unit.Words
                   select new Wording(unit.Path, (unit.Field, worded.Language, worded.Text, unit.Originals.Contains(worded.Language)))];
    }

    private readonly record struct Wording(string Path, (string Field, string Language, string Text, bool IsOriginal) Said);
}
