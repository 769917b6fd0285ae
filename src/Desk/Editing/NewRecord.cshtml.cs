using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Desk.Editing;

/// <summary>The form of a record that does not exist yet. A draft begins when it is saved first.</summary>
[May(DeskAccess.DraftRecords)]
[RequestFormLimits(ValueCountLimit = MostValues)]
public sealed class NewRecordModel : FormPage
{
    public Task<IActionResult> OnGetAsync([FromRoute] string kind, CancellationToken cancel)
    {
        Begin(kind);
        return ShowAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync([FromRoute] string kind, CancellationToken cancel)
    {
        Begin(kind);
        return TakeAsync(cancel);
    }

    /// <summary>Who works for one mechanism mostly writes of that.</summary>
    private void Begin(string kind)
    {
        var document = new JsonObject();
        if (R.Person.Held.Select(held => held.Scope.Mechanism).OfType<string>().Distinct().ToList() is [var only]
            && R.Models[RecordKinds.FromPlural(kind)!.Value].DocumentType.GetProperty("Mechanisms") is not null)
            document["mechanisms"] = new JsonArray(only);
        Write(RecordKinds.FromPlural(kind)!.Value, null, 0, document, null);
    }
}
