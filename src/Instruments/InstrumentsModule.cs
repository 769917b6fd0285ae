using Concord.Kernel.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Instruments;

/// <summary>Instruments: what was agreed, what it set out to do, and what followed it.</summary>
public static class InstrumentsModule
{
    public static IServiceCollection AddInstruments(this IServiceCollection services) => services.AddSingleton<RecordModel, InstrumentModel>();
}
