using System.Text.Json.Nodes;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Tests;

public sealed class Checking_one_record(TheRecord record)
{
    [Fact]
    public async Task A_new_record_needs_an_id_of_its_own()
    {
        var document = TheRecord.One(RecordKind.Event, "acecf_2016");
        Assert.Equal(["/id"], (await record.CheckAsync(RecordKind.Event, document, isNew: true)).Where(fault => fault.Kind == FaultKind.TakenId).Select(fault => fault.Pointer));
        document["id"] = "mee_cn";
        Assert.Contains(await record.CheckAsync(RecordKind.Event, document), fault => fault.Kind == FaultKind.TakenId);
        document["id"] = "pl_nanning";
        Assert.Contains(await record.CheckAsync(RecordKind.Event, document, isNew: true), fault => fault.Kind == FaultKind.TakenId);
        document["id"] = "acecf_2099";
        Assert.Empty(await record.CheckAsync(RecordKind.Event, document, isNew: true));
    }

    [Fact]
    public async Task References_must_not_lead_back()
    {
        var document = TheRecord.One(RecordKind.Instrument, "sco_concept_2018");
        document["implements"] = "sco_plan_2022_2024";
        Assert.Contains(await record.CheckAsync(RecordKind.Instrument, document), fault => fault is { Kind: FaultKind.Circle, Pointer: "/implements" });
        document["implements"] = "sco_concept_2018";
        Assert.Contains(await record.CheckAsync(RecordKind.Instrument, document), fault => fault is { Kind: FaultKind.Circle, Pointer: "/implements" });
        var plan = TheRecord.One(RecordKind.Instrument, "sco_plan_2025_2027");
        plan["successor"] = "sco_plan_2019_2021";
        Assert.Contains(await record.CheckAsync(RecordKind.Instrument, plan), fault => fault is { Kind: FaultKind.Circle });
    }

    [Fact]
    public async Task An_area_that_projects_name_stays()
    {
        var project = TheRecord.Of(RecordKind.Project).First(one => one["priority_area"] is not null);
        var instrument = TheRecord.One(RecordKind.Instrument, (string)project["instrument"]!);
        instrument.Remove("priority_areas");
        instrument.Remove("actions");
        Assert.Contains(await record.CheckAsync(RecordKind.Instrument, instrument), fault => fault is { Kind: FaultKind.StillNamed, Pointer: "/priority_areas" });
        project["priority_area"] = "no_such_area";
        Assert.Contains(await record.CheckAsync(RecordKind.Project, project), fault => fault is { Kind: FaultKind.NotAmong, Pointer: "/priority_area" });
    }

    [Fact]
    public async Task Everything_that_is_named_exists()
    {
        var document = TheRecord.One(RecordKind.Event, "acecf_2016");
        document["hosts"] = new JsonArray("mee_cn", "no_such_body", "acecf_2015");
        document["topics"] = new JsonArray("no_such_topic");
        document["venue"]!["place"] = "pl_no_such_place";
        document["kind"] = "no_such_kind";
        document["participant_countries"] = new JsonArray("CN", "XX");
        Assert.Equal(["/hosts/1", "/hosts/2", "/kind", "/participant_countries/1", "/topics/0", "/venue/place"],
            (await record.CheckAsync(RecordKind.Event, document)).Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
    }
}
