package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;

class IngestAlertTest {

    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Text FULL = new Text("Ổ đĩa đầy.", "The disk is full.");

    final IngestAlert alert = new IngestAlert("pilot", "disk", List.of(), SAIGON, false);

    @Test
    void isOpenedWhenTheTroubleHasHeldForHalfAMinute() {
        assertThat(alert.tick(NOW, FULL)).isEmpty();
        assertThat(alert.tick(NOW.plusSeconds(30).minusNanos(1), FULL)).isEmpty();
        assertThat(alert.tick(NOW.plusSeconds(30), FULL))
                .singleElement()
                .returns(NOW, DeviceAlert::openedAt)
                .returns(FULL, DeviceAlert::sentence);
        assertThat(alert.tick(NOW.plusSeconds(3000), FULL)).isEmpty();
    }

    @Test
    void aShortTroubleIsNotWorthAnAlert() {
        assertThat(alert.tick(NOW, FULL)).isEmpty();
        assertThat(alert.tick(NOW.plusSeconds(20), null)).isEmpty();
        assertThat(alert.tick(NOW.plusSeconds(40), FULL)).isEmpty();
    }

    @Test
    void isClosedWhenItHasBeenAwayForAMinuteAcrossARestart() {
        alert.tick(NOW, FULL);
        List<DeviceAlert> opened = alert.tick(NOW.plusSeconds(30), FULL);
        IngestAlert again = new IngestAlert("pilot", "disk", opened, SAIGON, false);

        Instant better = NOW.plus(Duration.ofHours(2));
        assertThat(again.tick(better, null)).isEmpty();
        assertThat(again.tick(better.plusSeconds(59), null)).isEmpty();
        assertThat(again.tick(better.plusSeconds(60), null)).singleElement().satisfies(closed -> {
            assertThat(closed.id()).isEqualTo(opened.get(0).id());
            assertThat(closed.closing().vi()).isEqualTo("Đã nhận lại từ 14:00 23/11/2026, sau 2 giờ.");
        });
    }

    @Test
    void everyOneThatAnEarlierProcessLeftOpenIsClosed() {
        alert.tick(NOW, FULL);
        List<DeviceAlert> left = new ArrayList<>(alert.tick(NOW.plusSeconds(30), FULL));
        IngestAlert another = new IngestAlert("pilot", "disk", List.of(), SAIGON, false);
        another.tick(NOW.plusSeconds(600), FULL);
        left.addAll(another.tick(NOW.plusSeconds(630), FULL));
        IngestAlert again = new IngestAlert("pilot", "disk", left, SAIGON, false);

        again.tick(NOW.plusSeconds(1_000), null);
        assertThat(again.tick(NOW.plusSeconds(1_060), null))
                .extracting(DeviceAlert::id)
                .containsExactlyElementsOf(left.stream().map(DeviceAlert::id).toList());
        assertThat(again.tick(NOW.plusSeconds(2_000), null)).isEmpty();
    }

    @Test
    void anotherTroublesAlertIsNotItsOwn() {
        alert.tick(NOW, FULL);
        List<DeviceAlert> opened = alert.tick(NOW.plusSeconds(30), FULL);
        IngestAlert other = new IngestAlert("pilot", "store", opened, SAIGON, false);
        assertThat(other.tick(NOW, null)).isEmpty();
        assertThat(other.tick(NOW.plusSeconds(100), null)).isEmpty();
    }
}
