package vn.nuong.ingest.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert.Cause;

/**
 * A device's battery and signal in its last days, and what they say about its silence.
 *
 * @param battery in V, by measured time
 * @param signal in dBm, by measured time
 */
public record Levels(List<Level> battery, List<Level> signal) {

    public static final Levels NONE = new Levels(List.of(), List.of());

    /** A battery that has lost this share of its highest voltage is running out; a solar day moves it by less. */
    static final double FALLEN_SHARE = 0.10;

    /** How near the last value has to be to the lowest, or it is being charged again. */
    static final double LOWEST_SHARE = 0.02;

    /** Weaker than this hardly anything is heard (GSM's reference sensitivity is −104 dBm; 3GPP TS 45.005, 6.2), dBm. */
    static final double WEAK_DBM = -105;

    /** A sixteenth of the power it had: something stands in the way, or an antenna is off. */
    static final double FALLEN_DB = 12;

    private static final int NEWEST = 3;

    public record Level(Instant measured, double value) {}

    /**
     * What probably happened.
     *
     * @param because in a clause, with the values
     */
    public record Likely(Cause cause, Text because) {}

    public Levels {
        battery = byTime(battery);
        signal = byTime(signal);
    }

    /** What the last values say; empty when they say nothing. The battery is asked first: a dying radio is weak, too. */
    public Optional<Likely> findCause() {
        return findBattery().or(this::findSignal);
    }

    /**
     * Volts at which a battery is empty, told from the highest it had: two primary cells, a lithium cell, and lead batteries of
     * 6, 12 and 24 V.
     */
    static double emptyVolt(double highest) {
        if (highest <= 3.3) {
            return 2.4;
        }
        if (highest <= 4.6) {
            return 3.2;
        }
        if (highest <= 9) {
            return 5.6;
        }
        return highest <= 18 ? 11.6 : 23.2;
    }

    private Optional<Likely> findBattery() {
        if (battery.isEmpty()) {
            return Optional.empty();
        }
        double last = battery.get(battery.size() - 1).value();
        double highest = battery.stream().mapToDouble(Level::value).max().orElseThrow();
        double lowest = battery.stream().mapToDouble(Level::value).min().orElseThrow();
        Text now = Words.number(last, 2);
        if (last <= emptyVolt(highest)) {
            Text limit = Words.number(emptyVolt(highest), 1);
            return Optional.of(new Likely(
                    Cause.BATTERY,
                    new Text(
                            "Có lẽ hết pin: lần cuối còn " + now.vi() + " V, dưới mức " + limit.vi() + " V.",
                            "Probably the battery: " + now.en() + " V at last, below " + limit.en() + " V.")));
        }
        if (last <= highest * (1 - FALLEN_SHARE) && last <= lowest * (1 + LOWEST_SHARE)) {
            Text before = Words.number(highest, 2);
            return Optional.of(new Likely(
                    Cause.BATTERY,
                    new Text(
                            "Có lẽ hết pin: mấy ngày qua tụt từ " + before.vi() + " V xuống " + now.vi() + " V.",
                            "Probably the battery: it fell from " + before.en() + " V to " + now.en()
                                    + " V in the last days.")));
        }
        return Optional.empty();
    }

    private Optional<Likely> findSignal() {
        if (signal.isEmpty()) {
            return Optional.empty();
        }
        int split = Math.max(0, signal.size() - NEWEST);
        double now = median(signal.subList(split, signal.size()));
        Text shown = Words.number(now, 0);
        if (now <= WEAK_DBM) {
            return Optional.of(new Likely(
                    Cause.SIGNAL,
                    new Text(
                            "Có lẽ mất sóng: lần cuối chỉ còn " + shown.vi() + " dBm.",
                            "Probably the signal: only " + shown.en() + " dBm at last.")));
        }
        if (split >= NEWEST) {
            double before = median(signal.subList(0, split));
            if (now <= before - FALLEN_DB) {
                Text was = Words.number(before, 0);
                return Optional.of(new Likely(
                        Cause.SIGNAL,
                        new Text(
                                "Có lẽ mất sóng: sóng yếu đi từ " + was.vi() + " xuống " + shown.vi() + " dBm.",
                                "Probably the signal: it fell from " + was.en() + " to " + shown.en() + " dBm.")));
            }
        }
        return Optional.empty();
    }

    private static double median(List<Level> levels) {
        double[] sorted = levels.stream().mapToDouble(Level::value).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }

    private static List<Level> byTime(List<Level> levels) {
        return levels.stream().sorted(Comparator.comparing(Level::measured)).toList();
    }
}
