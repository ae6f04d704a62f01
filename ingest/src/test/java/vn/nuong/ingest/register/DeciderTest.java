package vn.nuong.ingest.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.store.MemoryStore;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

class DeciderTest {

    private static final long T0 = Times.toEpochNanos(Instant.parse("2026-11-23T00:00:00Z"));
    private static final long SECOND = 1_000_000_000L;
    private static final PropertyKey RAIN = PropertyKey.parse("rain");
    private static final PropertyKey BATTERY = PropertyKey.parse("battery");

    private final MemoryStore store = new MemoryStore();
    private final Decider decider = new Decider(store);
    private DeviceRegister register = new DeviceRegister(List.of());
    private long received = T0 + 1_000_000 * SECOND;

    private Candidate candidate(long second, PropertyKey key, double value, TimeSource source, boolean again) {
        long at = received++;
        Point point = new Point(
                "pilot", "probe", T0 + second * SECOND, at, source, false, List.of(new Point.Value(key, value)));
        return new Candidate(point, register.device("pilot", "probe", at), again, again, 0);
    }

    private Candidate rain(long second, double value) {
        return candidate(second, RAIN, value, TimeSource.DEVICE, false);
    }

    private List<Decision> decide(int overtaking, Candidate... candidates) {
        List<Decision> decisions = decider.decide(List.of(candidates), overtaking);
        List<Point> points = new ArrayList<>();
        for (Decision decision : decisions) {
            register.touch(decision.candidate().state());
            if (decision.toStore() != null) {
                points.add(decision.toStore());
            }
        }
        store.write(points, List.of());
        return decisions;
    }

    private void restart() {
        List<DeviceRow> rows = register.changed();
        register = new DeviceRegister(rows);
    }

    @Test
    void asksTheStoreAboutNothingThatIsNewerThanItsDevicesNewest() {
        decide(0, rain(1, 1), rain(2, 1), rain(3, 1));

        assertThat(store.lookUps()).isZero();
        assertThat(store.count()).isEqualTo(3);
    }

    @Test
    void remembersTheNewestTimesSoThatOutOfOrderMessagesCostNoQuestion() {
        decide(0, rain(1, 1), rain(3, 1));
        List<Decision> again = decide(0, rain(3, 1), rain(1, 1));

        assertThat(again).allMatch(d -> d.toStore() == null && d.duplicates() == 1);
        assertThat(store.lookUps()).isZero();
    }

    @Test
    void looksUpWhatIsOlderAndNotRemembered() {
        decide(0, rain(1, 1), rain(3, 1));
        restart();
        List<Decision> late = decide(0, rain(2, 5), rain(3, 1), rain(1, 7));

        assertThat(late.get(0).toStore()).isNotNull();
        assertThat(late.get(1).duplicates()).isEqualTo(1);
        assertThat(late.get(2).conflicts())
                .singleElement()
                .returns(1.0, Decision.Clash::kept)
                .returns(7.0, c -> c.other().value());
        assertThat(store.lookUps()).isEqualTo(1);
    }

    @Test
    void takesAReadingFoundWithItsOwnReceivedTimeForItsOwn() {
        Candidate first = rain(1, 1);
        decide(0, first, rain(2, 1));
        restart();
        Decision redone = decider.decide(
                        List.of(new Candidate(first.point(), register.device("pilot", "probe", 0), false, false, 0)), 0)
                .get(0);

        assertThat(redone.storedBefore()).isEqualTo(1);
        assertThat(redone.duplicates()).isZero();
        assertThat(redone.newTime()).isTrue();
    }

    @Test
    void keepsWhatIsStoredOfATimeInMindWhenSomethingIsAddedToIt() {
        decide(0, rain(1, 1), rain(2, 1));
        restart();
        Decision added =
                decide(0, candidate(1, BATTERY, 3.6, TimeSource.DEVICE, false)).get(0);
        Decision conflict = decide(0, rain(1, 9)).get(0);

        assertThat(added.toStore()).returns(false, Point::first);
        assertThat(added.newTime()).isFalse();
        assertThat(conflict.conflicts()).hasSize(1);
        assertThat(store.overwritten()).isZero();
    }

    @Test
    void countsAKeyThatIsTwiceInOneMessageOnce() {
        long at = received++;
        Point point = new Point(
                "pilot",
                "probe",
                T0,
                at,
                TimeSource.DEVICE,
                false,
                List.of(new Point.Value(RAIN, 1), new Point.Value(RAIN, 1), new Point.Value(RAIN, 2)));
        Decision decision = decide(0, new Candidate(point, register.device("pilot", "probe", at), false, false, 0))
                .get(0);

        assertThat(decision.toStore().values()).hasSize(1);
        assertThat(decision.duplicates()).isEqualTo(1);
        assertThat(decision.conflicts()).hasSize(1);
    }

    @Test
    void asksNothingAboutWaitingMessagesThatLiveOnesHaveOvertaken() {
        decide(0, rain(1, 1));
        decide(1, rain(100, 1), rain(101, 1)); // live, while 2 to 99 wait
        List<Decision> waiting = decide(0, rain(2, 1), rain(3, 1), rain(99, 1));

        assertThat(waiting).allMatch(d -> d.toStore() != null);
        assertThat(store.lookUps()).isZero();
        assertThat(decide(0, rain(50, 1)).get(0).toStore()).isNotNull(); // out of order: asked, and new
        assertThat(store.lookUps()).isEqualTo(1);
        assertThat(decide(0, rain(101, 2)).get(0).conflicts()).hasSize(1);
        assertThat(store.overwritten()).isZero();
    }

    private Candidate rainOf(int device, long second, double value) {
        long at = received++;
        Point point = new Point(
                "pilot",
                "probe-" + device,
                T0 + second * SECOND,
                at,
                TimeSource.DEVICE,
                false,
                List.of(new Point.Value(RAIN, value)));
        return new Candidate(point, register.device("pilot", "probe-" + device, at), false, false, 0);
    }

    @Test
    void asksOnceForAllOfASiteWhenManyDevicesSendAgain() {
        Candidate[] first = new Candidate[40];
        Candidate[] again = new Candidate[40];
        for (int i = 0; i < first.length; i++) {
            first[i] = rainOf(i, 10, 1);
        }
        decide(0, first);
        restart();
        for (int i = 0; i < again.length; i++) {
            again[i] = rainOf(i, i % 2 == 0 ? 10 : 9, i % 4 == 0 ? 2 : 1);
        }
        List<Decision> decisions = decide(0, again);

        assertThat(store.lookUps()).isEqualTo(1);
        assertThat(decisions.stream().filter(d -> d.toStore() != null)).hasSize(20);
        assertThat(decisions.stream().mapToInt(Decision::duplicates).sum()).isEqualTo(10);
        assertThat(decisions.stream().mapToInt(d -> d.conflicts().size()).sum()).isEqualTo(10);
        assertThat(store.overwritten()).isZero();
    }

    @Test
    void takesAClocklessMessageForADuplicateOnlyWhenTheJournalHadIt() {
        decide(0, candidate(1, RAIN, 1, TimeSource.INGEST, false));
        Decision again =
                decide(0, candidate(2, RAIN, 1, TimeSource.INGEST, true)).get(0);
        Decision another =
                decide(0, candidate(3, RAIN, 1, TimeSource.INGEST, false)).get(0);

        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(another.toStore()).isNotNull();

        restart();
        Decision afterRestart =
                decide(0, candidate(4, RAIN, 1, TimeSource.INGEST, true)).get(0);
        assertThat(afterRestart.duplicates()).isEqualTo(1);
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    void decidesLikeAListWhateverTheOrderTheOvertakingAndTheRestarts() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            MemoryStore fresh = new MemoryStore();
            Decider of = new Decider(fresh);
            DeviceRegister known = new DeviceRegister(List.of());
            java.util.Map<Long, Double> model = new java.util.HashMap<>();
            for (int batch = 0; batch < 30; batch++) {
                List<Candidate> candidates = new ArrayList<>();
                int overtaking = random.nextInt(3);
                for (int i = 0; i < 1 + random.nextInt(6); i++) {
                    long second = random.nextInt(40) + (overtaking > 0 ? 40 : 0);
                    double value = random.nextInt(5) == 0 ? 2 : 1;
                    long at = received++;
                    Point point = new Point(
                            "pilot",
                            "probe",
                            T0 + second * SECOND,
                            at,
                            TimeSource.DEVICE,
                            false,
                            List.of(new Point.Value(RAIN, value)));
                    candidates.add(new Candidate(point, known.device("pilot", "probe", at), false, false, 0));
                }
                for (Decision decision : of.decide(candidates, overtaking)) {
                    Point point = decision.candidate().point();
                    double value = point.values().get(0).value();
                    Double there = model.putIfAbsent(point.measuredNs(), value);
                    assertThat(decision.toStore() != null).as("seed %d", seed).isEqualTo(there == null);
                    assertThat(decision.duplicates()).isEqualTo(there != null && there == value ? 1 : 0);
                    known.touch(decision.candidate().state());
                    if (decision.toStore() != null) {
                        fresh.write(List.of(decision.toStore()), List.of());
                    }
                }
                if (random.nextInt(8) == 0) {
                    known.device("pilot", "probe", 0).trim(random.nextInt(4));
                }
                if (random.nextInt(8) == 0) {
                    List<DeviceRow> rows = known.changed();
                    if (!rows.isEmpty()) {
                        known = new DeviceRegister(rows);
                    }
                }
            }
            assertThat(fresh.overwritten()).isZero();
            assertThat(fresh.count()).isEqualTo(model.size());
        }
    }
}
