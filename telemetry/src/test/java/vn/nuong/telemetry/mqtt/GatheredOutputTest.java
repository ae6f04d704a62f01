package vn.nuong.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheredOutputTest {

    private static final byte[] PINGREQ = {(byte) 0xC0, 0};

    private final Network network = new Network();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final GatheredOutput output = new GatheredOutput(network, "test-send", failed::countDown);

    @AfterEach
    void close() {
        output.close();
    }

    @Test
    void sendsEveryAcknowledgementInOrderInFewWrites() {
        int count = 60_000;
        for (int id = 1; id <= count; id++) {
            assertThat(output.acknowledge(id)).isTrue();
        }
        await().until(() -> network.bytes().size() == 4 * count);
        assertThat(acknowledged())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(network.writes()).isLessThan(count / 10);
    }

    @Test
    void sendsALonelyAcknowledgementWithoutAnythingElseHappening() {
        output.acknowledge(513);
        await().untilAsserted(
                        () -> assertThat(network.bytes()).containsExactly((byte) 0x40, (byte) 2, (byte) 2, (byte) 1));
    }

    @Test
    void sendsOtherPacketsAtOnceAfterAllThatCameBefore() throws IOException {
        network.hold();
        output.acknowledge(1);
        await().until(network::isWriting); // by the thread, which is held there
        output.acknowledge(2);
        output.acknowledge(3);
        network.release();
        output.write(PINGREQ);
        output.flush();
        List<Byte> sent = network.bytes(); // no waiting: flush has written

        assertThat(sent).hasSize(14).endsWith((byte) 3, PINGREQ[0], PINGREQ[1]);
        assertThat(acknowledged()).containsExactly(1, 2, 3);
    }

    @Test
    void unsubscribesAsMqttDoes() {
        output.unsubscribe(new byte[] {'t', '/', '-'}, 0x03FF);
        await().until(() -> network.bytes().size() == 9);
        assertThat(network.bytes()).containsExactly(bytes(0xA2, 7, 3, 0xFF, 0, 3, 't', '/', '-'));
    }

    @Test
    void writesPublicationsAsMqttDoes() {
        output.publish(new byte[] {'t', '/', 'a'}, new byte[] {1, 2, 3}, 0x1234, false);
        output.publish(new byte[] {'b'}, new byte[200], 0xFFFE, true);
        await().until(() -> network.bytes().size() == 12 + 2 + 1 + 2 + 1 + 2 + 200);
        assertThat(network.bytes()).startsWith(bytes(0x32, 10, 0, 3, 't', '/', 'a', 0x12, 0x34, 1, 2, 3));
        assertThat(network.bytes().subList(12, 20)).containsExactly(bytes(0x33, 0xCD, 0x01, 0, 1, 'b', 0xFF, 0xFE));
    }

    private static Byte[] bytes(int... values) {
        return IntStream.of(values).mapToObj(b -> (byte) b).toArray(Byte[]::new);
    }

    @Test
    void doesNotKeepWhoeverAcknowledgesWaitingForTheSocket() {
        network.hold();
        for (int id = 1; id <= 65_535; id++) {
            output.acknowledge(id);
        }
        assertThat(network.bytes()).isEmpty();
        network.release();
        await().until(() -> acknowledged().size() == 65_535);
    }

    @Test
    void tellsOfAFailureOnceAndToTheSender() throws Exception {
        network.fail = true;
        output.acknowledge(1);
        failed.await();
        assertThat(output.acknowledge(2)).isFalse();
        output.write(PINGREQ);
        assertThatThrownBy(output::flush).isInstanceOf(IOException.class);
    }

    @Test
    void acknowledgesNothingOnceClosed() {
        output.close();
        assertThat(output.acknowledge(1)).isFalse();
    }

    private List<Integer> acknowledged() {
        List<Byte> bytes = network.bytes();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i + 3 < bytes.size() && bytes.get(i) == 0x40; i += 4) {
            ids.add((bytes.get(i + 2) & 0xFF) << 8 | bytes.get(i + 3) & 0xFF);
        }
        return ids;
    }

    private static final class Network extends OutputStream {
        private final List<Byte> bytes = new ArrayList<>();
        private int writes;
        private boolean held;
        private boolean writing;
        private volatile boolean fail;

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("a write of one byte is a packet on the network");
        }

        @Override
        public synchronized void write(byte[] b, int from, int length) throws IOException {
            if (fail) {
                throw new IOException("broken pipe");
            }
            writing = true;
            try {
                while (held) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            writes++;
            for (int i = from; i < from + length; i++) {
                bytes.add(b[i]);
            }
        }

        synchronized void hold() {
            held = true;
        }

        synchronized boolean isWriting() {
            return writing;
        }

        synchronized void release() {
            held = false;
            notifyAll();
        }

        synchronized List<Byte> bytes() {
            return List.copyOf(bytes);
        }

        synchronized int writes() {
            return writes;
        }
    }
}
