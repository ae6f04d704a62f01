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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that sends a message before each of its answers to a question, as long as it has one. */
class QuestionTest {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionTest.class);
    private static final int UNSUBSCRIBE = 0xA2;
    private static final int PUBACK = 0x40;

    private final BlockingQueue<Integer> questions = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private ServerSocket broker;
    private MqttSession session;

    @BeforeEach
    void start() throws IOException {
        broker = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Thread serving = new Thread(this::serve, "broker");
        serving.setDaemon(true);
        serving.start();
        session = new MqttSession(
                new MqttSettings("tcp://127.0.0.1:" + broker.getLocalPort(), "asks", null, null, null), 3);
        session.subscribe("t", delivery -> {
            events.add("message");
            delivery.acknowledge().run();
        });
        session.start().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
        session.close();
    }

    private void ask() {
        session.ask(answer -> {
            events.add("answer");
            answers.add(answer);
        });
    }

    private Answer answer() throws InterruptedException {
        return answers.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void isAnsweredBehindTheMessagesThatWereSentBefore() throws Exception {
        messages.add(new byte[] {0x32, 6, 0, 1, 't', 0, 1, '!'});
        ask();
        Answer answer = answer();
        assertThat(events).containsExactly("message", "answer");
        assertThat(answer.connection()).isEqualTo(3);
        assertThat(answer.attempt()).isEqualTo(1);
    }

    @Test
    void isNotAskedAgainBeforeTheAnswerIsTaken() throws Exception {
        ask();
        Answer answer = answer();
        ask();
        await().during(Duration.ofMillis(200)).until(() -> questions.size() == 1);
        answer.taken().run();
        ask();
        answer();
        assertThat(questions).hasSize(2);
    }

    @Test
    void isNotAskedWhileNothingComes() throws Exception {
        for (int i = 0; i < 2; i++) {
            ask();
            answer().taken().run();
        }
        ask();
        await().during(Duration.ofMillis(200)).until(() -> questions.size() == 2);
    }

    private void serve() {
        try (Socket socket = broker.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                int type = in.readUnsignedByte();
                byte[] rest = new byte[in.readUnsignedByte()];
                in.readFully(rest);
                if (type >> 4 == 1) {
                    out.write(new byte[] {0x20, 2, 0, 0}); // CONNACK
                } else if (type >> 4 == 8) {
                    out.write(new byte[] {(byte) 0x90, 3, rest[0], rest[1], 1}); // SUBACK
                } else if (type == UNSUBSCRIBE) {
                    questions.add(type); // before the answer, after which a test may look
                    byte[] message = messages.poll();
                    if (message != null) {
                        out.write(message);
                    }
                    out.write(new byte[] {(byte) 0xB0, 2, rest[0], rest[1]}); // UNSUBACK
                } else if (type != PUBACK) {
                    return; // the farewell
                }
            }
        } catch (IOException e) {
            LOG.debug("the connection has ended", e);
        }
    }
}
