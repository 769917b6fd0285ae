using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using NodaTime;

namespace Concord.Kernel.Tests.Audit;

public sealed class AuditEntryTests
{
    [Fact]
    public void The_hash_is_made_of_nine_lines_so_that_anyone_can_make_it_again()
    {
        var note = new AuditNote(Instant.FromUnixTimeTicks(16_627_712_001_239_999), Actor.Of(Guid.Parse("0A2B4C6D-0000-4000-8000-00000000CAFE")), "records.publish", "events/acecf_2018")
        {
            Details = new JsonObject { ["version"] = 2, ["note"] = "Итоги\n会议" },
        };
        var entry = AuditEntry.Of(note, 1, AuditEntry.Beginning);
        Assert.Equal("""{"version":2,"note":"Итоги\n会议"}""", entry.Details);
        Assert.Equal($$"""
            concord audit 1
            1
            1662771200123
            0a2b4c6d-0000-4000-8000-00000000cafe
            account
            records.publish
            events/acecf_2018
            {"version":2,"note":"Итоги\n会议"}
            {{new string('0', 64)}}

            """.ReplaceLineEndings("\n"), AuditEntry.Canonical(entry.No, entry.At, entry.AccountId, entry.By, entry.Act, entry.Subject, entry.Details, entry.Previous));
        // By the usual tools: printf '...' | sha256sum
        Assert.Equal("83f66800e12d2572e83ec581831f037a2a749fec4dfc07cf86fafa5b7478f22a", Convert.ToHexStringLower(entry.Hash));
        Assert.Equal(entry.Hash, entry.Hashed());
    }

    [Theory]
    [InlineData("158")]
    [InlineData("158:")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:000000000000000000000000000000000000000000000000000000000000000g")]
    public void What_is_not_a_mark_is_not_read_as_one(string text) => Assert.Null(AuditMark.Parse(text));

    [Fact]
    public void A_mark_is_read_as_it_was_written() => Assert.Equal(AuditMark.None, AuditMark.Parse(AuditMark.None.ToString()));
}
