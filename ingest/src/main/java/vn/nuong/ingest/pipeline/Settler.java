package vn.nuong.ingest.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.Checkpoint;
import vn.nuong.ingest.records.Conflict;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.Digest;
import vn.nuong.ingest.records.LedgerDay;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.register.Candidate;
import vn.nuong.ingest.register.Decider;
import vn.nuong.ingest.register.Decision;
import vn.nuong.ingest.register.DeviceRegister;
import vn.nuong.ingest.register.DeviceState;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/**
 * Settles batches of messages: decides which of their readings are new, judges these, stores them, and notes everything for the
 * next checkpoint. A store that is away is tried again until it is back. For one thread.
 *
 * <p>It may be ended at any moment. Whatever was done since the last checkpoint is done again from the journal, with the same
 * result ({@link Decider}).
 */
final class Settler {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private static final long DAY_NS = 86_400_000_000_000L;

    private final ReadingStore store;
    private final RecordStore records;
    private final DeviceRegister register;
    private final Decider decider;
    private final Judge judge;
    private final Devices devices;
    private final AboutReader abouts;
    private final BooleanSupplier stopping;
    private final long keepNs; // how old a reading may be when it comes
    private final Set<Digest> newDigests = new HashSet<>();
    private final Set<Long> retried = new HashSet<>();
    private Checkpoint checkpoint = new Checkpoint();
    private boolean knowsStore;
    private boolean overtaken;
    private final AtomicLong retries = new AtomicLong();
    private volatile @Nullable String trouble;

    Settler(
            ReadingStore store,
            RecordStore records,
            DeviceRegister register,
            Judge judge,
            Devices devices,
            long keepNs,
            BooleanSupplier stopping) {
        this.store = store;
        this.keepNs = keepNs;
        this.records = records;
        this.register = register;
        this.decider = new Decider(store);
        this.judge = judge;
        this.devices = devices;
        this.abouts = new AboutReader(records.lastAbouts());
        this.stopping = stopping;
        this.overtaken = !records.lanes().map(l -> l.waiting().isEmpty()).orElse(true);
    }

    /** What is settled and not yet in a checkpoint. */
    Checkpoint pending() {
        return checkpoint;
    }

    /** The checkpoint was written: a new one begins. */
    void written() {
        checkpoint = new Checkpoint();
        newDigests.clear();
        retried.clear();
    }

    /** Why the store takes nothing just now; null while it does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** How often the store was tried again since the start. */
    long retries() {
        return retries.get();
    }

    /**
     * What became of a batch.
     *
     * @param stored readings in the store because of it
     * @param wasAway whether the store had to be waited for
     */
    record Settled(int stored, boolean wasAway) {}

    /** One message on its way: what of it was refused. */
    private static final class Work {
        final Entry entry;
        final @Nullable DeadLetter retryOf;
        final List<DeadLetter.Item> refused = new ArrayList<>(0);

        @Nullable
        Instant refusedTime;

        @Nullable
        DeviceId device;

        /** Of a message that is tried again: how many more of its readings were not counted when it first came. */
        int uncounted;

        Work(Entry entry, @Nullable DeadLetter retryOf) {
            this.entry = entry;
            this.retryOf = retryOf;
        }

        /** What of a message was refused is all that is settled now: the rest was counted before, whatever became of it. */
        void expectRetried() {
            boolean whole = retryOf == null || retryOf.items().stream().anyMatch(item -> item.name() == null);
            uncounted = whole || retryOf == null
                    ? Integer.MAX_VALUE
                    : retryOf.items().size() - refused.size();
        }

        int count(int readings) {
            int counted = Math.max(0, Math.min(readings, uncounted));
            uncounted -= counted;
            return counted;
        }
    }

    /** @return empty when it is stopping before the batch is stored */
    Optional<Settled> settle(Batch batch) {
        List<Candidate> candidates = new ArrayList<>(batch.messages().size());
        List<Work> works = new ArrayList<>(batch.messages().size());
        List<Work> workOf = new ArrayList<>(batch.messages().size()); // of each candidate
        List<AboutMessage> aboutMessages = new ArrayList<>(0);
        for (ParsedMessage message : batch.messages()) {
            read(message, candidates, works, workOf, aboutMessages);
        }
        Backoff backoff = new Backoff();
        if (!knowsStore && untilStored(this::learnStore, backoff).isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Decision>> decisions = untilStored(() -> decider.decide(candidates, batch.overtaking()), backoff);
        if (decisions.isEmpty()) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>(candidates.size());
        List<Flagged> flags = new ArrayList<>(0);
        for (Decision decision : decisions.get()) {
            Point point = decision.toStore();
            if (point != null) {
                points.add(point);
                flags.addAll(judge.judge(point));
            }
        }
        Optional<List<RefusedReading>> refused = points.isEmpty() && flags.isEmpty()
                ? Optional.of(List.of())
                : untilStored(() -> store.write(points, flags), backoff);
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        int stored = note(batch, decisions.get(), workOf, refused.get());
        works.forEach(this::keepRefused);
        for (AboutMessage about : aboutMessages) {
            checkpoint.about(about);
            devices.described(about);
        }
        if (!batch.after().waiting().isEmpty()) {
            overtaken = true;
        } else if (overtaken) {
            overtaken = false;
            register.closeGaps();
        }
        checkpoint.reached(batch.after(), batch.lastReceivedNs());
        return Optional.of(new Settled(stored, backoff.failures() > 0));
    }

    /** Before the first batch. Records that are new, or of an earlier version, know nothing of what the store holds already. */
    private boolean learnStore() {
        store.bringUpToDate();
        if (records.lanes().isEmpty()) {
            learnNewestTimes();
        }
        if (records.lacksStoredCount()) {
            records.countStored(store.count());
        }
        knowsStore = true;
        return true;
    }

    private void learnNewestTimes() {
        store.newestTimes().forEach((id, newestNs) -> {
            String[] parts = id.split("/", 2);
            DeviceState state = register.device(parts[0], parts[1], 0);
            state.isStoredTo(newestNs);
            register.touch(state);
        });
    }

    /** Everything that is to be kept of the devices goes into the checkpoint. */
    void noteDevices() {
        register.changed().forEach(checkpoint::device);
    }

    private void read(
            ParsedMessage message,
            List<Candidate> candidates,
            List<Work> works,
            List<Work> workOf,
            List<AboutMessage> aboutMessages) {
        Entry entry = message.entry();
        DeadLetter retryOf = null;
        if (entry.retryOf() != 0) {
            retryOf = retried.add(entry.retryOf())
                    ? records.findDeadLetter(entry.retryOf()).orElse(null)
                    : null;
            if (retryOf == null) {
                return; // tried again twice: the first time dealt with it
            }
        }
        if (message.readings() == null) {
            readAbout(entry, retryOf, works, aboutMessages);
            return;
        }
        Work work = new Work(entry, retryOf);
        works.add(work);
        for (Refusal refusal : message.readings().refusals()) {
            work.refused.add(new DeadLetter.Item(refusal.item(), refusal.reason(), refusal.detail()));
            if (refusal.measured() != null) {
                work.refusedTime = refusal.measured();
            }
        }
        for (Point point : points(message.readings().readings(), entry, retryOf)) {
            if (point.measuredNs() < entry.receivedNs() - keepNs) {
                refuseOld(point, work);
                continue;
            }
            if (entry.retained() && retryOf == null && point.timeSource() == TimeSource.INGEST) {
                refuseAgeless(point, work);
                continue;
            }
            work.device = new DeviceId(point.site(), point.device());
            DeviceState state = heard(work.device, entry);
            candidates.add(new Candidate(
                    point,
                    state,
                    entry.duplicate() || entry.retained(),
                    entry.again(),
                    retryOf == null ? 0 : Times.toEpochNanos(retryOf.received())));
            workOf.add(work);
        }
        work.expectRetried();
        if (work.device == null) {
            work.device = Topic.find(entry.topic())
                    .filter(Topic.Readings.class::isInstance)
                    .map(t -> new DeviceId(t.site(), ((Topic.Readings) t).device()))
                    .orElse(null);
        }
    }

    /** A reading older than they are kept would be removed again, and spoil aggregates whose other readings are gone. */
    private void refuseOld(Point point, Work work) {
        for (Point.Value value : point.values()) {
            work.refused.add(new DeadLetter.Item(
                    value.key().code(),
                    Refusal.Reason.NOT_STORABLE,
                    value.key() + " was measured at " + Times.ofEpochNanos(point.measuredNs())
                            + ", longer ago than raw readings are kept here (" + keepNs / DAY_NS
                            + " days); raise --keep-raw to take it"));
        }
    }

    /** What a broker kept may be of any age, and would be another reading at every subscription. */
    private static void refuseAgeless(Point point, Work work) {
        for (Point.Value value : point.values()) {
            work.refused.add(new DeadLetter.Item(
                    value.key().code(),
                    Refusal.Reason.BAD_TIME,
                    "the message is retained and has no time, so nobody knows when " + value.key()
                            + " was measured; send the time with it, or do not retain it"));
        }
    }

    private void readAbout(
            Entry entry, @Nullable DeadLetter retryOf, List<Work> works, List<AboutMessage> aboutMessages) {
        Work work = new Work(entry, retryOf);
        works.add(work); // one tried again leaves the dead letters, also when the device has described itself otherwise
        // since
        Optional<Topic.About> topic = AboutReader.topic(entry);
        if (topic.isEmpty()) {
            work.refused.add(AboutReader.BAD_TOPIC);
            return;
        }
        work.device = new DeviceId(topic.get().site(), topic.get().device());
        Optional<AboutMessage> read =
                retryOf == null ? abouts.read(topic.get(), entry) : abouts.readAgain(topic.get(), entry);
        read.ifPresent(about -> {
            aboutMessages.add(about);
            if (about.refused() != null) {
                work.refused.add(about.refused());
            }
        });
    }

    /** The readings of a message by measured time: nearly always all of the same one. */
    private static List<Point> points(List<Reading> readings, Entry entry, @Nullable DeadLetter retryOf) {
        if (readings.isEmpty()) {
            return List.of();
        }
        long firstNs = measuredNs(readings.get(0), retryOf);
        List<Point.Value> first = new ArrayList<>(readings.size());
        Map<Long, List<Point.Value>> others = Map.of();
        for (Reading reading : readings) {
            long timeNs = measuredNs(reading, retryOf);
            List<Point.Value> values = first;
            if (timeNs != firstNs) {
                others = others.isEmpty() ? new LinkedHashMap<>() : others;
                values = others.computeIfAbsent(timeNs, t -> new ArrayList<>(4));
            }
            values.add(new Point.Value(reading.key(), reading.value()));
        }
        Reading any = readings.get(0);
        Point point = point(any, firstNs, entry, first);
        if (others.isEmpty()) {
            return List.of(point);
        }
        List<Point> points = new ArrayList<>(1 + others.size());
        points.add(point);
        others.forEach((timeNs, values) -> points.add(point(any, timeNs, entry, values)));
        return points;
    }

    private static long measuredNs(Reading reading, @Nullable DeadLetter retryOf) {
        return Times.toEpochNanos(
                retryOf != null && reading.timeSource() == TimeSource.INGEST ? retryOf.received() : reading.measured());
    }

    private static Point point(Reading any, long timeNs, Entry entry, List<Point.Value> values) {
        return new Point(any.site(), any.device(), timeNs, entry.receivedNs(), any.timeSource(), false, values);
    }

    /** Counts what was decided; returns how many readings are stored. */
    private int note(Batch batch, List<Decision> decisions, List<Work> workOf, List<RefusedReading> refusedReadings) {
        int storedInAll = 0;
        for (int i = 0; i < decisions.size(); i++) { // first what is new of a message, since that was never counted
            if (workOf.get(i).retryOf != null) {
                Point toStore = decisions.get(i).toStore();
                int fresh = toStore == null ? 0 : toStore.values().size();
                workOf.get(i).count(fresh + decisions.get(i).storedBefore());
            }
        }
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            Point point = decision.candidate().point();
            DeviceState state = decision.candidate().state();
            Work work = workOf.get(i);
            int refused = 0;
            Point toStore = decision.toStore();
            if (!refusedReadings.isEmpty() && toStore != null) {
                refused = refuse(toStore, state, work, refusedReadings);
            }
            int fresh = toStore == null ? 0 : toStore.values().size() - refused;
            int stored = fresh + decision.storedBefore();
            int duplicates = work.count(decision.duplicates());
            List<Decision.Clash> conflicts = decision.conflicts()
                    .subList(0, work.count(decision.conflicts().size()));
            storedInAll += stored;
            checkpoint.received(stored + duplicates + conflicts.size());
            checkpoint.stored(stored);
            checkpoint.duplicate(duplicates);
            LedgerDay day = ledger(state, point.measuredNs());
            day.stored += stored;
            day.duplicate += duplicates;
            day.conflicting += conflicts.size();
            if (decision.newTime() && stored > 0) {
                long came = work.retryOf == null ? point.receivedNs() : Times.toEpochNanos(work.retryOf.received());
                if (devices.isLate(state, point.measuredNs(), came)) {
                    day.late++;
                } else {
                    day.onTime++;
                }
            }
            for (Decision.Clash clash : conflicts) {
                checkpoint.conflict(conflict(point, clash));
            }
            if (stored > 0) {
                state.log().changed(point.measuredNs(), point.receivedNs());
            }
            devices.heard(state, point, batch.live() && !decision.candidate().redelivered());
        }
        return storedInAll;
    }

    private static int refuse(Point point, DeviceState state, Work work, List<RefusedReading> refusedReadings) {
        int refused = 0;
        for (RefusedReading r : refusedReadings) {
            if (r.point() == point) {
                refused++;
                work.refused.add(new DeadLetter.Item(
                        r.value().key().code(),
                        Refusal.Reason.NOT_STORABLE,
                        r.value().key() + " = " + r.value().value() + " at " + Times.ofEpochNanos(point.measuredNs())
                                + ": the store says " + r.why()));
            }
        }
        if (refused > 0) {
            state.forget(point.measuredNs());
        }
        return refused;
    }

    private static Conflict conflict(Point point, Decision.Clash clash) {
        return new Conflict(
                point.site(),
                point.device(),
                clash.other().key(),
                Times.ofEpochNanos(point.measuredNs()),
                clash.kept(),
                Times.ofEpochNanos(clash.keptReceivedNs()),
                clash.other().value(),
                Times.ofEpochNanos(point.receivedNs()));
    }

    /** What of a message was refused becomes a dead letter, unless it is one already and the broker only sent it again. */
    private void keepRefused(Work work) {
        int refused = work.refused.size();
        if (work.refused.isEmpty() && work.retryOf == null) {
            return;
        }
        DeviceState state = work.device == null ? null : heard(work.device, work.entry);
        DeadLetter retryOf = work.retryOf;
        if (retryOf != null) {
            checkpoint.retry(retryOf);
            if (state != null) {
                ledger(state, Times.toEpochNanos(retryOf.received())).refused -=
                        retryOf.items().size();
            }
        }
        if (refused == 0) {
            return;
        }
        Entry entry = work.entry;
        if (work.refusedTime != null && state != null && retryOf == null && !entry.retained()) {
            devices.refusedTime(state, Times.toEpochNanosOrLimit(work.refusedTime), entry.receivedNs());
        }
        checkpoint.received(refused);
        Digest digest = Digest.of(entry.topic(), entry.payload());
        if ((entry.again() || entry.retained()) && (newDigests.contains(digest) || records.isDeadLetter(digest))) {
            checkpoint.duplicate(refused);
            if (state != null) {
                ledger(state, entry.receivedNs()).duplicate += refused;
            }
            return;
        }
        newDigests.add(digest);
        long receivedNs = retryOf == null ? entry.receivedNs() : Times.toEpochNanos(retryOf.received());
        if (state != null) {
            ledger(state, receivedNs).refused += refused;
        }
        checkpoint.deadLetter(new Checkpoint.NewDeadLetter(
                new DeadLetter(
                        0,
                        Times.ofEpochNanos(receivedNs),
                        entry.topic(),
                        entry.payload(),
                        entry.payload().length,
                        work.refused),
                digest,
                work.device));
    }

    private DeviceState heard(DeviceId device, Entry entry) {
        DeviceState state = register.device(device.site(), device.device(), entry.receivedNs());
        register.touch(state);
        state.log().heard(entry.receivedNs());
        return state;
    }

    private LedgerDay ledger(DeviceState state, long timeNs) {
        long day = state.log().epochDay(timeNs, devices.zone(state.site(), state.device()));
        return state.log().ledgerDay(checkpoint, state.site(), state.device(), day);
    }

    /** @return empty when it is stopping before the store answered */
    private <T> Optional<T> untilStored(Supplier<T> attempt, Backoff backoff) {
        while (true) {
            try {
                T result = attempt.get();
                if (trouble != null) {
                    LOG.info("the store takes readings again");
                    trouble = null;
                }
                return Optional.of(result);
            } catch (StoreException e) {
                if (trouble == null) {
                    LOG.warn("readings wait in the journal until the store takes them: {}", e.getMessage());
                }
                trouble = String.valueOf(e.getMessage());
                backoff.await(stopping, e.retryAfter());
                retries.incrementAndGet();
                if (stopping.getAsBoolean()) {
                    return Optional.empty();
                }
            }
        }
    }
}
