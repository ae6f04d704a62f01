package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real files on a disk that fails when told to. It forces nothing to the real disk, for tests that open files a thousand times. */
final class TestDisk implements JournalFolder.Opener {

    /** The end of the process, as seen by the code that it ends in. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    final List<Path> forced = new ArrayList<>();

    private long writableBytes = Long.MAX_VALUE;
    private boolean dies;
    private int forcesToFail;
    private int forcesBeforeThat;
    private boolean truncates = true;
    private boolean creates = true;
    private Runnable beforeForce = () -> {};
    private Runnable beforeWrite = () -> {};

    /** So many bytes are still written; then writing fails until {@link #heal}. */
    void failAfter(long bytes) {
        writableBytes = bytes;
    }

    /** So many bytes are still written; then the process is gone. */
    void dieAfter(long bytes) {
        writableBytes = bytes;
        dies = true;
    }

    void failForces(int count) {
        forcesToFail = count;
    }

    /** The next force succeeds, the one after it fails. */
    void failTheForceAfterNext() {
        forcesBeforeThat = 1;
        forcesToFail = 1;
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
        forcesToFail = 0;
        forcesBeforeThat = 0;
        truncates = true;
        creates = true;
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        if (!creates) {
            throw new IOException("No space left on device (told to say so)");
        }
        return new Channel(file, FileChannel.open(file, options));
    }

    private final class Channel extends FileChannel {

        private final Path file;
        private final FileChannel real;

        Channel(Path file, FileChannel real) {
            this.file = file;
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            beforeWrite.run();
            int part = (int) Math.min(source.remaining(), writableBytes);
            if (part > 0) {
                ByteBuffer slice = source.slice().limit(part);
                part = real.write(slice, position);
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
            if (forcesBeforeThat > 0) {
                forcesBeforeThat--;
            } else if (forcesToFail > 0) {
                forcesToFail--;
                throw new IOException("Input/output error (told to say so)");
            }
            forced.add(file);
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
