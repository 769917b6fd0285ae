using System.Text.Json;

namespace Concord.Kernel.Records.Shapes;

/// <summary>A text in several languages, as it stands in a record.</summary>
/// <param name="Path">The way there as <c>translated</c> writes it, places in lists counted from 0: <c>priority_areas.2.name</c>.</param>
/// <param name="Key">
/// The way there by names that outlive a new order of the list, where its entries have ids of their own: <c>priority_areas:climate.name</c>; else
/// as the path. Made of letters, digits and <c>. : _</c>.
/// </param>
/// <param name="Field">The way there without places in lists, the same for all entries of one: <c>priority_areas.name</c>.</param>
/// <param name="Words">The texts by language, as JSON.</param>
public readonly record struct RecordText(string Path, string Key, string Field, JsonElement Words);
