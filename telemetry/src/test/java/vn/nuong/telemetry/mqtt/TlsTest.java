package vn.nuong.telemetry.mqtt;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to a TLS server with a certificate of its own, made by the JDK's keytool. */
class TlsTest {

    private static final Logger LOG = LoggerFactory.getLogger(TlsTest.class);
    private static final String PASSWORD = "only-for-this-test";

    private static final PacketInput.Receiver NOBODY = new PacketInput.Receiver() {
        @Override
        public void publication(String topic, byte[] payload, int packetId, boolean retained, boolean duplicate) {
            throw new AssertionError("nothing was subscribed to");
        }

        @Override
        public void acknowledged(int packetId) {
            throw new AssertionError("nothing was published");
        }

        @Override
        public boolean unsubscribed(int packetId) {
            throw new AssertionError("nothing was asked");
        }

        @Override
        public void ended(IOException why) {
            // every connection ends
        }
    };

    @TempDir
    Path dir;

    @Test
    void speaksTlsWithABrokerWhoseCertificateNamesIt() throws Exception {
        try (SSLServerSocket broker = broker("ip:127.0.0.1")) {
            acceptOnce(broker);
            String uri = "ssl://127.0.0.1:" + broker.getLocalPort();
            try (MqttSession session =
                    new MqttSession(new MqttSettings(uri, "probe", null, null, dir.resolve("ca.pem")))) {
                session.start().get(10, SECONDS);
                assertThat(session.isConnected()).isTrue();
            }
        }
    }

    @Test
    void refusesABrokerWhoseCertificateNamesAnother() throws Exception {
        try (SSLServerSocket broker = broker("dns:somewhere.else.example");
                Wire wire = wire()) {
            acceptOnce(broker);
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", broker.getLocalPort());
            assertThatThrownBy(() -> wire.connect(address, 5_000)).isInstanceOf(SSLException.class);
            assertThatThrownBy(wire::getOutputStream).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesABrokerOfAnAuthorityThatIsNotTrusted() throws Exception {
        try (SSLServerSocket broker = broker("ip:127.0.0.1");
                Wire wire = new Wire("test-send", Sockets.tls(null), NOBODY)) {
            acceptOnce(broker);
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", broker.getLocalPort());
            assertThatThrownBy(() -> wire.connect(address, 5_000)).isInstanceOf(SSLException.class);
        }
    }

    private Wire wire() {
        return new Wire("test-send", Sockets.tls(dir.resolve("ca.pem")), NOBODY);
    }

    private SSLServerSocket broker(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = dir.resolve("broker.p12");
        List<String> to = List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "broker");
        keytool(to, "-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=" + name);
        keytool(to, "-exportcert", "-rfc", "-file", dir.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(store.toFile())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static void keytool(List<String> store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(store);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Answers one CONNECT with CONNACK, and then only listens. */
    private static void acceptOnce(SSLServerSocket server) {
        Thread thread = new Thread(
                () -> {
                    try (Socket client = server.accept()) {
                        DataInputStream in = new DataInputStream(client.getInputStream());
                        in.readByte();
                        in.skipNBytes(in.readByte());
                        client.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
                        in.readAllBytes();
                    } catch (IOException e) { // the client has refused, as some tests want
                        LOG.debug("handshake", e);
                    }
                },
                "tls-broker");
        thread.setDaemon(true);
        thread.start();
    }
}
