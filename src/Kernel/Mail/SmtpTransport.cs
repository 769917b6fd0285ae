using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Concord.Kernel.Mail;

/// <summary>Hands mails to a mail host by SMTP, many over one connection.</summary>
/// <remarks>
/// SMTP cannot promise that a mail arrives once: when the connection breaks between the last line of a mail and the host's answer, nobody on this side
/// knows whether it was taken (RFC 5321, 4.5.3.2.6; RFC 1047). Such a mail is <see cref="Handover.Unclear"/>; all others are known to be taken or not.
/// </remarks>
public sealed class SmtpTransport(MailSettings settings) : MailTransport
{
    /// <summary>Shorter than a worker's hold on a mail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private SmtpClient? client;
    private Witness witness = new();

    public override bool? HasSent(Guid id) => null;

    public override async Task<HandoverResult> SendAsync(Guid id, MimeMessage mail, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await ConnectAsync(patience.Token);
        }
        catch (Exception fault) when (IsOfTheWay(fault) || fault is AuthenticationException or SslHandshakeException or System.Security.Authentication.AuthenticationException or NotSupportedException or SmtpCommandException)
        {
            await RestAsync();
            return new HandoverResult(Handover.HostAway, fault.Message);
        }
        // RFC 6531, 3.2: such an address goes to a host that says it takes them, or nowhere.
        if (!client!.Capabilities.HasFlag(SmtpCapabilities.UTF8) && mail.To.Mailboxes.Any(to => !System.Text.Ascii.IsValid(to.LocalPart)))
            return new HandoverResult(Handover.MailRefused, "The mail host takes no addresses of other scripts before the sign (SMTPUTF8).");
        witness.Begin();
        try
        {
            return new HandoverResult(Handover.Accepted, await client.SendAsync(FormatOptions.Default, mail, patience.Token, witness));
        }
        catch (SmtpCommandException refusal)
        {
            return Refused(refusal);
        }
        catch (Exception fault) when (IsOfTheWay(fault))
        {
            await RestAsync();
            return new HandoverResult(witness.HasLeft ? Handover.Unclear : Handover.NotNow, "The connection broke: " + fault.Message);
        }
    }

    public override async ValueTask RestAsync()
    {
        var (old, isUsable) = (client, client?.IsConnected == true);
        client = null;
        if (old is null)
            return;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (isUsable)
                await old.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (IsOfTheWay(fault) || fault is SmtpCommandException)
        {
            // It is gone already.
        }
        old.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancel)
    {
        if (client?.IsConnected == true)
            return;
        await RestAsync();
        witness = new Witness();
        client = new SmtpClient(witness) { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false };
        if (settings.Authority is { } authority)
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None
                || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 shown && IsOf(authority, shown));
        await client.ConnectAsync(settings.Host!, settings.Port, settings.Security switch
        {
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        }, cancel);
        if (settings.User is { } user)
            await client.AuthenticateAsync(user, settings.Password ?? "", cancel);
        // In one piece by DATA: the witness then sees where the mail ends.
        client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
    }

    private static bool IsOf(string authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        return chain.Build(certificate);
    }

    private static bool IsOfTheWay(Exception fault) => fault is IOException or SocketException or SmtpProtocolException or OperationCanceledException or ServiceNotConnectedException;

    private static HandoverResult Refused(SmtpCommandException refusal)
    {
        var code = (int)refusal.StatusCode;
        var answer = string.Create(CultureInfo.InvariantCulture, $"{code} {refusal.Message}");
        // RFC 3463: 5.2.2 is a mailbox that is full, 5.7 a policy: neither says that the address is wrong.
        var isOfAddress = !refusal.Message.Contains("5.2.2", StringComparison.Ordinal) && !refusal.Message.Contains("5.7.", StringComparison.Ordinal);
        return new HandoverResult(refusal.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => Handover.HostAway,
            _ when code is 421 => Handover.HostAway,
            _ when code < 500 || refusal.Message.Contains("5.2.2", StringComparison.Ordinal) => Handover.NotNow,
            SmtpErrorCode.RecipientNotAccepted when isOfAddress => Handover.AddressRefused,
            _ => Handover.MailRefused,
        }, answer);
    }

    /// <summary>Sees what goes over the line, as far as it must be known whether a mail has left whole. It keeps nothing.</summary>
    private sealed class Witness : IProtocolLogger, ITransferProgress
    {
        private readonly Nothing secrets = new();
        private readonly byte[] last = new byte[5];

        /// <summary>Whether the whole mail may have reached the host.</summary>
        public bool HasLeft { get; private set; }

        // The library sets one that finds passwords to hide; nothing is written down here, so nothing need be hidden.
        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get => secrets; set { } }

        public void Begin()
        {
            HasLeft = false;
            last.AsSpan().Clear();
        }

        public void Report(long bytesTransferred, long totalSize) => HasLeft |= bytesTransferred >= totalSize;

        public void Report(long bytesTransferred)
        {
        }

        public void LogClient(byte[] buffer, int offset, int count)
        {
            for (var i = Math.Max(0, count - last.Length); i < count; i++)
            {
                last.AsSpan(1).CopyTo(last);
                last[^1] = buffer[offset + i];
            }
            HasLeft |= last.AsSpan().SequenceEqual("\r\n.\r\n"u8);
        }

        public void LogServer(byte[] buffer, int offset, int count)
        {
        }

        public void LogConnect(Uri uri)
        {
        }

        public void Dispose()
        {
        }

        private sealed class Nothing : IAuthenticationSecretDetector
        {
            public IList<AuthenticationSecret> DetectSecrets(byte[] buffer, int offset, int count) => [];
        }
    }
}
