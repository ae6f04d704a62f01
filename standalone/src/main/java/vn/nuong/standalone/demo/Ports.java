package vn.nuong.standalone.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's own address. */
final class Ports {

    static final String HOST = "127.0.0.1";

    private Ports() {}

    /**
     * The port itself, or a free one for 0.
     *
     * @param option what to change when it is taken
     * @throws IOException in one line, when something else listens there
     */
    static int free(String option, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " cannot be used (" + e.getMessage() + "); stop what listens there, or give"
                            + " another port with " + option,
                    e);
        }
    }
}
