using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Concord.Serving;

/// <summary>
/// The framework makes a key at each start, to sign what it hands out, and writes it to the home folder or wherever the program was started.
/// No answer of the public record is signed: the key ends with the process.
/// </summary>
internal sealed class PassingKeys : IXmlRepository
{
    private readonly List<XElement> keys = [];
    private readonly Lock gate = new();

    public static void Keep(KeyManagementOptions options) => (options.XmlRepository, options.XmlEncryptor) = (new PassingKeys(), new NullXmlEncryptor());

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
            return [.. keys];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (gate)
            keys.Add(element);
    }
}
