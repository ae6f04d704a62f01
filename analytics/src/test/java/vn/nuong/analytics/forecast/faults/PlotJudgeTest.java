package vn.nuong.analytics.forecast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotJudgeTest {

    private static final int DAYS = 640;
    private static final int ONSET_DAY = 470;
    private static final int MIDDLE = 30;

    private static ProbeJudge judge(ProbeRecord record, int depth) {
        return new PlotJudge(record, LimitTable.usual()).run().probe(depth);
    }

    private static ProbeRecord with(Injection.Kind kind, double size, ProbeRecord record) {
        return new Injection(kind, size).into(record, MIDDLE, 24 * ONSET_DAY, new Random(5));
    }

    private static ProbeRecord only(ProbeRecord record, int... depths) {
        TreeMap<Integer, double[]> kept = new TreeMap<>();
        for (int depth : depths) {
            kept.put(depth, record.readings(depth));
        }
        return record.withProbes(kept);
    }

    private static LocalDate day(ProbeRecord record, int day) {
        return LocalDate.ofEpochDay(Math.floorDiv(record.firstHour(), 24) + day);
    }

    @Test
    void aSoundProbeIsNotSuspect() {
        ProbeRecord record = MadeUpPlot.of(10, DAYS);
        for (int depth : MadeUpPlot.DEPTHS) {
            ProbeJudge judge = judge(record, depth);
            assertThat(judge.findings()).isEmpty();
            assertThat(judge.judgedDays()).isGreaterThan(540);
            assertThat(judge.verdict().state()).isEqualTo(Verdict.State.GOOD);
        }
    }

    @Test
    void ofManySoundProbesFewerThanOneInFourYearsIsSuspect() {
        int found = 0;
        double years = 0;
        for (long seed = 1; seed <= 6; seed++) {
            ProbeRecord record = MadeUpPlot.of(seed, DAYS);
            for (int depth : MadeUpPlot.DEPTHS) {
                ProbeJudge judge = judge(record, depth);
                found += judge.findings().size();
                years += judge.judgedDays() / 365.25;
            }
        }
        assertThat(found / years).isLessThan(0.25);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Injection.Kind.DRIFT, 0.08, List.of(Fault.DRIFT), 60),
                Arguments.of(Injection.Kind.STEP, 0.08, List.of(Fault.STEP), 30),
                Arguments.of(Injection.Kind.GAIN, 0.9, List.of(Fault.RESPONSE, Fault.DRIFT, Fault.STEP), 120),
                Arguments.of(Injection.Kind.LAG, 240, List.of(Fault.RESPONSE, Fault.DRIFT, Fault.STEP), 120),
                Arguments.of(Injection.Kind.NOISE, 0.01, List.of(Fault.NOISE), 30),
                Arguments.of(Injection.Kind.TEMPERATURE, 0.003, List.of(Fault.TEMPERATURE), 60),
                Arguments.of(Injection.Kind.AIR_GAP, 0.9, List.of(Fault.AIR, Fault.STEP), 10));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsFoundAndNamed(Injection.Kind kind, double size, List<Fault> names, int within) {
        ProbeRecord record = with(kind, size, MadeUpPlot.of(10, DAYS));
        List<Finding> findings = judge(record, MIDDLE).findings();
        assertThat(findings).isNotEmpty();
        Finding first = findings.get(0);
        assertThat(first.fault()).isIn(names);
        assertThat(first.flaggedOn()).isBetween(day(record, ONSET_DAY), day(record, ONSET_DAY + within));
        assertThat(first.since()).isBeforeOrEqualTo(first.flaggedOn());
    }

    @Test
    void theSizeOfAStepIsToldInWaterOfItsLayer() {
        ProbeRecord record = with(Injection.Kind.STEP, 0.08, MadeUpPlot.of(10, DAYS));
        Finding found = judge(record, MIDDLE).findings().get(0);
        assertThat(Math.abs(found.size())).isBetween(0.04, 0.10);
        // 20 to 45 cm: half-way to the probes at 10 and 60 cm
        assertThat(found.sizeMm()).isCloseTo(250 * found.size(), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(found.since()).isBetween(day(record, ONSET_DAY - 5), day(record, ONSET_DAY + 5));
    }

    @Test
    void aSoundProbeBesideADriftingOneIsNotSuspect() {
        ProbeRecord record = with(Injection.Kind.DRIFT, 0.10, MadeUpPlot.of(1, DAYS));
        assertThat(judge(record, MIDDLE).findings()).isNotEmpty();
        assertThat(judge(record, 10).findings()).isEmpty();
        assertThat(judge(record, 60).findings()).isEmpty();
    }

    @Test
    void aProbeThatReadsAsItShouldAgainIsNoLongerSuspect() {
        ProbeRecord sound = MadeUpPlot.of(3, DAYS);
        double[] mended =
                with(Injection.Kind.NOISE, 0.02, sound).readings(MIDDLE).clone();
        int repaired = 24 * (ONSET_DAY + 60);
        System.arraycopy(sound.readings(MIDDLE), repaired, mended, repaired, mended.length - repaired);
        ProbeJudge judge = judge(sound.with(MIDDLE, mended), MIDDLE);
        assertThat(judge.findings()).hasSize(1);
        assertThat(judge.findings().get(0).endedOn())
                .isBetween(day(sound, ONSET_DAY + 60), day(sound, ONSET_DAY + 100));
        assertThat(judge.verdict().state()).isEqualTo(Verdict.State.GOOD);
    }

    @Test
    void probesThatDriftTogetherCannotBeToldWithoutWeather() {
        ProbeRecord record = MadeUpPlot.of(10, DAYS).withoutWeather();
        for (int depth : MadeUpPlot.DEPTHS) {
            double[] readings = record.readings(depth).clone();
            for (int h = 24 * ONSET_DAY; h < readings.length; h++) {
                readings[h] += 0.05 * Math.min(1, (h / 24.0 - ONSET_DAY) / 60);
            }
            record = record.with(depth, readings);
        }
        assertThat(judge(record, MIDDLE).findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 490, 520, 580})
    void aRecordCutShortGivesTheSameEarlierFindings(int until) {
        ProbeRecord whole = with(Injection.Kind.DRIFT, 0.08, MadeUpPlot.of(4, DAYS));
        LocalDate last = day(whole, until - 1);
        List<Finding> early = judge(whole.until(24 * until), MIDDLE).findings();
        List<Finding> late = judge(whole, MIDDLE).findings().stream()
                .filter(f -> !f.flaggedOn().isAfter(last))
                .map(f -> {
                    LocalDate ended = f.endedOn();
                    return ended == null || !ended.isAfter(last) ? f : open(f);
                })
                .toList();
        assertThat(early).isEqualTo(late);
    }

    private static Finding open(Finding f) {
        return new Finding(
                f.station(),
                f.depthCm(),
                f.fault(),
                f.flaggedOn(),
                f.since(),
                null,
                f.size(),
                f.sizeMm(),
                f.statistic(),
                f.limit(),
                f.others());
    }

    @Test
    void anUnfinishedDayChangesNothing() {
        ProbeRecord record = with(Injection.Kind.DRIFT, 0.08, MadeUpPlot.of(4, DAYS));
        assertThat(judge(record.until(24 * 560 + 13), MIDDLE).findings())
                .isEqualTo(judge(record.until(24 * 560), MIDDLE).findings());
    }

    @Test
    void aNewProbeCannotBeToldYet() {
        ProbeJudge judge = judge(MadeUpPlot.of(10, 40), MIDDLE);
        assertThat(judge.verdict()).isEqualTo(Verdict.cannotTell(Verdict.Why.TOO_SHORT));
        assertThat(judge.findings()).isEmpty();
    }

    @Test
    void twoProbesWithoutWeatherCannotBeTold() {
        ProbeRecord record = MadeUpPlot.of(10, 200).withoutWeather();
        assertThat(judge(only(record, 10, MIDDLE), MIDDLE).verdict())
                .isEqualTo(Verdict.cannotTell(Verdict.Why.ONE_OF_TWO));
    }

    @Test
    void oneProbeIsJudgedByTheWeatherAloneWithWiderLimits() {
        ProbeRecord record = only(MadeUpPlot.of(10, DAYS), MIDDLE);
        assertThat(judge(record, MIDDLE).findings()).isEmpty();
        List<Finding> step =
                judge(with(Injection.Kind.STEP, 0.15, record), MIDDLE).findings();
        assertThat(step).isNotEmpty();
        assertThat(step.get(0).others()).isZero();
    }

    @Test
    void oneProbeWithoutWeatherHasNothingToBeComparedWith() {
        ProbeRecord record = only(MadeUpPlot.of(10, 200), MIDDLE).withoutWeather();
        assertThat(judge(record, MIDDLE).verdict()).isEqualTo(Verdict.cannotTell(Verdict.Why.NOTHING_TO_COMPARE));
    }

    @Test
    void gapsOfMonthsAreSurvived() {
        ProbeRecord record = MadeUpPlot.of(10, DAYS);
        double[] gap = record.readings(MIDDLE).clone();
        Arrays.fill(gap, 24 * 150, 24 * 240, Double.NaN);
        double[] other = record.readings(10).clone();
        Arrays.fill(other, 24 * 200, 24 * 320, Double.NaN);
        double[] rain = record.water().clone();
        Arrays.fill(rain, 24 * 330, 24 * 400, Double.NaN);
        ProbeRecord gappy = new ProbeRecord(
                "made-up",
                record.firstHour(),
                record.length(),
                record.with(MIDDLE, gap).with(10, other).moisture(),
                record.soilTemperature(),
                rain,
                record.airTemperature(),
                record.radiation());
        assertThat(judge(gappy, MIDDLE).findings()).isEmpty();
        assertThat(judge(gappy.until(24 * 200), MIDDLE).verdict()).isEqualTo(Verdict.cannotTell(Verdict.Why.SILENT));
    }

    @Test
    void aProbeThatWasNeverReadIsSilent() {
        ProbeRecord record = MadeUpPlot.of(10, 100);
        ProbeRecord empty = record.with(MIDDLE, ProbeRecord.missing(record.length()));
        assertThat(judge(empty, MIDDLE).verdict()).isEqualTo(Verdict.cannotTell(Verdict.Why.SILENT));
        assertThat(judge(empty, MIDDLE).findings()).isEmpty();
    }
}
