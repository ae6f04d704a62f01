package vn.nuong.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.records.Conflict;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;

class FindingsTest {

    private static final Instant EARLIER = Instant.parse("2026-11-24T01:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-24T02:00:00Z");
    private static final DeviceAbout ABOUT = new DeviceAbout("Probe", 900, List.of(20), Origin.LIVE, null, null);

    private static DeviceJson device(
            @Nullable Instant lastReceived, @Nullable DeviceAbout about, @Nullable String plot) {
        return new DeviceJson(
                new DeviceStatus("pilot", "probe", plot, about, lastReceived, lastReceived, 1),
                null,
                null,
                null,
                null,
                0,
                0);
    }

    private static DeadLetterJson letter(Instant received, Refusal.Reason reason) {
        return DeadLetterJson.brief(new DeadLetter(
                7,
                received,
                "nuong/pilot/probe/readings",
                new byte[] {1},
                1,
                List.of(new DeadLetter.Item("batery", reason, "the nearest is battery"))));
    }

    private static DeviceCheckJson.LastMessage message(TimeSource source, Set<Flag> flags) {
        return new DeviceCheckJson.LastMessage(
                EARLIER, EARLIER, source, List.of(new DeviceCheckJson.Value("battery", 3.6, "V", flags)));
    }

    private static List<Finding> of(
            @Nullable DeviceJson device, List<DeviceCheckJson.LastMessage> messages, DeadLetterJson... letters) {
        return Findings.of(new Findings.Known("probe", device, null, true, messages, List.of(letters), null));
    }

    @Test
    void saysThatAllIsWellWhenItIs() {
        assertThat(of(device(LATER, ABOUT, "plot-1"), List.of(message(TimeSource.DEVICE, Set.of()))))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Finding.Severity.OK);
                    assertThat(f.code()).isEqualTo("all_well");
                });
    }

    @Test
    void whatTheNewestMessageHasIsAnErrorAndWhatWasPutRightAWarning() {
        assertThat(of(device(EARLIER, ABOUT, "plot-1"), List.of(), letter(LATER, Refusal.Reason.UNKNOWN_PROPERTY)))
                .first()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
                    assertThat(f.text().en()).contains("No property is called so (batery)", "the nearest is battery");
                    assertThat(f.text().vi()).contains("Không có đại lượng nào tên như vậy (batery)");
                });
        assertThat(of(device(LATER, ABOUT, "plot-1"), List.of(), letter(EARLIER, Refusal.Reason.BAD_TIME)))
                .first()
                .extracting(Finding::severity)
                .isEqualTo(Finding.Severity.WARNING);
    }

    @Test
    void aDeviceOfWhichNothingWasEverTakenIsToldApartFromOneNeverHeard() {
        assertThat(of(null, List.of())).extracting(Finding::code).containsExactly("never_heard");
        assertThat(of(null, List.of(), letter(LATER, Refusal.Reason.UNPARSEABLE)))
                .extracting(Finding::code)
                .containsExactly("nothing_taken", "unparseable");
    }

    @Test
    void namesTheTopicThatOnlyJustMissesADevice() {
        List<Finding> findings = Findings.of(new Findings.Known(
                "my-probe", null, "nuong/pilot/My.Probe/readings", false, List.of(), List.of(), null));
        assertThat(findings)
                .singleElement()
                .satisfies(f -> assertThat(f.text().en()).contains("nuong/pilot/My.Probe/readings"));
    }

    @Test
    void everyReasonHasItsSentence() {
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            assertThat(of(device(EARLIER, ABOUT, "plot-1"), List.of(), letter(LATER, reason)))
                    .first()
                    .satisfies(f -> {
                        assertThat(f.code()).isEqualTo(reason.code());
                        assertThat(f.text().en()).as(reason.code()).doesNotStartWith("Refused");
                    });
        }
    }

    @Test
    void saysWhatElseKeepsADeviceFromBeingOfUse() {
        Conflict conflict =
                new Conflict("pilot", "probe", PropertyKey.parse("battery"), EARLIER, 3.6, EARLIER, 3.7, LATER);
        List<Finding> findings = Findings.of(new Findings.Known(
                "probe",
                device(LATER, null, null),
                null,
                true,
                List.of(message(TimeSource.INGEST, Set.of(Flag.SPIKE))),
                List.of(),
                conflict));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("not_described", "not_assigned", "flag_spike", "conflict", "no_time");
        assertThat(findings.get(2).text().en()).contains("a spike", "battery = 3.6 V");
    }
}
