package vn.nuong.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.review.Reviewer;
import vn.nuong.ingest.store.ReadingStore;

/** The figures of what stands around the pipeline: broker, journal, store, review, and the process itself. */
final class ServiceMetrics implements AutoCloseable {

    private final MeterRegistry registry;
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    /** Those of the process, and of a store that keeps figures of its own. */
    ServiceMetrics(MeterRegistry registry, ReadingStore store) {
        this.registry = registry;
        garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        if (store instanceof MeterBinder figures) {
            figures.bindTo(registry);
        }
        gauge("nuong.ingest.standby", "1 while another ingest works in the data folder", this, m -> 0);
    }

    void watch(Journal journal) {
        gauge("nuong.ingest.journal.bytes", "Bytes that the journal takes on disk", journal, Journal::bytes);
        Timer fsync = Timer.builder("nuong.ingest.journal.fsync")
                .description("Time the disk takes to make appended messages durable")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        journal.whenForced(nanos -> fsync.record(nanos, TimeUnit.NANOSECONDS));
    }

    void watch(Inbox inbox) {
        gauge(
                "nuong.ingest.broker.connected",
                "1 while every connection to the broker stands",
                inbox,
                in -> in.isConnected() ? 1 : 0);
    }

    void watch(Reviewer reviewer) {
        gauge(
                "nuong.ingest.review.waiting",
                "Devices whose changed readings wait to be judged again and summed up",
                reviewer,
                Reviewer::waiting);
    }

    /** @param healthy whether messages are received, acknowledged and stored */
    void watchHealth(BooleanSupplier healthy) {
        gauge(
                "nuong.ingest.healthy",
                "1 while messages are received, acknowledged and stored",
                healthy,
                h -> h.getAsBoolean() ? 1 : 0);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void close() {
        garbage.close();
    }
}
