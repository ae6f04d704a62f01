package vn.nuong.standalone.ingest;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.DataLock;
import vn.nuong.ingest.IngestService;
import vn.nuong.ingest.IngestSettings;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.standalone.cli.Ports;
import vn.nuong.standalone.cli.Running;
import vn.nuong.telemetry.http.HttpService.Address;
import vn.nuong.telemetry.site.SiteConfig;

/** One run of ingest, from standing by to its end by Ctrl-C or SIGTERM. */
final class IngestRun {

    private static final Logger LOG = LoggerFactory.getLogger(IngestRun.class);
    private static final long STAND_BY_MS = 500;

    /** How long a port may take to become free when another ingest has ended. */
    private static final long PORT_WITHIN_MS = 10_000;

    /**
     * What the command line says.
     *
     * @param influx where readings are kept; null for the data folder
     * @param json whether the log is written as JSON
     */
    record Options(
            IngestSettings settings, @Nullable InfluxSettings influx, SiteConfig site, Address address, boolean json) {}

    private final Options options;
    private final PrintWriter err;
    private final Running running = new Running();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean stoodBy;

    IngestRun(Options options, PrintWriter err) {
        this.options = options;
        this.err = err;
    }

    /**
     * Runs until a signal ends it, which sets the exit code.
     *
     * @throws Exception saying in its message why it cannot run
     */
    int run() throws Exception {
        Thread onSignal = new Thread(this::end, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            start();
            ended.await();
            return 0;
        } catch (Exception e) {
            if (ended.getCount() == 0) {
                new CountDownLatch(1)
                        .await(); // the signal ends the process; what broke while it closes things is no news
            }
            throw e;
        } finally {
            running.close();
        }
    }

    private void end() {
        ended.countDown();
        running.close();
    }

    private void start() throws Exception {
        Path data = options.settings().data();
        Vertx vertx = Vertx.vertx();
        running.start(() -> () -> vertx.close().await());
        running.start(() -> lock(vertx, data));
        DataFolder folder = DataFolder.open(data);
        Address asked = options.address();
        Address address = new Address(asked.host(), freePort(asked));
        InfluxSettings influx = options.influx();
        ReadingStore store = running.start(
                () -> influx == null ? SqliteReadingStore.open(folder.readings()) : new InfluxReadingStore(influx));
        IngestService service = running.start(() ->
                IngestService.start(vertx, options.settings(), store, options.site(), Clock.systemUTC(), address));
        say("ready: http://" + address.host() + ":" + service.port() + " answers, readings come from "
                + options.settings().mqtt().serverUri() + " and "
                + where(influx == null ? folder.readings() : influx.url() + ", bucket " + influx.bucket(), service));
    }

    /** Waits a little for the port: whoever had the folder, or this process's own answers while standing by, may just be leaving it. */
    private int freePort(Address asked) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stoodBy ? PORT_WITHIN_MS : 0);
        while (true) {
            try {
                return Ports.free("--http", asked.host(), asked.port());
            } catch (IOException e) {
                if (System.nanoTime() - until >= 0 || ended.await(STAND_BY_MS, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    private static String where(Object store, IngestService service) {
        return service.storeTrouble()
                .map(trouble -> "wait in the journal, since " + store + " takes none yet: " + trouble)
                .orElse("go to " + store);
    }

    /** Stands by until the folder is free: the process that has it may end at any time, and this one goes on in its place. */
    private DataLock lock(Vertx vertx, Path data) throws IOException, InterruptedException {
        Optional<DataLock> lock = DataLock.tryLock(data);
        if (lock.isPresent()) {
            return lock.get();
        }
        stoodBy = true;
        say("another ingest works in " + data + "; standing by until it ends");
        try (Standby standby = new Standby(vertx, options.address())) {
            while (lock.isEmpty()) {
                standby.listenIfFree();
                if (ended.await(STAND_BY_MS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("stopped while standing by");
                }
                lock = DataLock.tryLock(data);
            }
        }
        say("the other ingest has ended; taking over " + data);
        return lock.get();
    }

    private void say(String line) {
        if (options.json()) {
            LOG.info("{}", line);
        } else {
            err.println("nuong ingest: " + line);
        }
    }
}
