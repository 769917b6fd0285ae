using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail.Letters;
using Concord.Kernel.Notices;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Mail;

/// <summary>Mail: letters, notices, outbox, the way out.</summary>
internal static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton<StoreModel, OutboxTables>();
        services.AddSingleton(provider => MailSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<SiteAddress>();
        services.AddSingleton<LetterKinds>();
        services.AddSingleton<LetterWriter>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton(new DeskSection("/desk/mails", Strings.Key("Mails"), MailAccess.Preview));
        services.AddSingleton<MailTransport>(provider => provider.GetRequiredService<MailSettings>() is { Host: not null } settings
            ? new SmtpTransport(settings)
            : new FolderTransport(Path.Combine(provider.GetRequiredService<StoreLocation>().DataFolder, "mail")));
        services.AddSingleton<StoreModel, NoticeTables>();
        services.AddLetter("notices", Strings.Key("News of one’s own work"), "/Kernel/Notices/NoticeLetter.cshtml", NoticeLetter.Sample);
        services.AddSingleton<NoticeEnds>();
        services.AddSingleton<NoticeBoard>();
        services.AddSingleton<NoticeDay>();
        services.AddSingleton<OutboxDelivery>();
        services.AddHostedService<OutboxWorker>();
        return services;
    }
}
