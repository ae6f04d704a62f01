package vn.nuong.telemetry.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker: a socket for Paho to use, that reads and writes many packets at a time and takes out
 * publications and their acknowledgements ({@link PacketInput}, {@link GatheredOutput}). Speaks TLS, and checks the broker's name against its
 * certificate, without Paho's doing.
 *
 * <p>It sends at once (TCP_NODELAY), which Paho does not ask for: with Nagle's algorithm every acknowledgement waits for the
 * one before it, and one broker went from 1,500 to 10,755 messages a second without it.
 */
final class Wire extends Socket {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private final String name;
    private final @Nullable SSLSocketFactory tls; // null to speak in the clear
    private final PacketInput.Receiver receiver;
    private final Socket tcp = new Socket();
    private volatile Socket socket = tcp; // or TLS over it
    private volatile @Nullable PacketInput in; // null before it is connected
    private volatile @Nullable GatheredOutput out; // null before it is connected

    /**
     * @param name of the thread that writes
     * @param receiver gets publications and acknowledgements, on the thread that reads
     */
    Wire(String name, @Nullable SSLSocketFactory tls, PacketInput.Receiver receiver) {
        this.name = name;
        this.tls = tls;
        this.receiver = receiver;
    }

    /** Publishes with QoS 1; false when the connection is gone. Does not block. */
    boolean publish(byte[] topic, byte[] payload, int packetId, boolean retained) {
        GatheredOutput to = out;
        return to != null && to.publish(topic, payload, packetId, retained);
    }

    /** Acknowledges a publication; false when the connection is gone. Does not block. */
    boolean acknowledge(int packetId) {
        GatheredOutput to = out;
        return to != null && to.acknowledge(packetId);
    }

    /** Unsubscribes; false when the connection is gone. Does not block. */
    boolean unsubscribe(byte[] filter, int packetId) {
        GatheredOutput to = out;
        return to != null && to.unsubscribe(filter, packetId);
    }

    /** Waits until a packet has been given to be sent, at most so long. */
    void awaitFirstPacket(long ms) {
        GatheredOutput to = out;
        if (to != null) {
            to.awaitFirstPacket(ms);
        }
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        tcp.setTcpNoDelay(true);
        tcp.connect(endpoint, timeout);
        if (tls != null) {
            InetSocketAddress broker = (InetSocketAddress) endpoint;
            SSLSocket secure = (SSLSocket) tls.createSocket(tcp, broker.getHostString(), broker.getPort(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the broker's name has to be the certificate's
            secure.setSSLParameters(parameters);
            secure.setSoTimeout(timeout);
            secure.startHandshake();
            secure.setSoTimeout(0);
            socket = secure;
        }
        in = new PacketInput(socket.getInputStream(), receiver);
        out = new GatheredOutput(socket.getOutputStream(), name, this::abandon);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected(in);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected(out);
    }

    private static <T> T connected(@Nullable T stream) throws SocketException {
        if (stream == null) {
            throw new SocketException("the socket is not connected");
        }
        return stream;
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        socket.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        GatheredOutput sending = out;
        if (sending != null) {
            sending.close();
        }
        socket.close();
    }

    /** After a failure to send: so that whoever reads notices too. */
    private void abandon() {
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.debug("{} could not close its socket", name, e);
        }
    }
}
