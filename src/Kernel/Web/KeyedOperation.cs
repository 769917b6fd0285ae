using Concord.Kernel.Records;

namespace Concord.Kernel.Web;

/// <summary>Marks an address of the API that takes a key, so that it is described.</summary>
/// <param name="Kind">The kind of record that it writes; null where it only shows something.</param>
/// <param name="ChangesStanding">Whether it changes a record that stands, and so asks which version is meant.</param>
public sealed record KeyedOperation(RecordKind? Kind, bool ChangesStanding);
