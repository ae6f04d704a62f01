package vn.nuong.standalone.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports to listen on. */
public final class Ports {

    /** This machine's own address, which nobody else reaches. */
    public static final String HOST = "127.0.0.1";

    private Ports() {}

    /** The same on this machine's own address. */
    public static int free(String option, int port) throws IOException {
        return free(option, HOST, port);
    }

    /**
     * The port itself, or a free one for 0.
     *
     * @param option what to change when it is taken
     * @throws IOException in one line, when something else listens there
     */
    public static int free(String option, String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " cannot be used (" + e.getMessage() + "); stop what listens there, or give"
                            + " another port with " + option,
                    e);
        }
    }
}
