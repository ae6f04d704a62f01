package vn.nuong.ingest.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a ZIP file and takes the sums of what goes into it. */
final class SummedZip implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ZipOutputStream zip;
    private final List<Manifest.Item> items = new ArrayList<>();

    /** Writes what an entry holds. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    SummedZip(Path file) throws IOException {
        this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        this.zip.setLevel(Deflater.BEST_SPEED);
    }

    void add(String name, Path file) throws IOException {
        add(name, out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(out);
            }
        });
    }

    void add(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest sha = Sums.sha256();
        Counting counting = new Counting(zip);
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(counting, sha), BUFFER);
        content.writeTo(out);
        out.flush();
        zip.closeEntry();
        items.add(new Manifest.Item(name, counting.bytes, HexFormat.of().formatHex(sha.digest())));
    }

    /** The last entry, which is in no sum. */
    void addUnsummed(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    List<Manifest.Item> items() {
        return items;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Passes bytes on, counts them, and is not closed by whoever closes what lies above. */
    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private long bytes;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            bytes += length;
        }
    }
}
