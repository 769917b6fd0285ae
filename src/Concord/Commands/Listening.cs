using System.CommandLine;
using System.Net.Sockets;

namespace Concord.Commands;

/// <summary>The addresses that a server listens on.</summary>
internal static class Listening
{
    private const string Example = "http://127.0.0.1:5080";

    public static Option<string?> Option(string description)
    {
        var urls = new Option<string?>("--urls") { Description = description, HelpName = "URLS" };
        urls.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Wrong(text) is { } wrong)
                result.AddError($"--urls {wrong} is no address to listen on: write http:// or https://, a host and a port, such as {Example}; several stand with semicolons between them.");
        });
        return urls;
    }

    /// <summary>Starts to listen, and says of each address what <paramref name="welcome"/> makes of it.</summary>
    /// <exception cref="FailedException">An address is taken, not of this machine, or not allowed.</exception>
    public static async Task StartAsync(ParseResult arguments, WebApplication app, Func<string, string> welcome, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception fault) when (fault is IOException or SocketException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new FailedException($"Cannot listen on {app.Configuration["urls"] ?? "http://localhost:5000"}: {fault.Message.TrimEnd('.')}. Name another address with --urls, such as {Example}, or end what listens there.");
        }
        foreach (var address in app.Urls)
            await arguments.Out.WriteLineAsync(welcome(address));
    }

    /// <summary>The first that is not an address; null where all are.</summary>
    private static string? Wrong(string urls)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return addresses.Length == 0 ? "\"\"" : addresses.FirstOrDefault(address => !IsAddress(address));
    }

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text.Trim());
            return address.Scheme is "http" or "https" && address.Host.Length > 0
                && (address.IsUnixPipe || (address.Port is >= 0 and <= 65535 && address.PathBase.Length == 0));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
