using Concord.Kernel.Records;
using Concord.Library.News;
using Concord.Library.Publications;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Library;

/// <summary>Library: what is told of the cooperation (news), and what it brings out (publications).</summary>
public static class LibraryModule
{
    public static IServiceCollection AddLibrary(this IServiceCollection services) => services
        .AddSingleton<RecordModel, NewsItemModel>()
        .AddSingleton<RecordModel, PublicationModel>();
}
