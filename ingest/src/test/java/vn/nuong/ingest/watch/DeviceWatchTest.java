package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.watch.Rhythm.Interval;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.device.DeviceAlert.Cause;
import vn.nuong.telemetry.device.DeviceAlert.Silent;
import vn.nuong.telemetry.device.Origin;

class DeviceWatchTest implements DeviceWatch.Field {

    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final Interval QUARTER = Interval.declared(Duration.ofMinutes(15));

    final Map<String, WatchedDevice> devices = new LinkedHashMap<>();
    final Map<String, Levels> levels = new HashMap<>();
    final List<DeviceAlert> said = new ArrayList<>();
    DeviceWatch watch = new DeviceWatch(this, List.of(), SAIGON, false);
    Instant now = START;

    @Test
    void aDeviceIsSilentAfterThreeQuartersOfAnHour() {
        listenLong();
        heard("a", now);
        heard("b", now.plus(Duration.ofDays(1))); // somebody is heard, so it is not the gateway
        Instant last = now;

        assertThat(watch.tick(last.plus(Duration.ofMinutes(45)).minusNanos(1), true))
                .isEmpty();
        List<DeviceAlert> opened = watch.tick(last.plus(Duration.ofMinutes(45)), true);

        assertThat(opened).singleElement().satisfies(alert -> {
            assertThat(alert.device()).isEqualTo("a");
            assertThat(alert.silent()).containsExactly(new Silent("a", "Đầu đo a (Nương mẫu 1)", last));
            assertThat(alert.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(alert.isOpen()).isTrue();
            assertThat(alert.title().vi()).isEqualTo("Đầu đo a (Nương mẫu 1) im lặng");
            assertThat(alert.sentence().vi())
                    .isEqualTo("Đầu đo a (Nương mẫu 1) im lặng từ 10:00 23/11/2026 (thường gửi 15 phút một lần)."
                            + " Chưa rõ vì sao.");
        });
        assertThat(watch.open()).isEqualTo(opened);
    }

    @Test
    void itIsSaidOnceHoweverLongItLasts() {
        listenLong();
        heard("b", now.plus(Duration.ofDays(10)));
        heard("a", now);
        pass(Duration.ofDays(5));
        assertThat(said).hasSize(1);
    }

    @Test
    void itEndsByItselfWhenAMessageComes() {
        silentA();
        String id = said.get(0).id();
        Instant back = now.plus(Duration.ofMinutes(7));
        heard("a", back);
        now = back;
        pass(Duration.ofSeconds(10));

        assertThat(said).hasSize(2);
        assertThat(said.get(1).id()).isEqualTo(id);
        assertThat(said.get(1).isOpen()).isFalse();
        assertThat(said.get(1).closing().vi())
                .isEqualTo("Đầu đo a (Nương mẫu 1) đã gửi lại lúc 10:52 23/11/2026, sau 52 phút.");
        assertThat(watch.open()).isEmpty();
    }

    @Test
    void aDeviceThatComesAndGoesIsNoticedLaterEachTime() {
        listenLong();
        heard("b", now.plus(Duration.ofDays(10)));
        for (int hour = 0; hour < 24; hour++) { // away for 50 minutes of every hour
            heard("a", now);
            pass(Duration.ofHours(1));
        }
        assertThat(said.stream().filter(DeviceAlert::isOpen)).hasSize(1);
    }

    @Test
    void aDayLaterItsPatienceIsAsBefore() {
        silentA();
        heard("a", now);
        pass(Duration.ofSeconds(10));
        for (int quarter = 0; quarter < 97; quarter++) {
            heard("a", now);
            pass(Duration.ofMinutes(15));
        }
        said.clear();
        pass(Duration.ofMinutes(30));
        assertThat(said).hasSize(1);
    }

    @Test
    void aDeviceOfUnknownIntervalIsNeverSilent() {
        listenLong();
        heard("a", now, null, Origin.LIVE);
        pass(Duration.ofDays(30));
        assertThat(said).isEmpty();
    }

    @Test
    void aDeviceThatWasNeverHeardIsNotSilent() {
        listenLong();
        devices.put("a", new WatchedDevice("pilot", "a", null, null, QUARTER, null));
        pass(Duration.ofDays(1));
        assertThat(said).isEmpty();
    }

    @Test
    void aRecordingThatEndsIsNotSilentAndASimulatedDeviceIs() {
        listenLong();
        heard("recorded", now, QUARTER, Origin.RECORDED);
        heard("simulated", now, QUARTER, Origin.SIMULATED);
        pass(Duration.ofHours(2));
        assertThat(said).singleElement().returns("simulated", DeviceAlert::device);
    }

    @Test
    void theBatteryOrTheSignalExplainsIt() {
        levels.put("a", new Levels(LevelsTest.levels(4.1, 3.9, 3.5), List.of()));
        levels.put("c", new Levels(List.of(), LevelsTest.levels(-118)));
        listenLong();
        heard("b", now.plus(Duration.ofDays(1)));
        heard("b2", now.plus(Duration.ofDays(1)));
        heard("b3", now.plus(Duration.ofDays(1)));
        heard("a", now);
        heard("c", now);
        pass(Duration.ofHours(1));

        assertThat(said).extracting(DeviceAlert::cause).containsExactlyInAnyOrder(Cause.BATTERY, Cause.SIGNAL);
        assertThat(said.get(0).sentence().en())
                .endsWith(
                        "(it usually sends every 15 minutes). Probably the battery: it fell from 4.10 V to 3.50 V in the"
                                + " last days.");
    }

    @Test
    void twentyDevicesBehindOneGatewayAreOneAlertThatNamesThem() {
        listenLong();
        Instant power = now; // fails
        for (int i = 0; i < 20; i++) {
            heard("d" + i, power.minusSeconds(45L * i));
        }
        heard("other", now.plus(Duration.ofDays(1)));
        pass(Duration.ofHours(5));

        assertThat(said).singleElement().satisfies(alert -> {
            assertThat(alert.device()).isNull();
            assertThat(alert.cause()).isEqualTo(Cause.GATEWAY);
            assertThat(alert.silent()).hasSize(20);
            assertThat(alert.title().vi()).isEqualTo("20/21 thiết bị im lặng cùng lúc");
            assertThat(alert.sentence().vi())
                    .contains("im lặng từ 10:00 23/11/2026", " và 8 thiết bị khác", "trạm thu mất điện hoặc mất mạng");
        });
    }

    @Test
    void slowerDevicesJoinWithoutAnotherAlert() {
        listenLong();
        for (int i = 0; i < 4; i++) {
            heard("quick" + i, now.minusSeconds(60L * i));
            heard("slow" + i, now.minusSeconds(600L * i), Interval.declared(Duration.ofHours(1)), Origin.LIVE);
        }
        pass(Duration.ofHours(6));

        assertThat(new TreeSet<>(said.stream().map(DeviceAlert::id).toList())).hasSize(1);
        assertThat(said.get(0).silent()).hasSize(4);
        assertThat(said.get(said.size() - 1).silent()).hasSize(8);
    }

    @Test
    void whatWasNoticedAloneIsTakenInWhenOthersTurnOutToHaveEndedWithIt() {
        listenLong();
        heard("quick", now);
        heard("slow1", now.minusSeconds(100), Interval.declared(Duration.ofHours(1)), Origin.LIVE);
        heard("slow2", now.minusSeconds(200), Interval.declared(Duration.ofHours(1)), Origin.LIVE);
        pass(Duration.ofMinutes(50));
        assertThat(said).singleElement().returns("quick", DeviceAlert::device);
        pass(Duration.ofHours(3));

        assertThat(watch.open()).singleElement().satisfies(alert -> {
            assertThat(alert.device()).isNull();
            assertThat(alert.silent()).extracting(Silent::device).containsExactlyInAnyOrder("quick", "slow1", "slow2");
        });
        assertThat(said).filteredOn(a -> !a.isOpen()).singleElement().returns("quick", DeviceAlert::device);
    }

    @Test
    void devicesThatEndedAtDifferentTimesAreDifferentAlerts() {
        listenLong();
        heard("a", now);
        heard("b", now.plus(Duration.ofMinutes(40)));
        pass(Duration.ofHours(3));
        assertThat(said).extracting(DeviceAlert::device).containsExactly("a", "b");
    }

    @Test
    void twoOfFiveAreNotMost() {
        listenLong();
        heard("a", now);
        heard("b", now);
        for (int i = 0; i < 2; i++) {
            heard("alive" + i, now.plus(Duration.ofDays(1)));
        }
        pass(Duration.ofHours(1));
        assertThat(said).extracting(DeviceAlert::device).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theSitesAlertEndsWhenHalfAreBackAndTheRestGetTheirOwn() {
        listenLong();
        for (int i = 0; i < 6; i++) {
            heard("d" + i, now);
        }
        pass(Duration.ofHours(2));
        assertThat(said).hasSize(1);
        heardFromNowOn(now, "d0", "d1");
        pass(Duration.ofMinutes(1));
        assertThat(said).hasSize(1);
        heardFromNowOn(now, "d2", "d3", "d4");
        pass(Duration.ofMinutes(1));
        assertThat(said).hasSize(2);
        assertThat(said.get(1).closing().vi()).startsWith("5/6 thiết bị đã gửi lại, từ ");

        pass(Duration.ofMinutes(13));
        assertThat(said).hasSize(2);
        pass(Duration.ofMinutes(2));
        assertThat(said).hasSize(3);
        assertThat(said.get(2)).returns("d5", DeviceAlert::device);
    }

    @Test
    void nobodyIsJudgedWhileWeDoNotListen() {
        listenLong();
        heard("a", now);
        heard("b", now);
        for (int i = 0; i < 1000; i++) {
            now = now.plusSeconds(60);
            assertThat(watch.tick(now, false)).isEmpty();
        }
    }

    @Test
    void afterwardsEveryDeviceHasOneInterval() {
        listenLong();
        heard("a", now);
        now = now.plus(Duration.ofDays(2));
        watch.tick(now, false);
        assertThat(watch.tick(now, true)).isEmpty();
        assertThat(watch.tick(now.plus(Duration.ofMinutes(15)).minusNanos(1), true))
                .isEmpty();
        assertThat(watch.tick(now.plus(Duration.ofMinutes(15)), true)).hasSize(1);
    }

    @Test
    void alertsGoOnAcrossARestart() {
        silentA();
        DeviceAlert open = said.get(0);
        watch = new DeviceWatch(this, said, SAIGON, false);
        now = now.plus(Duration.ofHours(9));
        pass(Duration.ofHours(1));
        assertThat(said).hasSize(1);
        heard("a", now);
        pass(Duration.ofSeconds(10));
        assertThat(said).hasSize(2);
        assertThat(said.get(1).id()).isEqualTo(open.id());
    }

    @Test
    void aDeviceThatIsRemovedIsNotWatchedAnyMore() {
        silentA();
        devices.remove("a");
        pass(Duration.ofSeconds(10));
        assertThat(said.get(1).closing().vi()).isEqualTo("Không theo dõi nữa.");
    }

    @Test
    void sitesAreJudgedEachForItself() {
        listenLong();
        for (String site : List.of("east", "west")) {
            for (int i = 0; i < 3; i++) {
                String id = site + i;
                devices.put(id, new WatchedDevice(site, id, null, null, QUARTER, now));
            }
        }
        pass(Duration.ofHours(1));
        assertThat(said).extracting(DeviceAlert::site).containsExactlyInAnyOrder("east", "west");
    }

    @Test
    void whateverHappensEachDeviceIsInAtMostOneOpenAlertAndAllEndAfterAllReturned() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            devices.clear();
            said.clear();
            now = START;
            watch = new DeviceWatch(this, List.of(), SAIGON, false);
            Map<String, Interval> every = new HashMap<>();
            int n = random.nextInt(1, 12);
            for (int i = 0; i < n; i++) {
                every.put(
                        "d" + i,
                        Interval.declared(Duration.ofMinutes(List.of(1, 15, 60).get(random.nextInt(3)))));
            }
            Map<String, Instant> deadUntil = new HashMap<>();
            for (int step = 0; step < 600; step++) {
                now = now.plusSeconds(300);
                if (random.nextInt(40) == 0) { // the gateway
                    Instant until = now.plusSeconds(random.nextLong(20_000));
                    every.keySet().forEach(d -> deadUntil.put(d, until));
                }
                boolean calm = step > 500;
                for (String device : every.keySet()) {
                    if (!calm && random.nextInt(150) == 0) {
                        deadUntil.put(device, now.plusSeconds(random.nextLong(50_000)));
                    }
                    boolean dead = !calm && now.isBefore(deadUntil.getOrDefault(device, Instant.MIN));
                    WatchedDevice known = devices.get(device);
                    if (!dead
                            && (known == null
                                    || !now.isBefore(known.lastReceived()
                                            .plus(every.get(device).heard())))) {
                        heard(device, now, every.get(device), Origin.LIVE);
                    }
                }
                boolean listening = calm || random.nextInt(30) != 0;
                said.addAll(watch.tick(now, listening));
                List<String> named = watch.open().stream()
                        .flatMap(a -> a.silent().stream()
                                .filter(s ->
                                        !devices.get(s.device()).lastReceived().isAfter(s.lastHeard())))
                        .map(Silent::device)
                        .toList();
                assertThat(named).as("seed %s, step %s", seed, step).doesNotHaveDuplicates();
            }
            assertThat(watch.open()).as("seed %s", seed).isEmpty();
            Map<String, DeviceAlert> last = new HashMap<>();
            said.forEach(a -> last.put(a.id(), a));
            assertThat(last.values()).as("seed %s", seed).noneMatch(DeviceAlert::isOpen);
        }
    }

    private void listenLong() {
        watch.tick(now, true);
        now = now.plus(Duration.ofHours(3));
    }

    /** Device a has just been found silent, while b is heard. */
    private void silentA() {
        listenLong();
        heard("b", now.plus(Duration.ofDays(10)));
        heard("a", now);
        pass(Duration.ofMinutes(45));
        assertThat(said).hasSize(1);
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(DeviceWatch.EVERY);
            said.addAll(watch.tick(now, true));
        }
    }

    private void heard(String device, Instant at) {
        heard(device, at, QUARTER, Origin.LIVE);
    }

    private void heard(String device, Instant at, @Nullable Interval interval, Origin origin) {
        DeviceAbout about = new DeviceAbout("Đầu đo " + device, null, List.of(), origin, null, null);
        devices.put(device, new WatchedDevice("pilot", device, "Nương mẫu 1", about, interval, at));
    }

    private void heardFromNowOn(Instant at, String... ids) {
        for (String id : ids) {
            heard(id, at);
        }
    }

    @Override
    public List<WatchedDevice> devices() {
        return List.copyOf(devices.values());
    }

    @Override
    public Levels levels(String site, String device) {
        return levels.getOrDefault(device, Levels.NONE);
    }
}
