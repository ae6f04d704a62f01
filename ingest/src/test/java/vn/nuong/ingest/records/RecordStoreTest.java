package vn.nuong.ingest.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.payload.RawPayload;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.payload.Refusal.Reason;

class RecordStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00.000000001Z");

    @TempDir
    Path folder;

    private RecordStore records;

    @BeforeEach
    void open() {
        records = RecordStore.open(folder.resolve("records.db"), 5);
    }

    @AfterEach
    void close() {
        records.close();
    }

    private static RawPayload payload(String text) {
        return RawPayload.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refusal(Reason reason, int number) {
        return new Refusal(
                NOW, "nuong/pilot/p/readings", payload("payload " + number), null, reason, "độ ẩm \"x\" " + number);
    }

    private static Settlement refused(List<Refusal> refusals) {
        return new Settlement(refusals, List.of(), List.of(), List.of());
    }

    private static Digest digest(String text) {
        return Digest.of("topic", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheNewestRefusalsAndCountsThemAll() {
        records.settle(refused(IntStream.range(0, 9)
                .mapToObj(i -> refusal(i % 3 == 0 ? Reason.BAD_TIME : Reason.UNPARSEABLE, i))
                .toList()));
        close();
        open();

        assertThat(records.newestRefusals(100))
                .extracting(refusal -> refusal.payload().text())
                .containsExactly("payload 8", "payload 7", "payload 6", "payload 5", "payload 4");
        assertThat(records.newestRefusals(1)).containsExactly(refusal(Reason.UNPARSEABLE, 8));
        assertThat(records.refusedByReason()).isEqualTo(Map.of("bad_time", 3L, "unparseable", 6L));
    }

    @Test
    void keepsWhatADeviceSaidUntilItSaysSomethingElseThatCanBeRead() {
        DeviceId id = new DeviceId("pilot", "probe");
        DeviceAbout first = new DeviceAbout("Đầu đo", 900, List.of(20, 30), Origin.RECORDED, "somewhere", 2022);
        about(digest("1"), first, null);
        assertThat(records.abouts()).isEqualTo(Map.of(id, first));

        about(digest("2"), null, refusal(Reason.UNPARSEABLE, 1));
        assertThat(records.abouts()).isEqualTo(Map.of(id, first));
        assertThat(records.lastAbouts()).isEqualTo(Map.of(id, digest("2")));
        assertThat(records.newestRefusals(9)).hasSize(1);
        assertThat(records.refusedByReason())
                .as("a refused about is no refused reading")
                .isEmpty();

        about(digest(""), null, null);
        assertThat(records.abouts()).isEmpty();
    }

    private void about(Digest digest, DeviceAbout about, Refusal refusal) {
        AboutMessage message = new AboutMessage("pilot", "probe", digest, about, refusal);
        records.settle(new Settlement(List.of(), List.of(message), List.of(), List.of()));
    }

    @Test
    void remembersMessagesInDoubtUntilTheyAreForgotten() {
        InDoubt one = new InDoubt(1, digest("1"), NOW, false);
        InDoubt two = new InDoubt(2, digest("2"), NOW.plusNanos(1), false);
        records.begin(List.of(one, two));
        records.settle(new Settlement(List.of(), List.of(), List.of(), List.of(1L)));
        close();
        open();
        assertThat(records.inDoubt()).containsExactly(one.asSettled(), two);

        records.forget(List.of(1L));
        assertThat(records.inDoubt()).containsExactly(two);
    }

    @Test
    void aSettlementThatFailsLeavesNothing() {
        records.settle(refused(List.of(refusal(Reason.BAD_TIME, 1))));
        Settlement impossible = new Settlement(
                List.of(
                        refusal(Reason.BAD_TIME, 2),
                        new Refusal(Instant.MAX, "t", payload("p"), null, Reason.BAD_TIME, "d")),
                List.of(),
                List.of(),
                List.of());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> records.settle(impossible))
                .hasMessageContaining("records.db");
        assertThat(records.newestRefusals(9)).hasSize(1);
        assertThat(records.refusedByReason()).isEqualTo(Map.of("bad_time", 1L));
    }
}
