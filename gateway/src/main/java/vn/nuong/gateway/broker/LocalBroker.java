package vn.nuong.gateway.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.server.RemotingService;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT broker inside this process (Apache ActiveMQ Artemis): MQTT 3.1.1 and 5, on one address, for named accounts only.
 *
 * <p>A QoS 1 message is acknowledged once it is on disk for every persistent session that asked for it, so a killed process
 * loses nothing acknowledged. Persistent sessions never expire and a message is delivered as often as it takes. What one
 * slow session leaves lying goes to disk beyond 64 MiB. Thread-safe.
 */
public final class LocalBroker implements AutoCloseable {

    /** The largest message taken, in bytes, topic included; whoever sends a larger one is disconnected. */
    public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);
    private static final Duration DISCONNECT_WAIT = Duration.ofSeconds(3);

    private final ActiveMQServer server;
    private final FolderLock lock;
    private final int port;

    /**
     * Where to listen and what to keep.
     *
     * @param host an address of this machine
     * @param port 0 for any free one
     * @param dataDir made when missing; one broker at a time
     * @param accounts who may connect; nobody else may
     */
    public record Settings(String host, int port, Path dataDir, List<Account> accounts) {
        public Settings {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("MQTT port " + port + " is outside 0 to 65535");
            }
            accounts = List.copyOf(accounts);
            long names = accounts.stream().map(Account::username).distinct().count();
            if (names != accounts.size()) {
                throw new IllegalArgumentException("two MQTT accounts have the same user name");
            }
        }
    }

    /**
     * Who may connect, and what for.
     *
     * @param username not empty
     * @param password not empty; never printed
     * @param mayPublish MQTT topic filters; publishing elsewhere ends the connection
     * @param maySubscribe MQTT topic filters; a subscription must lie within one of them
     */
    public record Account(String username, String password, List<String> mayPublish, List<String> maySubscribe) {
        public Account {
            if (username.isEmpty() || password.isEmpty()) {
                throw new IllegalArgumentException("an MQTT account needs a user name and a password");
            }
            mayPublish = List.copyOf(mayPublish);
            maySubscribe = List.copyOf(maySubscribe);
        }

        @Override
        public String toString() {
            return "Account[" + username + ", publishes " + mayPublish + ", subscribes " + maySubscribe + "]";
        }
    }

    /** Hears of what clients publish. */
    @FunctionalInterface
    public interface PublishListener {
        /**
         * Called once for each message under {@code nuong/} that the broker accepted from a client, before the client is
         * told so. Called on the broker's threads, several at once: it must be quick and thread-safe.
         */
        void published(String topicName, byte[] payload);
    }

    private LocalBroker(ActiveMQServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** The same without a listener. */
    public static LocalBroker start(Settings settings) {
        return start(settings, (topicName, payload) -> {});
    }

    /**
     * Starts and listens.
     *
     * @throws IllegalStateException when the port is taken, the folder cannot be written or another broker uses it; the
     *     message says which and what to do
     */
    public static LocalBroker start(Settings settings, PublishListener listener) {
        FolderLock lock = FolderLock.take(settings.dataDir());
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(
                BrokerConfiguration.of(settings), null, new Accounts(settings.accounts()), /* persistent */ true);
        server.registerBrokerPlugin(new PublishPlugin(listener));
        try {
            start(server, settings.dataDir());
            // The acceptor is started by hand: before it, what follows must be in place.
            server.registerBrokerPlugin(new DeliveryOrder(server.getStorageManager()));
            server.getRemotingService().addIncomingInterceptor(new MessageSizeLimit(MAX_MESSAGE_BYTES));
            int port = listen(server, settings);
            LOG.info("MQTT broker listens on {}:{}", settings.host(), port);
            return new LocalBroker(server, lock, port);
        } catch (RuntimeException e) {
            stop(server);
            lock.close();
            throw e;
        }
    }

    private static void start(ActiveMQServer server, Path dataDir) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        server.registerActivationFailureListener(failure::set);
        try {
            server.start();
        } catch (Exception e) { // Artemis declares no narrower type
            failure.set(e);
        }
        if (failure.get() != null || !server.isActive()) {
            throw new IllegalStateException(
                    "the MQTT broker did not start in " + dataDir
                            + "; look into the log, and give the JVM -Dio.netty.noUnsafe=false",
                    failure.get());
        }
    }

    private static int listen(ActiveMQServer server, Settings settings) {
        String address = settings.host() + ":" + settings.port();
        NettyAcceptor acceptor = (NettyAcceptor)
                Objects.requireNonNull(server.getRemotingService().getAcceptor(BrokerConfiguration.ACCEPTOR));
        try {
            acceptor.start();
        } catch (Exception e) { // Artemis declares no narrower type
            throw new IllegalStateException(
                    "cannot listen for MQTT on " + address + ": the port is taken or not allowed; choose another port",
                    e);
        }
        if (!acceptor.isStarted() || acceptor.getActualPort() <= 0) {
            throw new IllegalStateException("the MQTT broker started, but does not listen on " + address);
        }
        return acceptor.getActualPort();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /**
     * Messages that a client's persistent session still has to take through a subscription: not sent to it yet, or sent and
     * not acknowledged. 0 when there is no such session.
     */
    public long waiting(String clientId, String topicFilter) {
        Queue queue = server.locateQueue(MQTTUtil.getCoreQueueFromMqttTopic(
                topicFilter, clientId, server.getConfiguration().getWildcardConfiguration()));
        return queue == null ? 0 : queue.getMessageCount();
    }

    /** Stops listening and puts everything away; a second call does nothing. */
    @Override
    public void close() {
        if (server.isStarted()) {
            disconnectAll();
            stop(server);
            lock.close();
        }
    }

    /** Artemis fails, with stack traces in the log, when clients leave while its parts are being put away. */
    private void disconnectAll() {
        RemotingService remoting = server.getRemotingService();
        Objects.requireNonNull(remoting.getAcceptor(BrokerConfiguration.ACCEPTOR))
                .pause();
        remoting.getConnections().forEach(RemotingConnection::destroy);
        long deadline = System.nanoTime() + DISCONNECT_WAIT.toNanos();
        while (hasClients() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean hasClients() {
        try {
            return !MQTTStateManager.getInstance(server).getConnectedClients().isEmpty();
        } catch (Exception e) { // Artemis declares no narrower type
            LOG.warn("cannot tell whether MQTT clients are still connected", e);
            return false;
        }
    }

    private static void stop(ActiveMQServer server) {
        try {
            server.stop();
        } catch (Exception e) { // Artemis declares no narrower type
            LOG.warn("the MQTT broker did not stop cleanly; what it acknowledged is on disk", e);
        }
    }
}
