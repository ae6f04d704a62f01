package vn.nuong.standalone.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes small files whole, so that a reader or a crash never finds half of one. */
public final class WholeFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private WholeFiles() {}

    /** A file that only its owner may read (mode 0600 where the file system knows modes), from its first byte on. */
    public static void writePrivate(Path file, String text) throws IOException {
        write(file, text, "rw-------");
    }

    /** A file that everyone may read (mode 0644). */
    public static void writeReadable(Path file, String text) throws IOException {
        write(file, text, "rw-r--r--");
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        Path whole = POSIX
                ? Files.createTempFile(folder, ".new-", null, PosixFilePermissions.asFileAttribute(permissions))
                : Files.createTempFile(folder, ".new-", null, new FileAttribute<?>[0]);
        try {
            Files.writeString(whole, text);
            if (POSIX) {
                Files.setPosixFilePermissions(whole, permissions); // whatever the umask took away
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
