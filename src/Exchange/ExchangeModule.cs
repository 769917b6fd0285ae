using Concord.Kernel.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Exchange;

/// <summary>Exchange: practices that others can learn from.</summary>
public static class ExchangeModule
{
    public static IServiceCollection AddExchange(this IServiceCollection services) => services.AddSingleton<RecordModel, PracticeModel>();
}
