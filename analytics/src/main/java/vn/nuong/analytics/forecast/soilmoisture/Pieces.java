package vn.nuong.analytics.forecast.soilmoisture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pieces of a written model are read from: a folder, or a folder within the jar. */
@FunctionalInterface
interface Pieces {

    /** @throws IOException when there is no such piece */
    InputStream open(String name) throws IOException;

    static Pieces in(Path folder) {
        return name -> new BufferedInputStream(Files.newInputStream(folder.resolve(name)));
    }

    /** @param folder in the jar, such as {@code /model} */
    static Pieces inJar(String folder) {
        return name -> {
            InputStream in = Pieces.class.getResourceAsStream(folder + "/" + name);
            if (in == null) {
                throw new IOException(folder + "/" + name + " is not in the jar; build the module anew");
            }
            return new BufferedInputStream(in);
        };
    }
}
