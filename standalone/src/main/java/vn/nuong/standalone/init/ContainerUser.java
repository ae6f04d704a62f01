package vn.nuong.standalone.init;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The user as whom containers run, so that they may read what only its owner may: whoever called {@code init}, or for root a
 * user without a name, to whom those files are then given.
 *
 * @param uid numeric user id, not 0
 * @param gid numeric group id
 * @param givenAway whether files must change hands
 */
record ContainerUser(int uid, int gid, boolean givenAway) {

    /** Where files have no owners that a container sees, as with Docker Desktop on Windows. */
    private static final ContainerUser ANY = new ContainerUser(1000, 1000, false);

    private static final ContainerUser INSTEAD_OF_ROOT = new ContainerUser(10_001, 10_001, true);

    /** @param file made by this process */
    static ContainerUser ofOwner(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            return ANY;
        }
        int uid = (Integer) Files.getAttribute(file, "unix:uid");
        int gid = (Integer) Files.getAttribute(file, "unix:gid");
        return uid == 0 ? INSTEAD_OF_ROOT : new ContainerUser(uid, gid, false);
    }

    /** Makes the files this user's own, where they are not. */
    void take(List<Path> files) throws IOException {
        if (givenAway) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:gid", gid);
                Files.setAttribute(file, "unix:uid", uid);
            }
        }
    }
}
