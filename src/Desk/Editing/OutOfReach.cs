using Concord.Desk.Forms;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Concord.Kernel.Web.History;

namespace Concord.Desk.Editing;

/// <summary>Says of what somebody wrote why they may not write it, and what would be right, so that the form can be shown again with all that is in it.</summary>
internal sealed class OutOfReach(Reading r, RecordModel model)
{
    private readonly FieldWords words = new(r, model);
    private readonly RecordShape shape = RecordShape.Of(model.DocumentType);

    /// <summary>The record would not belong to anything that the writer works for.</summary>
    public async Task<FieldFault> OfAsync(Subject wanted, CancellationToken cancel)
    {
        var scopes = r.Person.Held.Where(held => r.May(DeskAccess.DraftRecords, Whole(held.Scope))).Select(held => held.Scope).ToList();
        var mechanisms = scopes.Select(scope => scope.Mechanism).OfType<string>().Distinct().ToList();
        await r.LearnNamesAsync(mechanisms, cancel);
        var there = scopes.FindAll(scope => scope.Mechanism is null || wanted.Mechanisms.Contains(scope.Mechanism));
        if (there.Count == 0)
            return Fault(Field(field => (field.Item ?? field).Refers?.Kind == RecordKind.Mechanism) ?? "mechanisms",
                r.L["Name a mechanism that you work for: {0}.", r.F.List(mechanisms.Select(id => r.Name(id)?.Caption.In(r.Language.Tag).Text ?? id))]);
        return Fault(Field(field => (field.Item ?? field).Coded == "countries") ?? "countries",
            r.L["Name the country that you speak for: {0}.", r.F.List(there.Select(scope => scope.Party).OfType<string>().Distinct().Select(r.Country).OfType<string>())]);
    }

    /// <summary>Texts were changed in languages that the writer does not write in.</summary>
    public IEnumerable<FieldFault> Of(IEnumerable<ChangedText> texts) =>
        texts.Select(text => Fault(FormNames.Join(text.Path, text.Language), r.L["This language is not among those that you write in: put the text back as it was."]));

    private FieldFault Fault(string path, string sentence) => new(path, words.Place(FieldStep.Read(path)), sentence, FormNames.Id(path));

    private string? Field(Func<FieldShape, bool> is0) => shape.Fields.FirstOrDefault(is0)?.Name;

    private static Subject Whole(Scope scope) => new()
    {
        Mechanisms = scope.Mechanism is { } mechanism ? [mechanism] : [],
        Parties = scope.Party is { } party ? [party] : [],
        Organizations = scope.Organization is { } organization ? [organization] : [],
    };
}
