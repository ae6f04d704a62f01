package vn.nuong.telemetry.mqtt;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.MqttPingSender;
import org.eclipse.paho.client.mqttv3.MqttTopic;
import org.eclipse.paho.client.mqttv3.TimerPingSender;
import org.eclipse.paho.client.mqttv3.internal.ClientComms;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A persistent MQTT 3.1.1 session over Eclipse Paho that keeps its promises across lost connections: subscriptions stay,
 * received messages are acknowledged by hand, and a publication completes only when the broker has acknowledged it (QoS 1),
 * however many connections that takes.
 *
 * <p>Every connection is a Paho client of its own with nothing kept in it: what is unacknowledged is kept here, so there is
 * one place that sends again. Publications in both directions go past Paho ({@link Wire}). Thread-safe; it connects on one
 * thread of its own.
 */
public final class MqttSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);

    /** Publications on the way at once. */
    static final int MAX_IN_FLIGHT = 200;

    /** MQTT 3.1.1, sections 1.5.3 and 2.2.3. */
    private static final int MAX_TOPIC_BYTES = 65_535;

    private static final int MAX_PACKET_BYTES = 268_435_455;

    /** Packet ids below are Paho's, which subscribes with them. */
    private static final int FIRST_ID = 1_024;

    private static final int LAST_ID = 65_535;

    /** Of what is asked: one that Paho does not come to. */
    private static final int QUESTION_ID = FIRST_ID - 1;

    private static final int AT_LEAST_ONCE = 1;
    private static final String NEVER_SUBSCRIBED = "nuong/-";

    /** After so many answers with no message before them there is nothing more to learn. */
    private static final int ANSWERS_IN_QUIET = 2;

    private static final long ANSWER_MS = 20_000;
    private static final int LOOKS = 20; // within an answer's time
    private static final long ROUND_TRIP_MS = 3_000;
    private static final long PAHO_BEGINS_WITHIN_MS = 2_000;
    private static final long FIRST_RETRY_MS = 200;
    private static final long LAST_RETRY_MS = 10_000;
    private static final long STABLE_MS = 10_000;

    private final MqttSettings settings;
    private final long answerMs;
    private final int number;
    private final @Nullable SSLSocketFactory tls; // null to speak in the clear
    private final ScheduledThreadPoolExecutor thread;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final ReentrantLock delivering = new ReentrantLock(); // held while a handler is at work
    private Runnable beforeConnecting = () -> {};
    private @Nullable Link link; // null while not connected; only the session's thread's
    private final Object outbox = new Object();
    private final Deque<Outgoing> waiting = new ArrayDeque<>(); // guarded by outbox
    private final Map<Integer, Outgoing> inFlight = new LinkedHashMap<>(); // by packet id; guarded by outbox
    private @Nullable Link via; // where publications go, null while nowhere; guarded by outbox
    private int lastId = LAST_ID; // guarded by outbox
    private long sentAgain; // guarded by outbox
    private volatile boolean connected;
    private volatile boolean closed;
    private long connectedSince; // System.nanoTime()
    private int attempts; // to connect
    private int failedAttempts; // since the last connection
    private int backoff; // doublings of the delay, since the last connection that lasted
    private @Nullable ScheduledFuture<?> retry;

    /**
     * What is asked of the broker.
     *
     * @param filter as it goes to the broker
     * @param topics the filter that topic names match, without the group of a shared subscription
     * @param wanted false to end it
     */
    private record Subscription(String filter, String topics, Consumer<Delivery> handler, boolean wanted) {
        Subscription(String filter, Consumer<Delivery> handler, boolean wanted) {
            this(filter, Topic.withoutGroup(filter), handler, wanted);
        }
    }

    /** A publication whose promise is still open; compared by identity. */
    private static final class Outgoing {
        final byte[] topic;
        final byte[] payload;
        final boolean retained;
        final CompletableFuture<Void> done = new CompletableFuture<>();

        Outgoing(byte[] topic, byte[] payload, boolean retained) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
        }
    }

    /**
     * A session that is not connected yet; {@link #subscribe} what is wanted, then {@link #start()}.
     *
     * @throws IllegalArgumentException when the authority's certificate cannot be read
     */
    public MqttSession(MqttSettings settings) {
        this(settings, 1);
    }

    /** @param number which of the connections under one client id it is, from 1 */
    MqttSession(MqttSettings settings, int number) {
        this(settings, number, ANSWER_MS);
    }

    /** @param answerMs how long a broker from which nothing comes may take to answer */
    MqttSession(MqttSettings settings, int number, long answerMs) {
        this.settings = settings;
        this.number = number;
        this.answerMs = answerMs;
        this.tls = settings.serverUri().startsWith("ssl:") ? Sockets.tls(settings.caFile()) : null;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread t = new Thread(work, "mqtt-" + settings.clientId());
            t.setDaemon(true);
            return t;
        });
    }

    /**
     * Asks for messages of a topic filter, with QoS 1. To be called before {@link #start()}.
     *
     * @param topicFilter may be of a shared subscription ({@link Topic#shared})
     * @param handler called on the thread that reads from the broker, one message at a time; it must not block for long.
     *     When it throws, the message stays unacknowledged and is logged.
     */
    public void subscribe(String topicFilter, Consumer<Delivery> handler) {
        submit(() -> subscriptions.add(new Subscription(topicFilter, handler, true)));
    }

    /**
     * Has the broker end a subscription that an earlier start may have left in the session, after those that are asked for
     * have been made. To be called before {@link #start()}.
     *
     * @param handler gets what was queued under it before
     */
    public void unsubscribe(String topicFilter, Consumer<Delivery> handler) {
        submit(() -> subscriptions.add(new Subscription(topicFilter, handler, false)));
    }

    /**
     * Asks to be told before every attempt to connect: what is delivered from then on comes on another connection, which
     * begins with what the broker has no acknowledgement for. To be called before {@link #start()}.
     */
    public void beforeConnecting(Runnable listener) {
        submit(() -> beforeConnecting = listener);
    }

    /**
     * Connects, and stays connected until closed.
     *
     * @return completes once connected and subscribed for the first time
     */
    public CompletableFuture<Void> start() {
        submit(this::connect);
        return ready;
    }

    /** Whether the broker is reached just now. */
    public boolean isConnected() {
        return connected;
    }

    /**
     * Publishes with QoS 1. Messages wait in memory while the broker is away: whoever publishes limits how many.
     *
     * @return completes when the broker has acknowledged it; cancelled when the session is closed before. What depends on
     *     it may run on the thread that reads from the broker and must not wait there.
     * @throws IllegalArgumentException when the topic is not a topic name, or message and topic are larger than MQTT allows
     */
    public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        MqttTopic.validate(topic, false);
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_TOPIC_BYTES || name.length + payload.length > MAX_PACKET_BYTES - 4) {
            throw new IllegalArgumentException(
                    "MQTT has no room for " + payload.length + " bytes on a topic of " + name.length);
        }
        Outgoing outgoing = new Outgoing(name, payload, retained);
        synchronized (outbox) {
            if (!closed) {
                waiting.add(outgoing);
                sendWaiting();
                return outgoing.done;
            }
        }
        outgoing.done.cancel(false);
        return outgoing.done;
    }

    /** How many publications had to be sent once more, as a connection broke before they were acknowledged. */
    public long sentAgain() {
        synchronized (outbox) {
            return sentAgain;
        }
    }

    /** Disconnects. The broker keeps the session and what was not acknowledged. */
    @Override
    public void close() {
        List<Outgoing> open = new ArrayList<>();
        synchronized (outbox) {
            closed = true;
            via = null;
            open.addAll(inFlight.values());
            open.addAll(waiting);
            inFlight.clear();
            waiting.clear();
        }
        submit(() -> {
            connected = false;
            if (retry != null) {
                retry.cancel(false);
            }
            Link old = link;
            link = null;
            if (old != null) {
                old.endInOrder();
            }
            CancellationException why =
                    new CancellationException("the MQTT session " + settings.clientId() + " was closed");
            open.forEach(o -> o.done.completeExceptionally(why));
            ready.completeExceptionally(why);
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("MQTT session {} did not end within 10 s", settings.clientId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks the broker for an answer, which says that it has dealt with all that it got before the question, acknowledgements
     * too. Nothing is asked while it is not reached, while an answer is due or not taken yet, and once it has answered twice
     * since the last message.
     *
     * @param handler called on the thread that reads from the broker, behind the messages that were sent before the answer
     */
    public void ask(Consumer<Answer> handler) {
        submit(() -> {
            if (link != null) {
                link.ask(handler);
            }
        });
    }

    /**
     * Completes when the broker has dealt with all that was sent to it before, acknowledgements too; fails when it is not
     * reached.
     */
    CompletableFuture<Void> roundTrip() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        boolean accepted = submit(() -> {
            try {
                if (link == null) {
                    throw new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
                }
                link.roundTrip();
                answered.complete(null);
            } catch (MqttException e) {
                answered.completeExceptionally(e);
            }
        });
        if (!accepted) {
            answered.cancel(false);
        }
        return answered;
    }

    /**
     * Closes, and has the broker drop the session with all that is queued in it.
     *
     * @throws MqttException when the broker could not be told
     */
    void forget() throws MqttException {
        close();
        Link last = new Link();
        last.ended = true;
        try {
            last.connect(true);
        } finally {
            last.end();
        }
    }

    private boolean submit(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.error("MQTT session {} failed", settings.clientId(), e);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("MQTT session {} is closed", settings.clientId(), e);
            return false;
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        Link attempt = null;
        try {
            beforeConnecting.run();
            attempt = new Link();
            attempt.connect(false);
            attempt.subscribe();
        } catch (MqttException | RuntimeException e) { // whatever it is, only another attempt can mend it
            if (attempt != null) {
                attempt.end();
            }
            retryLater(e);
            return;
        }
        if (closed) {
            attempt.end();
            return;
        }
        link = attempt;
        connected = true;
        connectedSince = System.nanoTime();
        failedAttempts = 0;
        LOG.info("connected to {} as {}", settings.serverUri(), settings.clientId());
        ready.complete(null);
        if (!attempt.client.isConnected()) { // lost while subscribing, before the callback could find it here
            lost(attempt, "connection lost");
            return;
        }
        synchronized (outbox) {
            if (!closed) {
                via = attempt;
                sendWaiting();
            }
        }
    }

    private void retryLater(Exception cause) {
        if (failedAttempts == 0 || failedAttempts % 20 == 0) {
            LOG.warn(
                    "cannot use {} as {} (user {}): {}; trying again until it works",
                    settings.serverUri(),
                    settings.clientId(),
                    settings.username(),
                    reason(cause));
        }
        failedAttempts++;
        connectLater();
    }

    private void connectLater() {
        if (closed) {
            return;
        }
        long longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS << Math.min(backoff, 10));
        long delay = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        backoff++;
        try {
            retry = thread.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("MQTT session {} was closed meanwhile", settings.clientId(), e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + cause.getMessage() + ")";
    }

    private MqttConnectOptions options(Wire wire, boolean clean) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(clean);
        options.setConnectionTimeout(10);
        options.setKeepAliveInterval(30);
        options.setSocketFactory(Sockets.only(wire));
        if (settings.username() != null) {
            options.setUserName(settings.username());
        }
        if (settings.password() != null) {
            options.setPassword(settings.password().toCharArray());
        }
        return options;
    }

    /** Holding outbox. */
    private void sendWaiting() {
        while (via != null && inFlight.size() < MAX_IN_FLIGHT && !waiting.isEmpty()) {
            Outgoing next = waiting.remove();
            int id = freeId();
            inFlight.put(id, next);
            if (!via.wire.publish(next.topic, next.payload, id, next.retained)) {
                via = null; // the thread that reads will notice, and it is sent again
            }
        }
    }

    /** Holding outbox. */
    private int freeId() {
        do {
            lastId = lastId == LAST_ID ? FIRST_ID : lastId + 1;
        } while (inFlight.containsKey(lastId));
        return lastId;
    }

    /** Forgets a connection, keeps what it had not delivered, and tries again. */
    private void lost(Link which, String why) {
        if (link != which || closed) {
            return;
        }
        link = null;
        connected = false;
        LOG.warn("lost {} as {}: {}", settings.serverUri(), settings.clientId(), why);
        synchronized (outbox) {
            via = null;
            sentAgain += inFlight.size();
            Deque<Outgoing> again = new ArrayDeque<>(inFlight.values());
            inFlight.clear();
            while (!again.isEmpty()) {
                waiting.addFirst(again.removeLast());
            }
        }
        which.end();
        // A broker that ends every connection soon, say because of what we publish, is not hammered.
        if (System.nanoTime() - connectedSince >= TimeUnit.MILLISECONDS.toNanos(STABLE_MS)) {
            backoff = 0;
        }
        connectLater();
    }

    /** What is asked of the broker, to be answered once. */
    private interface Request {
        IMqttToken send(IMqttActionListener answer) throws MqttException;
    }

    /** One connection: a Paho client for all but publications, which its wire takes and hands over here. */
    private final class Link implements MqttCallback, PacketInput.Receiver {
        private final Wire wire = new Wire("mqtt-" + settings.clientId() + "-send", tls, this);
        private final Pings pings = new Pings();
        private final MqttAsyncClient client;
        private final CompletableFuture<Void> broken = new CompletableFuture<>(); // fails when the connection does
        private final int attempt = ++attempts;
        private volatile boolean ended;
        private volatile boolean handling; // a handler is at work
        private volatile long handledAt = System.nanoTime(); // when one last was
        private volatile @Nullable Consumer<Answer> asking; // null while nothing is asked
        private volatile int answersInQuiet; // since the last message
        private volatile boolean sessionPresent = true;

        Link() throws MqttException {
            // Paho need not know of TLS, which the wire does.
            String address = settings.serverUri().replaceFirst("^ssl:", "tcp:");
            client = new MqttAsyncClient(address, settings.clientId(), new MemoryPersistence(), pings);
            client.setCallback(this);
        }

        void connect(boolean clean) throws MqttException {
            try {
                sessionPresent = await(answerMs, answer -> client.connect(options(wire, clean), null, answer))
                        .getSessionPresent();
            } catch (MqttException e) {
                if (e.getCause() instanceof ConnectException) {
                    attempts--; // the broker knows nothing of it
                }
                throw e;
            }
        }

        void subscribe() throws MqttException {
            for (Subscription subscription : subscriptions) {
                if (subscription.wanted) {
                    IMqttToken token = await(
                            answerMs, answer -> client.subscribe(subscription.filter, AT_LEAST_ONCE, null, answer));
                    if (token.getGrantedQos()[0] != AT_LEAST_ONCE) {
                        throw new MqttException(MqttException.REASON_CODE_SUBSCRIBE_FAILED);
                    }
                }
            }
            for (Subscription subscription : subscriptions) { // only now, so that no message falls between
                if (!subscription.wanted) {
                    await(answerMs, answer -> client.unsubscribe(subscription.filter, null, answer));
                }
            }
        }

        /** A broker answers in the order of what it gets, so anything that it answers will do. */
        void roundTrip() throws MqttException {
            await(ROUND_TRIP_MS, answer -> client.unsubscribe(NEVER_SUBSCRIBED, null, answer));
        }

        void ask(Consumer<Answer> handler) {
            if (asking == null && answersInQuiet < ANSWERS_IN_QUIET) {
                asking = handler;
                boolean unused = wire.unsubscribe(NEVER_SUBSCRIBED.getBytes(StandardCharsets.UTF_8), QUESTION_ID);
            }
        }

        /**
         * Waits for the broker's answer, no longer than the connection stands: a token that is asked for just while the
         * connection breaks is never completed by Paho. The answer comes behind publications that the broker sent before:
         * while these are handled, however slowly, nobody has waited yet.
         */
        private IMqttToken await(long ms, Request request) throws MqttException {
            CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
            IMqttToken token = request.send(new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken done) {
                    answer.complete(done);
                }

                @Override
                public void onFailure(IMqttToken failed, Throwable why) {
                    answer.completeExceptionally(why);
                }
            });
            long since = System.nanoTime();
            while (true) {
                try {
                    CompletableFuture.anyOf(answer, broken).get(ms / LOOKS, TimeUnit.MILLISECONDS);
                    return token;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof MqttException known ? known : new MqttException(e.getCause());
                } catch (TimeoutException e) {
                    long now = System.nanoTime();
                    since = handling && !ended ? now : Math.max(since, handledAt);
                    if (now - since >= TimeUnit.MILLISECONDS.toNanos(ms)) {
                        throw new MqttException(MqttException.REASON_CODE_CLIENT_TIMEOUT, e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new MqttException(e);
                }
            }
        }

        /** Disconnects once the broker has read all acknowledgements, else it would send those messages again. */
        void endInOrder() {
            ended = true;
            try {
                if (client.isConnected()) {
                    roundTrip();
                }
            } catch (MqttException e) {
                LOG.debug("{} did not hear from the broker before it left", settings.clientId(), e);
            }
            end();
        }

        /** Disconnects. No handler is at work when it returns, and none is called for this connection later. */
        void end() {
            ended = true;
            try {
                if (client.isConnected()) {
                    client.disconnect(2_000).waitForCompletion(3_000);
                } else {
                    client.disconnectForcibly(0, 500, false);
                }
            } catch (MqttException e) {
                LOG.debug("{} was already disconnected", settings.clientId(), e);
            }
            try {
                client.close(true);
            } catch (MqttException e) {
                LOG.debug("{} was already closed", settings.clientId(), e);
            }
            delivering.lock(); // waits for the handler
            delivering.unlock();
        }

        @Override
        public void publication(String topic, byte[] payload, int packetId, boolean retained, boolean duplicate) {
            pings.heard();
            answersInQuiet = 0;
            // When the connection is gone the broker sends it again, and stores take it twice unharmed.
            Runnable acknowledge = packetId == 0 ? () -> {} : () -> wire.acknowledge(packetId);
            Delivery delivery =
                    new Delivery(topic, payload, retained, duplicate, number, attempt, packetId, acknowledge);
            delivering.lock();
            handling = true;
            try {
                if (!ended) {
                    deliver(delivery);
                }
            } finally {
                handledAt = System.nanoTime();
                handling = false;
                delivering.unlock();
            }
        }

        @Override
        public void acknowledged(int packetId) {
            pings.heard();
            Outgoing outgoing;
            synchronized (outbox) {
                if (via != this) {
                    return; // from a connection that was given up: it is being sent again
                }
                outgoing = inFlight.remove(packetId);
                sendWaiting();
            }
            if (outgoing != null) {
                outgoing.done.complete(null);
            }
        }

        @Override
        public boolean unsubscribed(int packetId) {
            Consumer<Answer> handler = asking;
            if (packetId != QUESTION_ID || handler == null) {
                return false;
            }
            pings.heard();
            answersInQuiet++;
            if (!ended) {
                handler.accept(new Answer(number, attempt, sessionPresent, () -> asking = null));
            }
            return true;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            // Only QoS 2 comes this way, which a broker may not use for a subscription with QoS 1.
            LOG.warn("{} got a message with QoS {} on {}", settings.clientId(), message.getQos(), topic);
        }

        @Override
        public void ended(IOException why) {
            // Paho looks every 100 ms whether its thread that reads has begun, and would for ever when that ended
            // before.
            // Once Paho writes it has looked.
            wire.awaitFirstPacket(PAHO_BEGINS_WITHIN_MS);
            broken.completeExceptionally(why);
        }

        @Override
        public void connectionLost(Throwable cause) {
            submit(() -> lost(this, String.valueOf(cause)));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Paho publishes nothing.
        }
    }

    private void deliver(Delivery delivery) {
        for (Subscription subscription : subscriptions) {
            if (Topic.matches(subscription.topics, delivery.topic())) { // Paho's own leaves out empty levels
                try {
                    subscription.handler.accept(delivery);
                } catch (RuntimeException e) { // Paho would drop the connection
                    LOG.error("{} cannot handle a message on {}", settings.clientId(), delivery.topic(), e);
                }
                return;
            }
        }
        LOG.warn("{} got a message on {}, which it never asked for", settings.clientId(), delivery.topic());
        delivery.acknowledge().run();
    }

    /** Paho's pings, which are not to take a broker for dead whose publications its wire kept from Paho. */
    private static final class Pings implements MqttPingSender {
        private final TimerPingSender timer = new TimerPingSender();
        private @Nullable ClientComms client; // null before Paho has begun

        void heard() {
            if (client != null) {
                client.getClientState().notifyReceivedBytes(1);
            }
        }

        @Override
        public void init(ClientComms comms) {
            client = comms;
            timer.init(comms);
        }

        @Override
        public void start() {
            timer.start();
        }

        @Override
        public void stop() {
            timer.stop();
        }

        @Override
        public void schedule(long delayInMilliseconds) {
            timer.schedule(delayInMilliseconds);
        }
    }
}
