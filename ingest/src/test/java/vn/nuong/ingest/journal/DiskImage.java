package vn.nuong.ingest.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What of a file is on the disk, beside what the system shows of it. Writes reach the disk for certain when they are forced; one
 * that was not may be there in part. After a force that failed nobody writes what it was to write any more.
 */
final class DiskImage {

    private static final int SECTOR_BYTES = 64; // small, so that records have several

    private final List<UnaryOperator<byte[]>> pending = new ArrayList<>();

    private byte[] durable;
    private boolean named;

    DiskImage(byte[] durable, boolean named) {
        this.durable = durable;
        this.named = named;
    }

    void write(long position, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            int at = (int) position + done;
            int part = Math.min(SECTOR_BYTES - at % SECTOR_BYTES, bytes.length - done);
            byte[] piece = Arrays.copyOfRange(bytes, done, done + part);
            pending.add(image -> {
                byte[] written = Arrays.copyOf(image, Math.max(image.length, at + piece.length));
                System.arraycopy(piece, 0, written, at, piece.length);
                return written;
            });
            done += part;
        }
    }

    void truncate(long size) {
        pending.add(image -> Arrays.copyOf(image, (int) Math.min(size, image.length)));
    }

    void force() {
        pending.forEach(change -> durable = change.apply(durable));
        pending.clear();
    }

    void failToForce(Random random) {
        for (UnaryOperator<byte[]> change : pending) {
            if (random.nextBoolean()) {
                durable = change.apply(durable);
            }
        }
        pending.clear();
    }

    void forceName() {
        named = true;
    }

    boolean isNamed() {
        return named;
    }

    byte[] durable() {
        return durable.clone();
    }
}
