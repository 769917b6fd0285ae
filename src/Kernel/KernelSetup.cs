using Concord.Kernel.Access;
using Concord.Kernel.Audit.Trail;
using Concord.Kernel.Files;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Privacy;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Kernel;

/// <summary>What every module leans on.</summary>
public static class KernelSetup
{
    /// <summary>Registers it. The host adds the store, the clock and the translations.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("concord");
        // Who reads the store reads the keys too: the store is the secret, and its backups are.
        services.AddOptions<KeyManagementOptions>().Configure<Data.PlainSql>((options, sql) =>
            (options.XmlRepository, options.XmlEncryptor) = (new Data.StoredKeys(sql), new NullXmlEncryptor()));
        services.AddSingleton<RecordModels>();
        services.AddSingleton<RecordIndex>();
        services.AddSingleton<AccessRules>();
        services.AddActs(KernelAccess.Acts);
        services.AddFiles();
        services.AddSingleton<Data.StoreModel, Audit.AuditTables>();
        services.AddPersonalData();
        services.AddTrail().AddActs(Audit.AuditAccess.Acts);
        services.AddMail().AddActs([.. MailAccess.Acts, .. Notices.NoticeAccess.Acts]);
        services.AddScoped(provider =>
        {
            var http = provider.GetRequiredService<IHttpContextAccessor>().HttpContext;
            var language = LanguageOf(http);
            return new Reading(
                provider.GetRequiredService<Data.RecordReads>(), new Lazy<Data.ConcordDb>(provider.GetRequiredService<Data.ConcordDb>),
                provider.GetRequiredService<RecordIndex>(), provider.GetRequiredService<RecordModels>(),
                provider.GetRequiredService<AccessRules>(), http?.Features.Get<Person>() ?? Person.Anyone,
                language, provider.GetRequiredService<Translations>().In(language), provider.GetRequiredService<IClock>().GetCurrentInstant());
        });
        services.Configure<RouteOptions>(options =>
        {
            options.ConstraintMap["language"] = typeof(LanguageConstraint);
            options.ConstraintMap["kind"] = typeof(KindConstraint);
        });
        return services;
    }

    /// <summary>The language of the address; of an address without one, what the reader's browser prefers.</summary>
    private static Language LanguageOf(HttpContext? http)
    {
        if (http is null)
            return Language.English;
        var path = http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerPathFeature>()?.Path
            ?? http.Request.Path.Value ?? "";
        var first = path.Split('/', 3, StringSplitOptions.None) is [_, var tag, ..] ? tag : null;
        return Language.Find(first) ?? Language.Find(http.Request.Query["lang"]) ?? AcceptLanguage.Best(http.Request.Headers.AcceptLanguage);
    }
}
