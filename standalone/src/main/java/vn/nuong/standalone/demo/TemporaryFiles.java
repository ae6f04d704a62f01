package vn.nuong.standalone.demo;

import java.nio.file.Path;

/** Keeps what libraries unpack and leave lying inside the data folder. To be called before any of them is loaded. */
final class TemporaryFiles {

    private TemporaryFiles() {}

    static void keepIn(Path folder) {
        String path = folder.toAbsolutePath().toString();
        System.setProperty("java.io.tmpdir", path);
        System.setProperty("org.sqlite.tmpdir", path);
        if (System.getProperty("org.bytedeco.javacpp.cachedir") == null) { // the start script names the build folder
            System.setProperty("org.bytedeco.javacpp.cachedir", path);
        }
    }
}
