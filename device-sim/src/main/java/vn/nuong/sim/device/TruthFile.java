package vn.nuong.sim.device;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes what was really so beside what was published: {@code time,device,property,truth,published,fault}. */
public final class TruthFile {

    private static final String HEADER = "time,device,property,truth,published,fault\n";

    private TruthFile() {}

    /** Replaces the file. The same packets give the same bytes. */
    public static void write(Path file, List<Packet> packets) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (Packet packet : packets) {
                for (Value value : packet.values()) {
                    out.write(packet.time() + "," + packet.device() + "," + value.key() + ","
                            + String.format(Locale.ROOT, "%.6f", value.truth()) + ","
                            + (value.published() == null ? "" : value.published()) + "," + value.fault() + "\n");
                }
            }
        }
    }
}
