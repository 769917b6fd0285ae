using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Concord.Kernel.Files.Text;

/// <summary>
/// The text of a PDF by <c>pdftotext</c> (Debian: poppler-utils), in a process of its own with bounds for time, memory and output: a PDF is
/// the most intricate thing that the house takes in, and is never read within the house.
/// </summary>
internal static class PdfText
{
    private const int Seconds = 30, ProcessorSeconds = 20, MemoryKilobytes = 1 << 20, LastPage = 2000;

    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

    /// <summary>The program, where it is installed.</summary>
    public static string? Program { get; } = Folders.Select(folder => Path.Combine(folder, "pdftotext")).FirstOrDefault(File.Exists);

    /// <summary>The text, at most <see cref="DocumentText.MostCharacters"/> of it; null where it could not be had within the bounds.</summary>
    /// <param name="path">A PDF that passed the examination.</param>
    /// <param name="cancel">Ends the program.</param>
    /// <exception cref="InvalidOperationException">The program is not installed.</exception>
    public static async Task<string?> OfAsync(string path, CancellationToken cancel)
    {
        var program = Program ?? throw new InvalidOperationException("pdftotext is not installed.");
        // The path is an argument, not a part of the script.
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -v {MemoryKilobytes}; ulimit -t {ProcessorSeconds}; ulimit -f 0; exec \"$0\" -q -enc UTF-8 -eol unix -nopgbrk -l {LastPage} \"$1\" -"), program, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(TimeSpan.FromSeconds(Seconds));
        try
        {
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, time.Token);
            var text = new char[DocumentText.MostCharacters];
            var length = await process.StandardOutput.ReadBlockAsync(text, time.Token);
            if (length < text.Length)
            {
                await complaints;
                await process.WaitForExitAsync(time.Token);
                if (process.ExitCode != 0)
                    return null;
            }
            return new string(text, 0, length);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
