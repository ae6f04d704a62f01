package vn.nuong.standalone.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import vn.nuong.analytics.AnalyticsService;
import vn.nuong.analytics.retrain.Cadence;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.DataLock;
import vn.nuong.ingest.IngestService;
import vn.nuong.ingest.IngestSettings;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.portal.PortalService;
import vn.nuong.sim.ReplayCalendar;
import vn.nuong.sim.SimService;
import vn.nuong.standalone.cli.Ports;
import vn.nuong.standalone.cli.Running;
import vn.nuong.standalone.demo.Summary.Snapshot;
import vn.nuong.standalone.files.Secrets;
import vn.nuong.telemetry.http.HttpService.Address;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.ReplayClock;

/** The whole product in this process: the same services as in the containers, on an embedded broker and store. */
final class Demo {

    /** How often advice may be made anew at most, by the wall clock: at the usual speed every three replayed hours. */
    private static final Duration BETWEEN_EVALUATIONS = Duration.ofSeconds(3);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT_FOR_HISTORY = Duration.ofSeconds(60);
    private static final Address ANY_PORT = new Address(Ports.HOST, 0);
    private static final String INGEST = "nuong-ingest";

    private final Tally tally;
    private final LocalBroker broker;
    private final IngestService ingest;
    private final SimService sim;
    private final AnalyticsService analytics;
    private final ReplayClock clock;
    private final Instant started;
    private final Snapshot before;

    private Demo(
            Tally tally,
            LocalBroker broker,
            IngestService ingest,
            SimService sim,
            AnalyticsService analytics,
            ReplayClock clock,
            Instant started,
            Snapshot before) {
        this.tally = tally;
        this.broker = broker;
        this.ingest = ingest;
        this.sim = sim;
        this.analytics = analytics;
        this.clock = clock;
        this.started = started;
        this.before = before;
    }

    /**
     * Starts everything, in the order in which a reading passes.
     *
     * @param running gets every part, to be closed in reverse order
     * @throws Exception saying in its message what is in the way
     */
    static Demo start(DemoRun.Options options, Running running, Narrator narrator) throws Exception {
        Instant started = Instant.now();
        DemoFolder data = running.start(() -> DemoFolder.open(options.data()));
        int httpPort = Ports.free("--http", options.httpPort());
        int mqttPort = Ports.free("--mqtt", options.mqttPort());
        TemporaryFiles.keepIn(data.folderFor("tmp"));
        SiteConfig site = SiteConfig.sampleSite();
        Accounts accounts = Accounts.make(site.site(), VisitorCredentials.findOrMake(data, new Secrets()));
        ReplayClock clock = new ReplayClock(
                Clock.systemUTC(), ReplayCalendar.resume(data.folderFor("device-sim"), Instant.now(), options.speed()));
        Vertx vertx = vertx(data.folderFor("tmp"));
        running.start(() -> () -> vertx.close().await());

        narrator.step("Mở máy chủ MQTT, cổng " + mqttPort, "starting the MQTT broker on port " + mqttPort);
        Tally tally = new Tally();
        LocalBroker broker = running.start(() -> LocalBroker.start(
                new LocalBroker.Settings(Ports.HOST, mqttPort, data.folderFor("broker"), accounts.all()), tally));

        narrator.step("Mở kho số đo và bộ nhận số đo", "opening the store and starting ingest");
        Path ingestFolder = data.folderFor("ingest");
        running.start(() -> DataLock.tryLock(ingestFolder)
                .orElseThrow(() -> new IOException("another ingest works in " + ingestFolder + "; stop it")));
        ReadingStore store = running.start(
                () -> SqliteReadingStore.open(DataFolder.open(ingestFolder).readings()));
        IngestService ingest = running.start(() -> IngestService.start(
                vertx,
                IngestSettings.of(accounts.settings(broker.port(), Accounts.INGEST), ingestFolder),
                store,
                site,
                Clock.systemUTC(),
                ANY_PORT));
        accounts.visitor().write(data, site.site(), broker.port());

        // The page asks analytics, and analytics asks the page for the diary: one of the two addresses must be known
        // first.
        int analyticsPort = Ports.free("--http", 0);
        URI page = local(httpPort);
        narrator.step("Mở trang " + page, "starting the page " + page);
        running.start(() -> PortalService.start(
                vertx,
                accounts.settings(broker.port(), Accounts.PORTAL),
                new PortalService.Sources(local(ingest.port()), local(analyticsPort), null),
                site,
                clock,
                data.folderFor("portal"),
                new Address(Ports.HOST, httpPort),
                Optional.empty()));

        Snapshot before = whenNothingWaits(broker, tally, ingest);
        narrator.step("Phát số đo mẫu của ba tuần trước", "publishing three weeks of sample readings as history");
        SimService sim = running.start(() -> SimService.start(
                vertx,
                accounts.settings(broker.port(), Accounts.SIM),
                clock,
                site,
                data.folderFor("device-sim"),
                ANY_PORT,
                ReplayCalendar.HISTORY));
        awaitHistory(sim, narrator);

        narrator.step("Tính lời khuyên cho từng nương", "starting analytics: advice for every plot");
        AnalyticsService analytics = running.start(() -> AnalyticsService.start(
                vertx,
                accounts.settings(broker.port(), Accounts.ANALYTICS),
                local(ingest.port()),
                page,
                site,
                clock,
                data.folderFor("analytics"),
                new Address(Ports.HOST, analyticsPort),
                options.outlook(),
                options.bulletins(),
                Cadence.OFF,
                BETWEEN_EVALUATIONS));

        narrator.ready(clock, broker.port(), data, page);
        return new Demo(tally, broker, ingest, sim, analytics, clock, started, before);
    }

    /**
     * Lets nothing more be published by the sample devices, waits until ingest is done with all that was, and counts.
     *
     * @throws IOException when it is not done in time
     */
    Summary finish() throws IOException {
        try {
            sim.stopPublishing().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the sample devices did not get rid of their readings: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the sample devices stopped", e);
        }
        Snapshot after = whenNothingWaits(broker, tally, ingest);
        return Summary.of(started, Instant.now(), clock.instant(), before, after, analytics.latest());
    }

    /** What is counted while nothing is on its way: neither at the broker nor in ingest, twice in a row. */
    private static Snapshot whenNothingWaits(LocalBroker broker, Tally tally, IngestService ingest) throws IOException {
        Snapshot[] last = {snapshot(tally, ingest)};
        boolean still = await(() -> {
            Snapshot now = snapshot(tally, ingest);
            boolean same =
                    now.equals(last[0]) && broker.waiting(INGEST, Topic.readingsFilter()) == 0 && ingest.isSettled();
            last[0] = now;
            return same;
        });
        if (!still) {
            throw new IOException("ingest is not done with "
                    + broker.waiting(INGEST, Topic.readingsFilter()) + " messages after " + LONGEST_WAIT.toSeconds()
                    + " s; is somebody publishing all the time?");
        }
        return last[0];
    }

    private static Snapshot snapshot(Tally tally, IngestService ingest) {
        return new Snapshot(tally.published(), ingest.accounting(), ingest.count());
    }

    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private static void awaitHistory(SimService sim, Narrator narrator) throws Exception {
        try {
            sim.historyPublished().get(LONGEST_WAIT_FOR_HISTORY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            narrator.step("Máy chậm: số đo cũ còn đang vào", "this machine is slow: history is still coming in");
        }
    }

    private static Vertx vertx(Path cache) {
        return Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setFileCacheDir(cache.resolve("vertx").toString())));
    }

    private static URI local(int port) {
        return URI.create("http://" + Ports.HOST + ":" + port);
    }
}
