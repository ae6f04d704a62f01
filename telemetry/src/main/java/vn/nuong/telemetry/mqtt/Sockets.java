package vn.nuong.telemetry.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that send at once (TCP_NODELAY), which Paho does not ask for: with Nagle's algorithm every acknowledgement waits
 * for the one before it, and one broker went from 1,500 to 10,755 messages a second without it.
 */
final class Sockets {

    private Sockets() {}

    static SocketFactory plain() {
        return new NoDelay(SocketFactory.getDefault());
    }

    /**
     * TLS sockets.
     *
     * @param caFile the only authority to trust, or null for the JVM's
     * @throws IllegalArgumentException when the file holds no certificate
     */
    static SSLSocketFactory tls(@Nullable Path caFile) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, caFile == null ? null : trustOnly(caFile).getTrustManagers(), null);
            return new NoDelayTls(context.getSocketFactory());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "cannot use the authority's certificate " + caFile + ": " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trustOnly(Path caFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(caFile)) {
            int i = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + i++, certificate);
            }
            if (i == 0) {
                throw new IOException("it holds no certificate");
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static Socket withoutDelay(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static final class NoDelay extends SocketFactory {
        private final SocketFactory sockets;

        NoDelay(SocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public Socket createSocket() throws IOException {
            return withoutDelay(sockets.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return withoutDelay(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return withoutDelay(sockets.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return withoutDelay(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return withoutDelay(sockets.createSocket(host, port, local, localPort));
        }
    }

    /** The same for TLS: Paho wants an {@link SSLSocketFactory} for ssl:// addresses. */
    private static final class NoDelayTls extends SSLSocketFactory {
        private final SSLSocketFactory sockets;

        NoDelayTls(SSLSocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return withoutDelay(sockets.createSocket());
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return withoutDelay(sockets.createSocket(socket, host, port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return withoutDelay(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return withoutDelay(sockets.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return withoutDelay(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return withoutDelay(sockets.createSocket(host, port, local, localPort));
        }
    }
}
