package vn.nuong.gateway.broker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A broker in a JVM of its own, which a test can kill. */
public final class BrokerProcess implements AutoCloseable {

    private final Process process;
    public final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static BrokerProcess start(Path dir, int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a ->
                        a.startsWith("-Dio.netty") || a.startsWith("--enable-native") || a.startsWith("--sun-misc"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                dir.toString(),
                String.valueOf(port)));
        Process process = new ProcessBuilder(command)
                .redirectError(new File(dir.getParent().toFile(), "broker-process.log"))
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the broker's process ended before it listened; see broker-process.log");
        }
        return new BrokerProcess(process, Integer.parseInt(line));
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Starts a broker, prints its port and stays. */
    public static void main(String[] args) throws InterruptedException {
        LocalBroker broker = BrokerFixture.start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println(broker.port());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
