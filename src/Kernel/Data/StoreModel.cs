using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data;

/// <summary>The tables of one module. The store asks every module for its own; their names begin with the module's.</summary>
public abstract class StoreModel
{
    public abstract void Describe(ModelBuilder model);
}
