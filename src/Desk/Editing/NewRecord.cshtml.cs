using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Desk.Editing;

/// <summary>The form of a record that does not exist yet. A draft begins when it is saved first.</summary>
[May(DeskAccess.DraftRecords)]
[RequestFormLimits(ValueCountLimit = MostValues)]
[RequestSizeLimit(LongestForm)]
public sealed class NewRecordModel(DeskNotices notices) : FormPage(notices)
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

    /// <summary>Who works for one mechanism mostly writes of that; and who speaks for one country, of what it takes part in.</summary>
    private void Begin(string kind)
    {
        var known = RecordKinds.FromPlural(kind)!.Value;
        var document = new JsonObject();
        var scopes = R.Person.Held.Where(held => R.Rights.Rules[DeskAccess.DraftRecords].Allowed.ContainsKey(held.Role)).Select(held => (held.Scope.Mechanism, held.Scope.Party)).Distinct().ToList();
        var shape = RecordShape.Of(R.Models[known].DocumentType);
        if (scopes.Select(scope => scope.Mechanism).Distinct().ToList() is [{ } mechanism])
            Put(document, shape.Fields.FirstOrDefault(field => field.Item?.Refers?.Kind == RecordKind.Mechanism), mechanism);
        if (scopes is [{ Party: { } party }])
            Put(document, shape.Fields.FirstOrDefault(field => (field.Item ?? field).Coded == "countries"), party);
        Write(known, null, 0, document, null);
    }

    private static void Put(JsonObject document, FieldShape? field, string value)
    {
        if (field is not null)
            document[field.Name] = field.Form == FieldForm.List ? (JsonNode)new JsonArray(value) : value;
    }
}
