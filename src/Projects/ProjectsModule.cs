using Concord.Kernel.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Projects;

/// <summary>Projects: what is carried out together.</summary>
public static class ProjectsModule
{
    public static IServiceCollection AddProjects(this IServiceCollection services) => services.AddSingleton<RecordModel, ProjectModel>();
}
