package vn.nuong.analytics.retrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The work as a process of the same Java with the same class path: one processor, the lowest priority where {@code nice} is there, and
 * memory of its own that it cannot exceed. It ends with this process.
 */
public final class ChildProcess implements Work {

    private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

    /** Where native libraries are unpacked to. */
    private static final List<String> HANDED_ON = List.of("org.bytedeco.javacpp.cachedir", "java.io.tmpdir");

    private final String code;
    private volatile @Nullable Process process;

    /** @param code version of the product */
    public ChildProcess(String code) {
        this.code = code;
    }

    @Override
    public int run(Path registry, Consumer<String> progress) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(command(registry)).redirectErrorStream(true).start();
        process = child;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.accept(line);
            }
            return child.waitFor();
        } finally {
            child.destroyForcibly();
            process = null;
        }
    }

    private List<String> command(Path registry) {
        List<String> command = new ArrayList<>();
        NICE.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(nice -> command.addAll(List.of(nice.toString(), "-n", "19")));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String handedOn : HANDED_ON) {
            String value = System.getProperty(handedOn);
            if (value != null) {
                command.add("-D" + handedOn + "=" + value);
            }
        }
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ActiveProcessorCount=1",
                "-Dorg.bytedeco.javacpp.maxbytes=1G",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=3G",
                "-cp",
                System.getProperty("java.class.path"),
                RetrainMain.class.getName(),
                registry.toAbsolutePath().toString(),
                code));
        return command;
    }

    @Override
    public void stop() {
        Process child = process;
        if (child != null) {
            child.destroy();
        }
    }
}
