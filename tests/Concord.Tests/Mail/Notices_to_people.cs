using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Concord.Kernel.Outbox;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Mail;

/// <summary>People are told what concerns them, each as they wish.</summary>
public sealed class Notices_to_people
{
    private static readonly Guid AtOnce = Guid.Parse("11111111-0000-4000-8000-000000000000"), Daily = Guid.Parse("22222222-0000-4000-8000-000000000000"),
        Never = Guid.Parse("33333333-0000-4000-8000-000000000000"), Unsaid = Guid.Parse("44444444-0000-4000-8000-000000000000");

    [Theory, OnBothStores]
    public async Task Each_is_told_at_once_or_once_a_day_or_not_at_all_and_in_the_own_language(StoreKind store)
    {
        var way = new AWay();
        var site = await OpenAsync(store, way);
        await using (site)
        {
            var board = site.Services.GetRequiredService<NoticeBoard>();
            await site.WithDbAsync(async db =>
            {
                await board.WishAsync(db, Daily, new Dictionary<string, NoticeWish> { ["tests.published"] = NoticeWish.Daily, ["tests.unknown"] = NoticeWish.Never }, TestContext.Current.CancellationToken);
                await board.WishAsync(db, Never, new Dictionary<string, NoticeWish> { ["tests.published"] = NoticeWish.Never }, TestContext.Current.CancellationToken);
                await board.WishAsync(db, AtOnce, new Dictionary<string, NoticeWish> { ["tests.published"] = NoticeWish.Never }, TestContext.Current.CancellationToken);
                await board.WishAsync(db, AtOnce, new Dictionary<string, NoticeWish> { ["tests.published"] = NoticeWish.AtOnce }, TestContext.Current.CancellationToken);
                Assert.Equal(NoticeWish.Daily, Assert.Single(await board.WishesAsync(db, Daily, TestContext.Current.CancellationToken), one => one.Kind.Name == "tests.published").Wish);
                return true;
            });
            await TellAsync(site, "Первое");
            await TellAsync(site, "Второе");
            await Outboxes.DeliverAsync(site);
            Assert.Equal(["at.once@example.org", "at.once@example.org", "unsaid@example.org", "unsaid@example.org"], way.Given.Select(mail => mail.Address).Order(StringComparer.Ordinal));
            await SumUpAsync(site);
            Assert.Equal(4, way.Given.Count);
            site.Clock.AdvanceDays(1);
            await TellAsync(site, "Третье");
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SumUpAsync(site)));
            await Outboxes.DeliverAsync(site);
            Assert.Single(way.Given, mail => mail.Address == "daily@example.org");
            site.Clock.AdvanceDays(1);
            await SumUpAsync(site);
            Assert.Equal(2, way.Given.Count(mail => mail.Address == "daily@example.org"));
            Assert.DoesNotContain(way.Given, mail => mail.Address == "never@example.org");
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_is_forgotten_is_told_nothing_more(StoreKind store)
    {
        var way = new AWay();
        var site = await OpenAsync(store, way);
        await using (site)
        {
            await site.WithDbAsync(async db =>
            {
                await site.Services.GetRequiredService<NoticeBoard>().WishAsync(db, Daily, new Dictionary<string, NoticeWish> { ["tests.published"] = NoticeWish.Daily }, TestContext.Current.CancellationToken);
                return true;
            });
            await TellAsync(site, "Первое");
            await site.WithDbAsync(async db =>
            {
                await NoticeBoard.ForgetAsync(db, Daily, TestContext.Current.CancellationToken);
                Assert.Empty(await db.Set<WaitingNotice>().ToListAsync(TestContext.Current.CancellationToken));
                return true;
            });
        }
    }

    private static Task<ASite> OpenAsync(StoreKind store, AWay way) => ASiteAsync(store, builder =>
    {
        builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), new("Notices:At", "00:30")]);
        builder.Services.AddSingleton<MailTransport>(way);
        builder.Services.AddSingleton<AccountAddresses>(new People());
        builder.Services.AddSingleton(new NoticeKind("tests.published", Strings.Key("A record was published"), Strings.Key("“{0}” was published")));
    });

    private static async Task<ASite> ASiteAsync(StoreKind store, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> configure) =>
        await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual, configure);

    private static async Task TellAsync(ASite site, string about) => await site.WithDbAsync(async db =>
    {
        var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (transaction)
        {
            await site.Services.GetRequiredService<NoticeBoard>().TellAsync(db, new Notice("tests.published", new LocalizedText([new Worded("ru", about)]), "/events"), [AtOnce, Daily, Never, Unsaid, AtOnce], TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        return true;
    });

    /// <summary>As a node of its own does each minute.</summary>
    private static async Task SumUpAsync(ASite site)
    {
        await ActivatorUtilities.CreateInstance<NoticeDay>(site.Services).RunAsync(TestContext.Current.CancellationToken);
        await Outboxes.DeliverAsync(site, Outboxes.Node(site));
    }

    private sealed class People : AccountAddresses
    {
        private static readonly (Guid Account, string Address, Language Language)[] All =
            [(AtOnce, "at.once@example.org", Language.Chinese), (Daily, "daily@example.org", Language.Russian), (Never, "never@example.org", Language.Korean), (Unsaid, "unsaid@example.org", Language.English)];

        public override Task<IReadOnlyList<MailRecipient>> OfAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<MailRecipient>>([.. All.Where(one => accounts.Contains(one.Account)).Select(one => new MailRecipient(MailAddress.Read(one.Address)!, "", one.Language, one.Account))]);
    }
}
