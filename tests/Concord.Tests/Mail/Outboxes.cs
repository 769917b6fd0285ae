using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Concord.Kernel.Outbox;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Mail;

/// <summary>Sites whose outbox delivers only when a test says so.</summary>
internal static class Outboxes
{
    /// <summary>A site on an empty store; mails go the way given, or into the folder.</summary>
    public static async Task<ASite> OpenAsync(StoreKind store, AWay? way = null, params (string Name, string? Value)[] settings) =>
        await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), .. settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))]);
            if (way is not null)
                builder.Services.AddSingleton<MailTransport>(way);
        });

    public static OutgoingMail To(string address, MailUrgency urgency = MailUrgency.Usual, Language? language = null, string about = "Форум") =>
        new(new MailRecipient(MailAddress.Read(address)!, "Айгерим", language ?? Language.Russian), Saying(about)) { Urgency = urgency };

    public static NoticeLetter Saying(string about) => new([new NoticeLine(Strings.Key("“{0}” was published"), new LocalizedText([new Worded("ru", about)]), "/events")], IsOfDay: false);

    public static Task PutAsync(ASite site, params OutgoingMail[] mails) => site.WithDbAsync(async db =>
    {
        var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (transaction)
        {
            await site.Services.GetRequiredService<MailQueue>().PutAsync(db, mails, TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        return true;
    });

    /// <summary>A further node on the same store.</summary>
    public static OutboxDelivery Node(ASite site) => ActivatorUtilities.CreateInstance<OutboxDelivery>(site.Services);

    /// <summary>Delivers until nothing is due.</summary>
    public static async Task DeliverAsync(ASite site, OutboxDelivery? node = null)
    {
        node ??= site.Services.GetRequiredService<OutboxDelivery>();
        while (await node.RunAsync(TestContext.Current.CancellationToken) is { Handled: > 0, IsHostAway: false })
        {
        }
    }

    public static Task<List<OutboxMail>> MailsAsync(ASite site) => site.WithDbAsync(db => db.Set<OutboxMail>().AsNoTracking().OrderBy(mail => mail.Id).ToListAsync(TestContext.Current.CancellationToken));

    public static async Task<MailState> StateAsync(ASite site) => Assert.Single(await MailsAsync(site)).State;

    /// <summary>The mails that lie in the folder.</summary>
    public static List<MimeKit.MimeMessage> Written(ASite site) =>
        Directory.Exists(Path.Combine(site.Store.DataFolder, "mail"))
            ? [.. Directory.EnumerateFiles(Path.Combine(site.Store.DataFolder, "mail"), "*.eml").Order(StringComparer.Ordinal).Select(file => MimeKit.MimeMessage.Load(file))]
            : [];
}
