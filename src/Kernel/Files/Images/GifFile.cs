namespace Concord.Kernel.Files.Images;

/// <summary>
/// GIF (version 89a). Kept are the screen, the images and how long each is shown, and how often an animation runs; comments, plain texts and other
/// programs' blocks stay behind. Nothing may follow the end.
/// </summary>
internal static class GifFile
{
    private const int MostImages = 2000;

    public static void Rewrite(ImageCopy copy)
    {
        var head = copy.Bytes(13);
        copy.Size(head[6] | (head[7] << 8), head[8] | (head[9] << 8));
        copy.Output.Write(head);
        Colours(copy, head[10]);
        for (var images = 0; ;)
        {
            switch (copy.Byte())
            {
                case 0x3B:
                    if (images == 0)
                        throw copy.Damaged();
                    copy.Output.WriteByte(0x3B);
                    Nothing(copy);
                    return;
                case 0x2C:
                    if (++images > MostImages)
                        throw copy.Damaged();
                    Image(copy);
                    break;
                case 0x21:
                    Extension(copy);
                    break;
                default:
                    throw copy.Damaged();
            }
        }
    }

    private static void Image(ImageCopy copy)
    {
        var descriptor = copy.Bytes(9);
        copy.Size(descriptor[4] | (descriptor[5] << 8), descriptor[6] | (descriptor[7] << 8));
        copy.Output.WriteByte(0x2C);
        copy.Output.Write(descriptor);
        Colours(copy, descriptor[8]);
        copy.Pass(1, keep: true);
        Blocks(copy, keep: true);
    }

    private static void Extension(ImageCopy copy)
    {
        var label = copy.Byte();
        if (label == 0xF9)
        {
            copy.Output.Write([0x21, label]);
            Blocks(copy, keep: true);
            return;
        }
        if (label != 0xFF)
        {
            Blocks(copy, keep: false);
            return;
        }
        var size = copy.Byte();
        var application = copy.Bytes(size);
        var runs = application.AsSpan().SequenceEqual("NETSCAPE2.0"u8) || application.AsSpan().SequenceEqual("ANIMEXTS1.0"u8);
        if (runs)
            copy.Output.Write([0x21, label, size, .. application]);
        Blocks(copy, runs);
    }

    private static void Colours(ImageCopy copy, byte flags)
    {
        if ((flags & 0x80) != 0)
            copy.Pass(3L << ((flags & 7) + 1), keep: true);
    }

    private static void Blocks(ImageCopy copy, bool keep)
    {
        while (true)
        {
            var size = copy.Byte();
            if (keep)
                copy.Output.WriteByte(size);
            if (size == 0)
                return;
            copy.Pass(size, keep, keep ? null : copy.Suspect);
        }
    }

    private static void Nothing(ImageCopy copy)
    {
        while (copy.Left > 0)
            if (copy.Byte() != 0)
                throw copy.Hides();
    }
}
