using Concord.Kernel.Records.Index;
using CsCheck;

namespace Concord.Kernel.Tests.Records;

/// <summary>A set of slots does what any set does, whichever way it is kept.</summary>
public sealed class SlotSetTests
{
    private const int Most = 700;

    // From sets of a few members to full ones, put in ascending, as an index is made, or in no order.
    private static readonly Gen<int[]> Members = Gen.OneOf(
        Gen.Int[0, Most - 1].Array[0, 12],
        Gen.Int[0, Most - 1].Array[0, 12].Select(some => some.Order().ToArray()),
        Gen.Int[0, Most - 1].Array[0, 900].Select(some => some.Order().ToArray()),
        Gen.Int[0, Most - 1].Array[0, 900]);

    // Lists where they pay, lists or bits whatever pays, always bits.
    private static readonly Gen<(SlotSet Set, HashSet<int> Model)> Sets = Gen.Select(Members, Gen.Int[0, 2]).Select((members, form) =>
    {
        var set = form == 2 ? SlotSet.OfBits(Most) : new SlotSet();
        foreach (var slot in members)
            set[slot] = true;
        if (form == 1)
            set.Trim(Most);
        return (set, members.ToHashSet());
    });

    [Fact]
    public void It_has_what_was_put_in() => Sets.Sample(pair => Same(pair.Model, pair.Set));

    [Fact]
    public void What_is_taken_out_and_put_in_again_is_there() =>
        Gen.Select(Sets, Gen.Select(Gen.Int[0, Most + 200], Gen.Bool).Array[0, 80]).Sample((pair, changes) =>
        {
            foreach (var (slot, isIn) in changes)
            {
                pair.Set[slot] = isIn;
                _ = isIn ? pair.Model.Add(slot) : pair.Model.Remove(slot);
            }
            Same(pair.Model, pair.Set);
        });

    [Fact]
    public void Two_sets_meet_and_unite_as_sets_do() => Gen.Select(Sets, Sets).Sample((one, other) =>
    {
        Assert.Equal(one.Model.Intersect(other.Model).Count(), one.Set.CountWith(other.Set));
        Same([.. one.Model.Intersect(other.Model)], one.Set.And(other.Set));
        one.Set.Add(other.Set);
        Same([.. one.Model.Union(other.Model)], one.Set);
        Same(other.Model, other.Set);
    });

    [Fact]
    public void Another_form_is_the_same_set() => Sets.Sample(pair =>
    {
        Same(pair.Model, pair.Set.AsBits());
        pair.Set.Trim(Most);
        Same(pair.Model, pair.Set);
    });

    [Fact]
    public void A_copy_is_a_set_of_its_own() => Gen.Select(Sets, Gen.Int[0, Most - 1]).Sample((pair, slot) =>
    {
        var copy = pair.Set.Copy();
        copy[slot] = !copy[slot];
        Same(pair.Model, pair.Set);
        Same([.. pair.Model.Contains(slot) ? pair.Model.Except([slot]) : pair.Model.Append(slot)], copy);
    });

    private static void Same(HashSet<int> model, SlotSet set)
    {
        Assert.Equal(model.Order(), set.Slots());
        Assert.Equal(model.Count, set.Count());
        Assert.All(Enumerable.Range(0, Most + 1), slot => Assert.Equal(model.Contains(slot), set[slot]));
    }
}
