package vn.nuong.analytics.forecast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.forecast.PlotRecording;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.ProbeFinding;
import vn.nuong.telemetry.advice.ProbeFinding.Verdict;

class PlotProbesTest {

    private static final int DAYS = 640;
    private static final int ONSET_DAY = 470;
    private static final Instant BEGIN = Field.NOW.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(DAYS));

    /** A made-up record as readings of the field's devices, hourly up to its now. */
    private static Field field(ProbeRecord record) {
        Field field = new Field();
        for (int h = 0; h < record.length(); h++) {
            Instant time = BEGIN.plus(Duration.ofHours(h));
            int hour = h;
            record.moisture().forEach((depth, read) -> field.with("soil_moisture_" + depth + "cm", time, read[hour]));
            field.with("rain", time, record.water()[h]);
            field.with("air_temperature", time, record.airTemperature()[h]);
            field.with("solar_radiation", time, record.radiation()[h]);
        }
        return field;
    }

    private static ProbeRecord sound() {
        return MadeUpPlot.of(10, DAYS);
    }

    private static ProbeRecord drifting() {
        return new Injection(Injection.Kind.DRIFT, 0.08).into(sound(), 30, 24 * ONSET_DAY, new Random(5));
    }

    private static List<ProbeFinding> judge(Field field, Instant now) {
        return PlotProbes.judge(PlotRecording.of(field.history(now), BEGIN, now), new TreeSet<>(), now);
    }

    @Test
    void soundProbesAreNotSuspectAndSaySo() {
        List<ProbeFinding> findings = judge(field(sound()), Field.NOW);
        assertThat(findings)
                .extracting(f -> f.property().code())
                .containsExactly("soil_moisture_10cm", "soil_moisture_30cm", "soil_moisture_60cm");
        assertThat(findings).allSatisfy(f -> {
            assertThat(f.verdict()).isEqualTo(Verdict.GOOD);
            assertThat(f.kind()).isNull();
            assertThat(f.sizeMm()).isNull();
            assertThat(f.sentence().vi()).endsWith("cm: chưa thấy gì đáng ngờ.");
        });
    }

    @Test
    void aDriftingProbeIsToldSinceWhenByHowMuchAndWhatToCheckAndTheOthersAreNotBlamed() {
        List<ProbeFinding> findings = judge(field(drifting()), Field.NOW);
        assertThat(findings)
                .extracting(ProbeFinding::verdict)
                .containsExactly(Verdict.GOOD, Verdict.SUSPECT, Verdict.GOOD);
        ProbeFinding middle = findings.get(1);
        LocalDate onset = LocalDate.ofInstant(BEGIN, ZoneOffset.UTC).plusDays(ONSET_DAY);
        assertThat(middle.kind()).isEqualTo("drift");
        assertThat(middle.since()).isBetween(onset, onset.plusDays(60));
        assertThat(middle.flaggedAt()).isBetween(BEGIN.plus(Duration.ofDays(ONSET_DAY)), Field.NOW);
        assertThat(Math.abs(orZero(middle.sizeM3M3()))).isBetween(0.02, 0.1);
        // Its layer reaches half-way to the probes at 10 and 60 cm: 20 to 45 cm.
        assertThat(orZero(middle.sizeMm())).isEqualTo(250 * orZero(middle.sizeM3M3()));
        assertThat(middle.confidence()).isIn(Confidence.HIGH, Confidence.MEDIUM);
        assertThat(middle.sentence().vi())
                .startsWith("Đầu đo 30 cm đáng ngờ từ")
                .contains("Đào cạnh");
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    @Test
    void nothingMeasuredLaterIsLookedAt() {
        Instant now = BEGIN.plus(Duration.ofDays(ONSET_DAY + 40)).plus(Duration.ofHours(5));
        Field all = field(drifting());
        List<ProbeFinding> known = judge(all, now);
        assertThat(known).anyMatch(f -> f.verdict() == Verdict.SUSPECT);
        assertThat(judge(all.without(r -> r.measured().isAfter(now)), now)).isEqualTo(known);
    }

    @Test
    void aShortRecordSaysHowManyDaysItHasAndNeeds() {
        Instant now = BEGIN.plus(Duration.ofDays(20)).plus(Duration.ofHours(5));
        assertThat(judge(field(sound()), now)).hasSize(3).allSatisfy(f -> {
            assertThat(f.verdict()).isEqualTo(Verdict.CANNOT_TELL);
            assertThat(f.why()).isEqualTo("too_short");
            assertThat(f.sentence().vi()).contains("mới có 20 ngày (cần 75 ngày)");
        });
    }

    @Test
    void aProbeThatFellSilentIsNotCalledGoodForWhatItReadBefore() {
        Field field = field(sound())
                .without(r -> r.key().code().equals("soil_moisture_30cm")
                        && r.measured().isAfter(Field.NOW.minus(Duration.ofDays(3))));
        ProbeFinding middle = judge(field, Field.NOW).get(1);
        assertThat(middle.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(middle.why()).isEqualTo("silent");
    }

    @Test
    void withoutAReadingAProbeThatHasToBeToldOfIsSilent() {
        List<ProbeFinding> findings = PlotProbes.judge(
                PlotRecording.of(new Field().history(), BEGIN, Field.NOW), new TreeSet<>(List.of(20)), Field.NOW);
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.property().code()).isEqualTo("soil_moisture_20cm");
            assertThat(f.verdict()).isEqualTo(Verdict.CANNOT_TELL);
            assertThat(f.why()).isEqualTo("silent");
        });
    }

    @Test
    void aTensionProbeIsNotJudgedAsOneOfMoisture() {
        Field field = field(sound()).hourly("soil_water_tension_20cm", t -> 20);
        assertThat(judge(field, Field.NOW))
                .extracting(f -> f.property().code())
                .containsExactly("soil_moisture_10cm", "soil_moisture_30cm", "soil_moisture_60cm");
    }
}
