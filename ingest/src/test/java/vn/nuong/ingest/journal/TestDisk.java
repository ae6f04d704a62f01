package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Real files on a disk that fails when told to. It forces nothing to the real disk, for tests that open files a thousand times. */
final class TestDisk implements JournalFolder.Opener {

    /** The end of the process, as seen by the code that it ends in. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    final List<Path> forced = new ArrayList<>();

    private final Map<Path, DiskImage> images = new HashMap<>();
    private final Random random;

    private long writableBytes = Long.MAX_VALUE;
    private boolean dies;
    private final Deque<Boolean> nextForcesFail = new ArrayDeque<>();
    private boolean truncates = true;
    private boolean creates = true;
    private Runnable beforeForce = () -> {};
    private Runnable beforeWrite = () -> {};

    TestDisk() {
        this(new Random(0));
    }

    /** @param random which of the writes that nobody forced reach the disk */
    TestDisk(Random random) {
        this.random = random;
    }

    /** From here on files hold what had reached the disk, and bear the names that had. */
    void cutPower() throws IOException {
        Map<Path, DiskImage> before = Map.copyOf(images);
        images.clear();
        for (Path file : before.keySet()) {
            DiskImage image = before.get(file);
            if (!Files.exists(file)) {
                continue;
            }
            if (!image.isNamed() && random.nextBoolean()) {
                Files.delete(file);
                continue;
            }
            image.failToForce(random);
            Files.write(file, image.durable());
        }
    }

    /** So many bytes are still written; then writing fails until {@link #heal}. */
    void failAfter(long bytes) {
        writableBytes = bytes;
    }

    /** So many bytes are still written; then the process is gone. */
    void dieAfter(long bytes) {
        writableBytes = bytes;
        dies = true;
    }

    /** Which of the next forces fail. */
    void failForces(Boolean... fail) {
        nextForcesFail.clear();
        nextForcesFail.addAll(List.of(fail));
    }

    void failTruncating() {
        truncates = false;
    }

    void failOpening() {
        creates = false;
    }

    void beforeForce(Runnable action) {
        beforeForce = action;
    }

    void beforeWrite(Runnable action) {
        beforeWrite = action;
    }

    void heal() {
        writableBytes = Long.MAX_VALUE;
        dies = false;
        nextForcesFail.clear();
        truncates = true;
        creates = true;
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        if (!creates) {
            throw new IOException("No space left on device (told to say so)");
        }
        if (Files.isDirectory(file)) {
            return new Channel(file, FileChannel.open(file, options), new DiskImage(new byte[0], true));
        }
        boolean exists = Files.exists(file);
        if (!exists) {
            images.remove(file);
        }
        byte[] found = exists && !images.containsKey(file) ? Files.readAllBytes(file) : new byte[0];
        DiskImage image = images.computeIfAbsent(file, f -> new DiskImage(found, exists));
        if (List.of(options).contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            image.truncate(0);
        }
        return new Channel(file, FileChannel.open(file, options), image);
    }

    private final class Channel extends FileChannel {

        private final Path file;
        private final FileChannel real;
        private final DiskImage image;

        Channel(Path file, FileChannel real, DiskImage image) {
            this.file = file;
            this.real = real;
            this.image = image;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            beforeWrite.run();
            int part = (int) Math.min(source.remaining(), writableBytes);
            if (part > 0) {
                ByteBuffer slice = source.slice().limit(part);
                byte[] bytes = new byte[part];
                slice.duplicate().get(bytes);
                part = real.write(slice, position);
                image.write(position, Arrays.copyOf(bytes, part));
                source.position(source.position() + part);
            }
            if (writableBytes != Long.MAX_VALUE) {
                writableBytes -= part;
                if (writableBytes == 0) {
                    if (dies) {
                        throw new Killed();
                    }
                    if (part == 0) {
                        throw new IOException("No space left on device (told to say so)");
                    }
                }
            }
            return part;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            beforeForce.run();
            if (!nextForcesFail.isEmpty() && nextForcesFail.pop()) {
                image.failToForce(random);
                throw new IOException("Input/output error (told to say so)");
            }
            forced.add(file);
            image.force();
            for (Map.Entry<Path, DiskImage> other : images.entrySet()) {
                if (file.equals(other.getKey().getParent())) {
                    other.getValue().forceName();
                }
            }
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (dies) {
                throw new Killed();
            }
            if (!truncates) {
                throw new IOException("Input/output error (told to say so)");
            }
            real.truncate(size);
            image.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
