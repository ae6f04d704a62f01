package vn.nuong.ingest.pipeline;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.telemetry.payload.Refusal;

/**
 * The figures of each stage: what comes, what waits and for how long, how large batches are, how long the store takes, and what
 * became of every reading. Readings are counted from when the records were made, so that they add up across restarts.
 */
public final class IngestMetrics {

    private final MeterRegistry registry;
    private final Timer settle;
    private final DistributionSummary batch;
    private volatile Accounting accounting;

    /** @param before what the records hold */
    public IngestMetrics(MeterRegistry registry, Accounting before) {
        this.registry = registry;
        this.accounting = before;
        this.settle = Timer.builder("nuong.ingest.settle")
                .description("Time to decide about, judge and store a batch, waits for the store included")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.batch = DistributionSummary.builder("nuong.ingest.batch")
                .description("Messages settled together")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        counter("received", "Readings received and dealt with", Accounting::received);
        counter("stored", "Readings stored", Accounting::stored);
        counter("duplicate", "Readings that were there already", Accounting::duplicate);
        counter("conflicting", "Readings that were there already with another value", Accounting::conflicting);
        Arrays.stream(Refusal.Reason.values())
                .forEach(reason -> Gauge.builder(
                                "nuong.ingest.readings.dead.lettered",
                                this,
                                m -> m.accounting.deadLettered().getOrDefault(reason.code(), 0L))
                        .description("Readings refused and not put in since")
                        .tag("reason", reason.code())
                        .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<Accounting> count) {
        FunctionCounter.builder("nuong.ingest.readings." + name, this, m -> count.applyAsDouble(m.accounting))
                .description(description)
                .register(registry);
    }

    /** Shows what a pipeline does. */
    void watch(IngestPipeline pipeline) {
        FunctionCounter.builder("nuong.ingest.messages.acknowledged", pipeline, IngestPipeline::acknowledged)
                .description("Messages acknowledged to the broker since the start")
                .register(registry);
        Gauge.builder("nuong.ingest.journal.waiting.bytes", pipeline, IngestPipeline::waitingBytes)
                .description("Bytes of acknowledged messages that are not in the store yet")
                .register(registry);
        Gauge.builder("nuong.ingest.lag.seconds", pipeline, p -> p.lagMs() / 1000.0)
                .description("Age of the message that is being stored")
                .register(registry);
        Gauge.builder("nuong.ingest.clock.ahead.seconds", pipeline, IngestPipeline::clockAheadSeconds)
                .description("How far received times are ahead of this machine's clock, since that was set back")
                .register(registry);
        FunctionCounter.builder("nuong.ingest.store.retries", pipeline, IngestPipeline::storeRetries)
                .description("Attempts of the store that failed and were made again")
                .register(registry);
    }

    void settled(Batch settled, long nanos) {
        settle.record(nanos, TimeUnit.NANOSECONDS);
        batch.record(settled.messages().size());
    }

    /** Counts what a checkpoint brought. */
    void accounted(Accounting added) {
        accounting = accounting.plus(added);
    }
}
