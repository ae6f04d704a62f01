package vn.nuong.ingest.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bad network between a client and a server: it listens on a free port of 127.0.0.1 and forwards real bytes, for as long as it
 * is let. Thread-safe; two threads for each connection.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int PIECE_BYTES = 64 * 1024;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final String host;
    private final int targetPort;
    private final int port;

    // Guarded by this.
    private ServerSocket listening;
    private Thread accepting;
    /** Keeps the port while connections are refused: bound, and not listening. Null while they are not. */
    private Socket holding;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // What follows is guarded by the lock.
    private final Set<Connection> connections = new HashSet<>();
    private final Budget upstream = new Budget();
    private final Budget downstream = new Budget();
    private long accepted;
    private long delayNanos;
    private boolean paused;
    private boolean closed;

    private TcpProxy(String host, int targetPort) throws IOException {
        this.host = host;
        this.targetPort = targetPort;
        this.listening = new ServerSocket(0, 50, HERE);
        this.port = listening.getLocalPort();
        this.accepting = startAccepting();
    }

    /** Forwards to this server, which need not be there yet. */
    public static TcpProxy to(String host, int port) throws IOException {
        return new TcpProxy(host, port);
    }

    /** Where clients shall connect, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** How many connections are open. */
    public int open() {
        return locked(connections::size);
    }

    /** How many connections there have been. */
    public long accepted() {
        return locked(() -> accepted);
    }

    /** How many bytes went to the server. */
    public long bytesUpstream() {
        return locked(() -> upstream.forwarded);
    }

    /** How many bytes went to clients. */
    public long bytesDownstream() {
        return locked(() -> downstream.forwarded);
    }

    /** Lets nothing that is sent from now on through, in either direction; connections stay and can still be made. */
    public void pause() {
        change(() -> paused = true);
    }

    /** Lets all through again, first what was held back. */
    public void resume() {
        change(() -> paused = false);
    }

    /** Holds every piece (of at most 64 KiB) back for so long, and the next ones meanwhile: late and slow. */
    public void delay(Duration each) {
        change(() -> delayNanos = each.toNanos());
    }

    /** Ends all connections at once, with a reset in both directions. */
    public void cut() {
        for (Connection connection : locked(() -> List.copyOf(connections))) {
            connection.reset();
        }
    }

    /**
     * Lets so many more bytes through to the server, over all connections together, and then ends that connection that carries
     * more: the server sees the first part of what was sent and then the end, the client a reset. Once.
     */
    public void cutAfterUpstream(long bytes) {
        change(() -> upstream.left = bytes);
    }

    /** The same for bytes to clients: the client sees the first part and then the end, the server a reset. */
    public void cutAfterDownstream(long bytes) {
        change(() -> downstream.left = bytes);
    }

    /** From now on new connections are refused, or no longer are; those that are open stay. */
    public synchronized void refuse(boolean refused) throws IOException {
        if (locked(() -> closed) || refused == (holding != null)) {
            return;
        }
        if (refused) {
            stopAccepting();
            holding = new Socket();
            holding.setReuseAddress(true);
            holding.bind(new InetSocketAddress(HERE, port));
        } else {
            holding.close();
            holding = null;
            listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(HERE, port));
            accepting = startAccepting();
        }
    }

    /** Ends all connections with a reset and listens no longer. */
    @Override
    public synchronized void close() throws IOException {
        change(() -> closed = true);
        stopAccepting();
        if (holding != null) {
            holding.close();
        }
        cut();
    }

    private Thread startAccepting() {
        ServerSocket server = listening;
        return start("accept", () -> {
            while (true) {
                try {
                    add(new Connection(server.accept()));
                } catch (IOException e) {
                    return; // refused or closed
                }
            }
        });
    }

    private void stopAccepting() throws IOException {
        listening.close();
        try {
            accepting.join(); // until then the system keeps the port for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void add(Connection connection) {
        lock.lock();
        try {
            if (closed) {
                connection.reset();
                return;
            }
            accepted++;
            connections.add(connection);
        } finally {
            lock.unlock();
        }
        start("up", connection::run);
    }

    private Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy-" + port + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(java.util.function.Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /** What one direction has let through, and still lets. */
    private static final class Budget {

        private static final long NO_LIMIT = Long.MAX_VALUE;

        private long left = NO_LIMIT;
        private long forwarded;

        /** How many of so many bytes may pass; fewer than asked once, when the limit is reached. */
        int take(int bytes) {
            int taken = (int) Math.min(bytes, left);
            if (taken < bytes) {
                left = NO_LIMIT;
            } else if (left != NO_LIMIT) {
                left -= taken;
            }
            forwarded += taken;
            return taken;
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server = new Socket();
        private boolean cut; // guarded by the lock
        private int ended; // directions; guarded by the lock

        Connection(Socket client) {
            this.client = client;
        }

        void run() {
            try {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                server.connect(new InetSocketAddress(host, targetPort));
            } catch (IOException e) {
                reset(); // nobody there
                return;
            }
            start("down", () -> forward(server, client, downstream));
            forward(client, server, upstream);
        }

        private void forward(Socket from, Socket to, Budget budget) {
            byte[] piece = new byte[PIECE_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                while (true) {
                    int read = in.read(piece);
                    if (!await()) {
                        return;
                    }
                    if (read < 0) {
                        to.shutdownOutput();
                        break;
                    }
                    int allowed = locked(() -> budget.take(read));
                    out.write(piece, 0, allowed);
                    if (allowed < read) {
                        endHalfway(from, to);
                        return;
                    }
                }
                if (locked(() -> ++ended == 2)) {
                    forget();
                    from.close();
                    to.close();
                }
            } catch (IOException | InterruptedException e) {
                reset(); // one side went away
            }
        }

        /** Until bytes may go on; false when the connection is gone meanwhile. */
        private boolean await() throws InterruptedException {
            lock.lock();
            try {
                long arrived = System.nanoTime();
                while (!closed && !cut) {
                    long early = arrived + delayNanos - System.nanoTime();
                    if (paused) {
                        changed.await();
                    } else if (early > 0) {
                        changed.awaitNanos(early);
                    } else {
                        return true;
                    }
                }
                return false;
            } finally {
                lock.unlock();
            }
        }

        private void endHalfway(Socket from, Socket to) throws IOException {
            forget();
            to.shutdownOutput(); // so that what was written arrives: a reset may overtake it
            resetOne(from);
            to.close();
        }

        void reset() {
            forget();
            resetOne(client);
            resetOne(server);
        }

        private void forget() {
            change(() -> {
                cut = true;
                connections.remove(this);
            });
        }

        private void resetOne(Socket socket) {
            try {
                socket.setSoLinger(true, 0); // closing sends a reset instead of an orderly end
            } catch (IOException e) {
                // closed already
            }
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket does not close", e);
            }
        }
    }
}
