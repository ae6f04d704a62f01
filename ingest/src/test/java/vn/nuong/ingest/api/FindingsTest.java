package vn.nuong.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
        return Findings.of(new Findings.Known("probe", device, null, true, messages, List.of(letters), null, null));
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

    private static DeadLetterJson letter(long id, Instant received, String topic, DeadLetter.Item... items) {
        return DeadLetterJson.brief(new DeadLetter(id, received, topic, new byte[] {1}, 1, List.of(items)));
    }

    private static DeadLetter.Item unknown(String name) {
        return new DeadLetter.Item(
                name, Refusal.Reason.UNKNOWN_PROPERTY, "the nearest is nearly_" + name.toUpperCase(Locale.ROOT));
    }

    @Test
    void namesEachDifferentFaultOnceHoweverOftenItComes() {
        String topic = "nuong/pilot/probe/readings";
        DeadLetter.Item cut = new DeadLetter.Item(null, Refusal.Reason.UNPARSEABLE, "ends too early (column 17)");
        DeadLetter.Item cutElsewhere =
                new DeadLetter.Item(null, Refusal.Reason.UNPARSEABLE, "ends too early (column 9)");
        List<Finding> findings = of(
                device(EARLIER, ABOUT, "plot-1"),
                List.of(),
                letter(9, LATER, topic, unknown("batery"), unknown("snow")),
                letter(8, LATER, topic, cut),
                letter(7, EARLIER, topic, unknown("batery")),
                letter(6, EARLIER, topic, cutElsewhere));

        assertThat(findings)
                .extracting(f -> f.text().en())
                .satisfiesExactly(
                        text -> assertThat(text).contains("(batery): 2 of the last 4 messages refused; number 9"),
                        text -> assertThat(text).contains("(snow): 1 of the last 4 messages refused; number 9"),
                        text -> assertThat(text).contains("2 of the last 4 messages refused; number 8", "column 17"));
    }

    private static DeadLetter.Item early(String name, String time) {
        return new DeadLetter.Item(name, Refusal.Reason.FROM_THE_FUTURE, name + " was measured at " + time);
    }

    @Test
    void aMessageFromTheFutureIsOneFaultHoweverManyPropertiesItHas() {
        String topic = "nuong/pilot/probe/readings";
        List<Finding> findings = of(
                device(EARLIER, ABOUT, "plot-1"),
                List.of(),
                letter(9, LATER, topic, early("rain", "15:00"), early("battery", "15:00"), unknown("snow")),
                letter(8, EARLIER, topic, early("battery", "14:00"), early("air_temperature", "14:00")),
                letter(7, EARLIER, topic, early("rain", "13:00")));

        assertThat(findings)
                .extracting(f -> f.text().en())
                .satisfiesExactly(
                        text -> assertThat(text)
                                .contains("(rain, battery): 3 of the last 3 messages refused; number 9")
                                .endsWith("rain was measured at 15:00"),
                        text -> assertThat(text).contains("(snow): 1 of the last 3 messages refused; number 9"),
                        text -> assertThat(text)
                                .contains("(air_temperature): 1 of the last 3 messages refused; number 8"));
    }

    @Test
    void ofVeryManyFaultsItNamesTwelveAndSaysHowManyMoreThereAre() {
        DeadLetter.Item[] items = new DeadLetter.Item[15];
        for (int i = 0; i < items.length; i++) {
            items[i] = unknown("name-" + i);
        }
        List<Finding> findings =
                of(device(EARLIER, ABOUT, "plot-1"), List.of(), letter(9, LATER, "nuong/pilot/probe/readings", items));

        assertThat(findings).hasSize(13);
        assertThat(findings.get(12).text().en())
                .isEqualTo("3 more faults; see all with: nuong deadletter list --device probe");
    }

    @Test
    void aDescriptionThatWasRefusedIsNotAMissingOne() {
        DeadLetterJson about = letter(
                7,
                EARLIER,
                "nuong/pilot/probe/about",
                new DeadLetter.Item(null, Refusal.Reason.UNPARSEABLE, "interval_s 0 is outside 1..604800 s"));
        List<Finding> findings = Findings.of(new Findings.Known(
                "probe", device(LATER, null, "plot-1"), null, true, List.of(), List.of(), about, null));

        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("not_described");
            assertThat(f.text().en()).contains("number 7", "interval_s 0 is outside", "nuong/pilot/probe/about");
            assertThat(f.text().vi()).contains("không đọc được", "bản tin 7", "interval_s 0 is outside");
        });
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
                "my-probe", null, "nuong/pilot/My.Probe/readings", false, List.of(), List.of(), null, null));
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
                null,
                conflict));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("not_described", "not_assigned", "flag_spike", "conflict", "no_time");
        assertThat(findings.get(2).text().en()).contains("a spike", "battery = 3.6 V");
    }
}
