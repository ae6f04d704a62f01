package vn.nuong.ingest.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the journal. It ends where the next one begins: what lies in it behind that was written and never
 * acknowledged (see {@link Journal#append}).
 *
 * @param start position of its first byte
 */
record Segment(long start, Path file) {

    // 19 digits hold any position; 20 are what is usual for such names.
    private static final Pattern NAME = Pattern.compile("0(\\d{19})\\.journal");

    static Segment in(Path folder, long start) {
        return new Segment(start, folder.resolve(String.format("%020d.journal", start)));
    }

    /** Empty when the file is none of the journal's. */
    static Optional<Segment> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(new Segment(Long.parseLong(name.group(1)), file)) : Optional.empty();
    }
}
