using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Files.Uploads;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Files;

/// <summary>What files need of the house.</summary>
public static class FilesSetup
{
    internal static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton(provider => FileSettings.Of(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<StoreLocation>()))
        .AddSingleton<StoreModel, FileTables>()
        .AddSingleton<FileStore>()
        .AddSingleton<FileOwners, RecordOwners>()
        .AddScoped<Upload>()
        .AddSingleton<FileKeeping>()
        .AddHostedService(provider => provider.GetRequiredService<FileKeeping>())
        .AddActs(FilesAccess.Acts);

    /// <summary>The addresses of files and uploads.</summary>
    public static IEndpointRouteBuilder MapFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapFile();
        routes.MapUploads();
        routes.MapFormUpload();
        return routes;
    }
}
