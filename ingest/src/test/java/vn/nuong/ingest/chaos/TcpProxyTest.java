package vn.nuong.ingest.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private EchoServer server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer(0);
        proxy = TcpProxy.to("127.0.0.1", server.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
    }

    @Test
    void forwardsBothWaysAndCounts() throws Exception {
        try (Socket client = connect()) {
            send(client, "hello");
            assertThat(receive(client, 5)).isEqualTo("hello");
            assertThat(proxy.bytesUpstream()).isEqualTo(5);
            assertThat(proxy.bytesDownstream()).isEqualTo(5);
            assertThat(proxy.open()).isEqualTo(1);
        }
        await().until(() -> proxy.open() == 0);
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void forwardsMuchMoreThanAnyBufferAndThenTheEnd() throws Exception {
        byte[] much = new byte[20_000_000];
        new Random(1).nextBytes(much);
        try (Socket client = connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    client.getOutputStream().write(much);
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
            sending.get(10, TimeUnit.SECONDS);
        }
        await().until(() -> proxy.open() == 0);
    }

    @Test
    void holdsEverythingBackWhilePaused() throws Exception {
        try (Socket client = connect()) {
            send(client, "a");
            assertThat(receive(client, 1)).isEqualTo("a");
            proxy.pause();
            send(client, "b");
            client.setSoTimeout(100);
            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketTimeoutException.class);
            try (Socket another = connect()) {
                send(another, "c");
                assertThat(proxy.bytesUpstream()).isEqualTo(1);
                proxy.resume();
                assertThat(receive(another, 1)).isEqualTo("c");
            }
            client.setSoTimeout(10_000);
            assertThat(receive(client, 1)).isEqualTo("b");
        }
    }

    @Test
    void cutsAllConnectionsWithAResetAndTakesNewOnes() throws Exception {
        try (Socket one = connect();
                Socket two = connect()) {
            send(one, "a");
            send(two, "b");
            receive(one, 1);
            receive(two, 1);
            proxy.cut();
            assertThatThrownBy(() -> receive(one, 1)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> receive(two, 1)).isInstanceOf(SocketException.class);
            assertThat(server.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(server.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(proxy.open()).isZero();
        try (Socket again = connect()) {
            send(again, "c");
            assertThat(receive(again, 1)).isEqualTo("c");
        }
    }

    @Test
    void cutsAConnectionThatIsPaused() throws Exception {
        try (Socket client = connect()) {
            proxy.pause();
            send(client, "a");
            await().until(() -> proxy.open() == 1);
            proxy.cut();
            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
        }
        assertThat(proxy.bytesUpstream()).isZero();
    }

    @Test
    void cutsHalfwayThroughWhatAClientSends() throws Exception {
        proxy.cutAfterUpstream(7);
        try (Socket client = connect()) {
            send(client, "hello");
            assertThat(receive(client, 5)).isEqualTo("hello");
            send(client, "packet");
            Received received = server.ended.poll(10, TimeUnit.SECONDS);
            assertThat(received).isEqualTo(new Received("hellopa", false));
            await().until(() -> proxy.open() == 0);
        }
        checkThatItForwardsAgain();
    }

    @Test
    void cutsHalfwayThroughWhatTheServerSends() throws Exception {
        proxy.cutAfterDownstream(3);
        try (Socket client = connect()) {
            send(client, "hello");
            assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("hel");
            assertThat(server.ended.poll(10, TimeUnit.SECONDS)).isEqualTo(new Received("hello", true));
        }
        checkThatItForwardsAgain();
    }

    @Test
    void cutsBeforeTheFirstByteWhenNoneMayPass() throws Exception {
        proxy.cutAfterUpstream(0);
        try (Socket client = connect()) {
            send(client, "hello");
            assertThat(server.ended.poll(10, TimeUnit.SECONDS)).isEqualTo(new Received("", false));
        }
        checkThatItForwardsAgain();
    }

    @Test
    void refusesNewConnectionsAndKeepsOldOnes() throws Exception {
        try (Socket old = connect()) {
            send(old, "a");
            assertThat(receive(old, 1)).isEqualTo("a");
            for (int i = 0; i < 3; i++) {
                proxy.refuse(true);
                proxy.refuse(true);
                assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
                send(old, "b");
                assertThat(receive(old, 1)).isEqualTo("b");
                proxy.refuse(false);
                proxy.refuse(false);
                checkThatItForwardsAgain();
            }
        }
    }

    @Test
    void delaysEachWay() throws Exception {
        proxy.delay(Duration.ofMillis(60));
        try (Socket client = connect()) {
            long sent = System.nanoTime();
            send(client, "a");
            assertThat(receive(client, 1)).isEqualTo("a");
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            proxy.delay(Duration.ofHours(1));
            send(client, "b");
            proxy.delay(Duration.ZERO);
            assertThat(receive(client, 1)).isEqualTo("b");
        }
    }

    @Test
    void endsConnectionsWhileTheServerIsAwayAndForwardsOnceItIsBack() throws Exception {
        int port = server.port();
        server.close();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
        }
        server = new EchoServer(port);
        checkThatItForwardsAgain();
    }

    @Test
    void endsEverythingWhenClosed() throws Exception {
        try (Socket client = connect()) {
            send(client, "a");
            receive(client, 1);
            proxy.close();
            proxy.close();
            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    private void checkThatItForwardsAgain() throws IOException {
        try (Socket client = connect()) {
            send(client, "again");
            assertThat(receive(client, 5)).isEqualTo("again");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /** Exactly so many bytes; a {@link SocketException} when the connection ends before. */
    private static String receive(Socket socket, int bytes) throws IOException {
        byte[] received = socket.getInputStream().readNBytes(bytes);
        if (received.length < bytes) {
            throw new AssertionError("ended in order");
        }
        return new String(received, US_ASCII);
    }

    /**
     * What the server got over one connection.
     *
     * @param reset whether it ended by a reset
     */
    private record Received(String text, boolean reset) {}

    /** Sends back what it gets. */
    private static final class EchoServer implements AutoCloseable {

        private final BlockingQueue<Received> ended = new LinkedBlockingQueue<>();
        private final ServerSocket socket;
        private final Thread accepting;

        EchoServer(int port) throws IOException {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            accepting = start(() -> {
                while (!socket.isClosed()) {
                    try {
                        Socket client = socket.accept();
                        start(() -> echo(client));
                    } catch (IOException e) {
                        return; // closed
                    }
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        private void echo(Socket client) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            boolean reset = false;
            try (client) {
                byte[] buffer = new byte[8_192];
                for (int n = client.getInputStream().read(buffer);
                        n >= 0;
                        n = client.getInputStream().read(buffer)) {
                    all.write(buffer, 0, n);
                    client.getOutputStream().write(buffer, 0, n);
                }
            } catch (IOException e) {
                reset = true;
            }
            ended.add(new Received(all.toString(US_ASCII), reset));
        }

        private static Thread start(Runnable work) {
            Thread thread = new Thread(work, "echo");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        @Override
        public void close() throws IOException, InterruptedException {
            socket.close();
            accepting.join(); // until then the system may take one more connection
        }
    }
}
