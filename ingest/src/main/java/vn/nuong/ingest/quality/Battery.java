package vn.nuong.ingest.quality;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * {@link Flag#LOW_BATTERY}: measured while the battery could not feed the probe, whose output then follows the voltage.
 *
 * <p>Where the plot sets no voltage, the kind of cell tells it, by the highest voltage heard: end-of-discharge voltages of the
 * cells' data sheets. A device whose kind cannot be told is not judged.
 */
final class Battery {

    /** Nothing runs below this: the voltmeter is wrong, not the battery, V. */
    static final double DEAD = 0.8;

    /** How long a voltage speaks for the readings after it, ns. */
    static final long SPEAKS_FOR_NS = Window.DAY_NS;

    /** How long before a reading the highest voltage counts, ns. */
    private static final long HIGHEST_WITHIN_NS = 10 * Window.DAY_NS;

    private Battery() {}

    /** Judges every device of a plot that reports a battery. */
    static void judge(Window window, Verdicts verdicts) {
        window.of(ObservedProperty.BATTERY)
                .forEach(battery -> window.series().stream()
                        .filter(s -> s.device().equals(battery.device()) && concerns(s.property()))
                        .forEach(s -> judge(window.context().settings(), battery, s, verdicts)));
    }

    private static void judge(QualitySettings settings, Series battery, Series series, Verdicts verdicts) {
        for (int i = 0; i < series.size(); i++) {
            long ns = series.time(i);
            int at = battery.upTo(ns);
            while (at >= 0 && !isVoltage(battery.value(at))) {
                at--;
            }
            if (!verdicts.wants(ns) || at < 0 || ns - battery.time(at) > SPEAKS_FOR_NS) {
                continue;
            }
            verdicts.add(series, ns, Flag.LOW_BATTERY, doubt(settings, battery.value(at), highest(battery, at)));
        }
    }

    private static double highest(Series battery, int upTo) {
        double highest = 0;
        for (int i = upTo; i >= 0 && battery.time(upTo) - battery.time(i) <= HIGHEST_WITHIN_NS; i--) {
            if (isVoltage(battery.value(i))) {
                highest = Math.max(highest, battery.value(i));
            }
        }
        return highest;
    }

    /** Whether a battery feeds it at all: a property of the device itself stays true at any voltage. */
    static boolean concerns(ObservedProperty property) {
        return property.where() != ObservedProperty.Where.IN_DEVICE;
    }

    /** Whether a voltage can be believed. */
    static boolean isVoltage(double volts) {
        return volts >= DEAD && volts <= ObservedProperty.BATTERY.plausibleMax();
    }

    /**
     * The reason, or null when the voltage is enough or its kind of cell is not known.
     *
     * @param highest the highest voltage heard of the device, V
     */
    static @Nullable String doubt(QualitySettings settings, double volts, double highest) {
        double least = least(settings, highest);
        return volts < least ? Why.number(volts) + " V < " + Why.number(least) + " V" : null;
    }

    /** Least voltage, V; 0 when it is not known. */
    static double least(QualitySettings settings, double highest) {
        if (settings.batteryMinV() != null) {
            return settings.batteryMinV();
        }
        if (highest < 1.7) {
            return 0.9; // one primary cell (IEC 60086-2: end point 0.9 V)
        }
        if (highest <= 3.3) {
            return 1.8; // two of them
        }
        if (highest <= 4.4) {
            return 3.0; // one lithium cell, 3.6 or 3.7 V
        }
        if (highest >= 11.5 && highest <= 15.5) {
            return 10.5; // six cells of a lead-acid battery, 1.75 V each (IEC 60896-21)
        }
        return 0;
    }
}
