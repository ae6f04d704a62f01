package vn.nuong.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is checked before long work writes files. */
public final class OutputFiles {

    private OutputFiles() {}

    /**
     * @param written files to be written
     * @param read what is read
     * @throws IllegalArgumentException naming the file, when its folder is not there, it is read or two are the same
     */
    public static void check(List<Path> written, List<Path> read) {
        Set<Path> sources = read.stream().map(OutputFiles::whole).collect(Collectors.toSet());
        Set<Path> seen = new HashSet<>();
        for (Path file : written) {
            Path whole = whole(file);
            Path folder = whole.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IllegalArgumentException("folder " + folder + " of " + file + " is not there; make it first");
            }
            if (Files.isDirectory(whole)) {
                throw new IllegalArgumentException(file + " is a folder; name a file to write");
            }
            if (sources.contains(whole)) {
                throw new IllegalArgumentException(file + " is read and would be written over; name another file");
            }
            if (!seen.add(whole)) {
                throw new IllegalArgumentException(file + " is named twice; name two files");
            }
        }
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
