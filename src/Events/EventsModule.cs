using Concord.Kernel.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Events;

/// <summary>Events: forums, meetings and seminars, one by one and as series.</summary>
public static class EventsModule
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services.AddSingleton<RecordModel, EventModel>();
}
