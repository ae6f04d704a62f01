package vn.nuong.standalone.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that is measured: started, watched, ended. What it says goes into a file. */
final class Program implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready: (http://[^ ]+)");

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Program start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), log);
    }

    /** Nương itself, as the start script would run it, with these arguments. */
    static Program nuong(List<String> arguments, Path log, String... jvm) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dio.netty.noUnsafe=false",
                "-Dfile.encoding=UTF-8",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:SharedArchiveFile=") || argument.equals("-Xlog:disable"))
                .toList()); // begins as fast as this one
        command.addAll(List.of(jvm));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "vn.nuong.standalone.Nuong"));
        command.addAll(arguments);
        return start(command, Map.of(), log);
    }

    /** @throws IOException when it has ended, with the last it said */
    void check() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("a program ended with " + process.exitValue() + "; it said: " + lastLines());
        }
    }

    /** Waits until it ends by itself, as it should, with 0. */
    void await() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException("a program ended with " + process.exitValue() + "; it said: " + lastLines());
        }
    }

    /** @throws IOException when it has ended, and not with 0 */
    void checkOrDone() throws IOException {
        if (!process.isAlive() && process.exitValue() != 0) {
            check();
        }
    }

    /** The address that a ready ingest answers on. */
    String address() throws IOException {
        Matcher ready = READY.matcher(Files.readString(log));
        if (!ready.find()) {
            throw new IOException("ingest is not ready; it said: " + lastLines());
        }
        return ready.group(1);
    }

    boolean said(String text) throws IOException {
        return Files.readString(log).contains(text);
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Processor time so far, seconds. */
    double cpuSeconds() {
        return process.toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    /** The most memory it had so far, MiB; 0 where the system does not tell. */
    long peakMiB() {
        return memory("VmHWM:");
    }

    /** The memory it has now, MiB; 0 where the system does not tell. */
    long nowMiB() {
        return memory("VmRSS:");
    }

    private long memory(String line) {
        try {
            return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                    .filter(l -> l.startsWith(line))
                    .map(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            return 0; // no Linux, or it has just ended: not told
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
