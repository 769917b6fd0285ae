using System.Text;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Images;
using Concord.Tests.House;

namespace Concord.Kernel.Tests.Files;

/// <summary>What an image says of its making stays behind; the picture does not change.</summary>
public sealed class ImageFileTests
{
    private static readonly byte[] Profile = [.. "ICC_PROFILE\0"u8, 1, 1, .. "a profile"u8];

    [Fact]
    public void A_JPEG_keeps_picture_profile_and_orientation_and_nothing_else()
    {
        var clean = Clean(FileType.Jpeg, AFile.Jpeg(4, 3, (0xE1, AFile.Exif(6)), (0xE2, Profile), (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Li Hua</x:xmpmeta>"u8]), (0xED, "Photoshop 3.0\0Li Hua"u8.ToArray()), (0xFE, "Li Hua"u8.ToArray())));
        Assert.DoesNotContain("Li Hua", Encoding.Latin1.GetString(clean), StringComparison.Ordinal);
        Assert.Contains("a profile", Encoding.Latin1.GetString(clean), StringComparison.Ordinal);
        Assert.Equal(6, OrientationOf(clean));
        // Otherwise it is the file that has none of this.
        Assert.Equal(AFile.Jpeg(4, 3, (0xE1, [.. "Exif\0\0"u8, .. Orientation.Tiff(6)]), (0xE2, Profile)), clean);
    }

    [Fact]
    public void An_upright_JPEG_says_nothing_of_its_orientation() => Assert.Equal(AFile.Jpeg(), Clean(FileType.Jpeg, AFile.Jpeg(4, 3, (0xE1, AFile.Exif(1)))));

    [Fact]
    public void What_a_vendor_puts_behind_a_JPEG_stays_behind() => Assert.Equal(AFile.Jpeg(), Clean(FileType.Jpeg, [.. AFile.Jpeg(), .. "SEFHk\0\0\0SEFT"u8]));

    [Fact]
    public void A_head_that_is_a_script_of_its_length_is_written_anew()
    {
        var file = AFile.Jpeg(4, 3, (0xE0, [.. "JFIF\0"u8, .. Encoding.ASCII.GetBytes("*/=1;alert(1)/*" + new string(' ', 0x2A2F - 22))]));
        Assert.DoesNotContain("alert", Encoding.Latin1.GetString(Clean(FileType.Jpeg, file)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_PNG_keeps_picture_and_orientation_and_nothing_else()
    {
        var clean = Clean(FileType.Png, AFile.Png(1, 1, ("tEXt", "Author\0Li Hua"u8.ToArray()), ("eXIf", AFile.Exif(8)[6..]), ("tIME", [7, 230, 1, 1, 1, 1, 1]), ("gAMA", [0, 0, 0xB1, 0x8F])));
        Assert.Equal(AFile.Png(1, 1, ("eXIf", Orientation.Tiff(8)), ("gAMA", [0, 0, 0xB1, 0x8F])), clean);
    }

    [Fact]
    public void A_GIF_loses_its_comment() => Assert.Equal(AFile.Gif(), Clean(FileType.Gif, AFile.Gif(comment: "Li Hua")));

    [Fact]
    public void A_WebP_keeps_picture_and_orientation_and_nothing_else()
    {
        var clean = Clean(FileType.Webp, AFile.Webp(20, 10, ("EXIF", AFile.Exif(3)), ("XMP ", "<x:xmpmeta>Li Hua</x:xmpmeta>"u8.ToArray())));
        var expected = AFile.Webp(20, 10, ("EXIF", Orientation.Tiff(3)));
        expected[20] = 0x08;
        Assert.Equal(expected, clean);
    }

    [Fact]
    public void A_clean_image_is_clean_already()
    {
        foreach (var (type, file) in new[] { (FileType.Jpeg, AFile.Jpeg(4, 3, (0xE1, AFile.Exif(5)))), (FileType.Png, AFile.Png(1, 1, ("eXIf", AFile.Exif(5)[6..]))), (FileType.Webp, AFile.Webp(5, 5, ("EXIF", AFile.Exif(5)))) })
        {
            var once = Clean(type, file);
            Assert.Equal(once, Clean(type, once));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(255)]
    public void An_orientation_that_there_is_not_is_upright(byte orientation) => Assert.Equal(1, Orientation.Of(AFile.Exif(orientation).AsSpan(6)));

    private static byte OrientationOf(byte[] jpeg) => Orientation.Of(jpeg.AsSpan(jpeg.AsSpan().IndexOf("Exif\0\0"u8) + 6));

    private static byte[] Clean(FileType type, byte[] file)
    {
        var output = new MemoryStream();
        ImageFile.Clean(new MemoryStream(file), output, type);
        return output.ToArray();
    }
}
