package vn.nuong.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker sends what it kept before it answers a subscription, and the handler is slower than its patience. */
class SlowHandlerTest {

    private static final Logger LOG = LoggerFactory.getLogger(SlowHandlerTest.class);
    private static final long PATIENCE_MS = 1_000; // Paho takes 0.3 s to begin

    private final AtomicInteger connections = new AtomicInteger();

    @Test
    void isNoReasonToGiveTheConnectionUp() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread serving = new Thread(() -> serve(broker), "broker");
            serving.setDaemon(true);
            serving.start();
            String uri = "tcp://127.0.0.1:" + broker.getLocalPort();
            try (MqttSession session =
                    new MqttSession(new MqttSettings(uri, "slow", null, null, null), 1, PATIENCE_MS)) {
                session.subscribe("t", delivery -> {
                    handled.incrementAndGet();
                    try {
                        slow.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                CompletableFuture<Void> ready = session.start();
                await().until(() -> handled.get() == 1);
                await().during(Duration.ofMillis(2 * PATIENCE_MS)).until(() -> !ready.isDone());
                slow.countDown();
                assertThat(ready).succeedsWithin(Duration.ofSeconds(10));
                assertThat(connections).hasValue(1);
            }
        }
    }

    private void serve(ServerSocket broker) {
        while (!broker.isClosed()) {
            try (Socket socket = broker.accept()) {
                connections.incrementAndGet();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                packet(in); // CONNECT
                out.write(new byte[] {0x20, 2, 0, 0}); // CONNACK
                byte[] subscribe = packet(in);
                out.write(new byte[] {0x32, 6, 0, 1, 't', 0, 1, '!'}); // PUBLISH
                out.write(new byte[] {(byte) 0x90, 3, subscribe[0], subscribe[1], 1}); // SUBACK
                while (in.read() >= 0) {
                    // acknowledgements and the farewell
                }
            } catch (IOException e) {
                LOG.debug("a connection has ended", e);
            }
        }
    }

    /** What is behind the header of a packet shorter than 128 bytes. */
    private static byte[] packet(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        byte[] rest = new byte[in.readUnsignedByte()];
        in.readFully(rest);
        return rest;
    }
}
