package vn.nuong.analytics.forecast.faults;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.PlotRecording;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.ProbeFinding;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** What is held of the soil moisture probes of a plot now, by the limits of the service. Advice does not go by it. */
public final class PlotProbes {

    /** Record that it takes to judge a probe, days: each is learned from so much later. */
    static final int FEWEST_DAYS = ProbeJudge.LEAST_LEARNED + Expected.GUARD_DAYS;

    private PlotProbes() {}

    /**
     * Judges every moisture probe up to the end of the last whole day (UTC).
     *
     * @param recording of the plot, with nothing measured after {@code now}
     * @param depths of probes that have to be told of, cm, also when nothing was read there
     * @param now the time to stand at
     * @return a finding for each depth, the shallowest first
     */
    public static List<ProbeFinding> judge(PlotRecording recording, NavigableSet<Integer> depths, Instant now) {
        TreeMap<Integer, ProbeJudge> judged = new TreeMap<>();
        recording
                .firstHour()
                .ifPresent(first -> judged.putAll(new PlotJudge(record(recording, first, now), LimitTable.usual())
                        .run()
                        .probes()));
        TreeSet<Integer> all = new TreeSet<>(depths);
        all.addAll(judged.keySet());
        List<ProbeFinding> findings = new ArrayList<>();
        for (int depth : all) {
            ProbeJudge judge = judged.get(depth);
            findings.add(
                    judge == null
                            ? finding(depth, Verdict.cannotTell(Verdict.Why.SILENT), 0)
                            : finding(depth, judge.verdict(), judge.readDays()));
        }
        return findings;
    }

    /** Up to now and not to the newest reading, so that a probe that fell silent is seen to be. */
    private static ProbeRecord record(PlotRecording recording, long first, Instant now) {
        int length = Math.toIntExact(HourlySeries.hourOver(now) - first + 1);
        TreeMap<Integer, double[]> moisture = new TreeMap<>();
        recording.moistureProbes().forEach(depth -> moisture.put(depth, recording.moisture(depth, first, length)));
        return new ProbeRecord(
                "plot",
                first,
                length,
                moisture,
                new TreeMap<>(),
                recording.water(first, length),
                recording.airTemperature(first, length),
                recording.solarRadiation(first, length));
    }

    private static ProbeFinding finding(int depth, Verdict verdict, int readDays) {
        Finding found = verdict.finding();
        return new ProbeFinding(
                PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depth),
                switch (verdict.state()) {
                    case GOOD -> ProbeFinding.Verdict.GOOD;
                    case SUSPECT -> ProbeFinding.Verdict.SUSPECT;
                    case CANNOT_TELL -> ProbeFinding.Verdict.CANNOT_TELL;
                },
                found == null ? null : FindingFile.name(found.fault()),
                found == null ? null : found.since(),
                found == null
                        ? null
                        : found.flaggedOn()
                                .plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant(),
                found == null ? null : (Double) found.size(),
                found == null ? null : (Double) found.sizeMm(),
                found == null ? null : found.isSure() ? Confidence.HIGH : Confidence.MEDIUM,
                why(verdict.why()),
                FaultWords.sentence(depth, verdict, readDays));
    }

    private static @Nullable String why(Verdict.@Nullable Why why) {
        return why == null ? null : why.name().toLowerCase(Locale.ROOT);
    }
}
