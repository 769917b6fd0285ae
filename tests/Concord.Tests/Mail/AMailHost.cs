using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Concord.Tests.Mail;

/// <summary>
/// A mail host of the tests' own: Exim, as Debian packs it, with a configuration and a folder of its own, on ports of the loopback. It speaks TLS with a
/// certificate that only the tests trust, lets in who knows the password, and keeps what it takes. It ends with the tests, also when they are killed.
/// </summary>
internal sealed partial class AMailHost : IAsyncDisposable
{
    private const string Program = "/usr/sbin/exim4";
    private readonly Process keeper;
    private readonly string folder;

    private AMailHost(Process keeper, string folder, int startTls, int tls) => (this.keeper, this.folder, StartTlsPort, TlsPort) = (keeper, folder, startTls, tls);

    /// <summary>Whether tests with a mail host run: in CI nothing is skipped, and what is missing fails.</summary>
    public static bool IsHere => File.Exists(Program) || Environment.GetEnvironmentVariable("CI") == "true";

    public int StartTlsPort { get; }

    public int TlsPort { get; }

    /// <summary>The certificate, for those who should trust it.</summary>
    public string Authority => Path.Combine(folder, "cert.pem");

    public (string Name, string? Value)[] Settings(string security = "starttls", string password = "secret") =>
    [
        ("Mail:Host", "localhost"), ("Mail:Port", Text(security == "tls" ? TlsPort : StartTlsPort)), ("Mail:Security", security),
        ("Mail:User", "concord"), ("Mail:Password", password), ("Mail:Authority", Authority), ("Mail:From", "Секретариат <no-reply@example.org>"), ("PublicUrl", "https://record.example.org"),
    ];

    public static async Task<AMailHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("concord-exim-").FullName;
        var (startTls, tls) = (FreePort(), FreePort());
        Directory.CreateDirectory(Path.Combine(folder, "spool"));
        Directory.CreateDirectory(Path.Combine(folder, "log"));
        await WriteCertificateAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "exim.conf"), Configuration(folder, startTls, tls));
        // Like this it needs no rights at all; root steps down to the user that the package made for it.
        var script = $"""
            trap 'rm -rf "{folder}"' EXIT
            {(Environment.IsPrivilegedProcess ? $"chmod 755 \"{folder}\"; chown -R Debian-exim \"{folder}\"; runuser -u Debian-exim -- " : "")}{Program} -C "{folder}/exim.conf" -bdf -oX '' -oP "{folder}/pid" >"{folder}/log/out" 2>&1 &
            host=$!
            cat >/dev/null || true
            exec 2>/dev/null
            kill $host
            wait $host || true
            """;
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardInput = true, UseShellExecute = false })!;
        var host = new AMailHost(keeper, folder, startTls, tls);
        await host.WaitAsync();
        return host;
    }

    /// <summary>The Message-IDs of what it has taken.</summary>
    public List<string> Taken() => [.. Heads().Select(file => MessageId().Match(File.ReadAllText(file)).Groups["id"].Value)];

    /// <summary>How many mails it has taken, without looking into them.</summary>
    public int CountOfTaken => Heads().Count();

    /// <summary>The head of the one mail that it has taken, as it keeps it.</summary>
    public string Head() => File.ReadAllText(Heads().Single());

    public string Log() => File.ReadAllText(Path.Combine(folder, "log", "mainlog"));

    /// <summary>It makes the folder with the first mail.</summary>
    private IEnumerable<string> Heads() => Directory.Exists(Path.Combine(folder, "spool", "input")) ? Directory.EnumerateFiles(Path.Combine(folder, "spool", "input"), "*-H") : [];

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private static string Configuration(string folder, int startTls, int tls) => """
        primary_hostname = localhost
        keep_environment =
        spool_directory = FOLDER/spool
        log_file_path = FOLDER/log/%slog
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = STARTTLS : PORT
        tls_on_connect_ports = PORT
        tls_advertise_hosts = *
        tls_certificate = FOLDER/cert.pem
        tls_privatekey = FOLDER/key.pem
        smtputf8_advertise_hosts =
        host_lookup =
        queue_only = true
        acl_smtp_mail = check_sender
        acl_smtp_rcpt = check_recipient
        acl_smtp_data = check_mail
        begin acl
        check_sender:
          deny message = 5.7.0 Sign in first
               !authenticated = *
          accept
        check_recipient:
          deny message = 5.1.1 There is no such mailbox
               local_parts = gone
          deny message = 5.7.1 By policy
               local_parts = policy
          defer message = 4.2.1 Not now
               local_parts = later
          accept
        check_mail:
          deny message = 5.6.0 Such mails are not wanted
               condition = ${if match{$rh_To:}{unwanted@}}
          accept
        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = ${if and{{eq{$auth2}{concord}}{eq{$auth3}{secret}}}}
          server_set_id = $auth2
          server_advertise_condition = ${if def:tls_in_cipher}
        begin routers
        begin transports
        """
        .Replace("FOLDER", folder, StringComparison.Ordinal).Replace("STARTTLS", Text(startTls), StringComparison.Ordinal).Replace("PORT", Text(tls), StringComparison.Ordinal);

    private static string Text(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task WriteCertificateAsync(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = NodaTime.SystemClock.Instance.GetCurrentInstant();
        using var certificate = request.CreateSelfSigned((now - NodaTime.Duration.FromDays(1)).ToDateTimeOffset(), (now + NodaTime.Duration.FromDays(2)).ToDateTimeOffset());
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync("localhost", StartTlsPort);
                return;
            }
            catch (SocketException) when (tries < 200)
            {
                await Task.Delay(100);
            }
        }
    }

    [GeneratedRegex("Message-Id: <(?<id>[^>]+)>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MessageId();
}
