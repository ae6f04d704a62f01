package vn.nuong.ingest.quality;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * {@link Flag#STEP}: weather that changes faster than weather can.
 *
 * <p>Source: the check on a maximum rate of change of WMO-No. 8 and Zahumenský (2004), whose limits are for one minute. Readings
 * here lie minutes to an hour apart, so the limits are those that follow Shafer et al. (2000, J. Atmos. Oceanic Technol. 17, 474–494) for hourly
 * observations (air temperature 15 °C, humidity 80 %, pressure 1.5 kPa, wind 40 m/s), and Zahumenský's 1000 W/m² for radiation.
 */
final class StepLimit {

    /** Readings further apart say nothing of each other, ns. */
    static final long NEAR_NS = 90 * 60_000_000_000L;

    private StepLimit() {}

    /** The largest change believed, in the property's unit; NaN for what is not judged. */
    static double of(QualitySettings settings, ObservedProperty property) {
        return switch (property) {
            case AIR_TEMPERATURE -> settings.airTemperatureStepC();
            case RELATIVE_HUMIDITY -> settings.relativeHumidityStepPercent();
            case AIR_PRESSURE -> settings.airPressureStepKpa();
            case WIND_SPEED -> settings.windSpeedStepMPerS();
            case SOLAR_RADIATION -> settings.solarRadiationStepWPerM2();
            default -> Double.NaN;
        };
    }

    static String why(ObservedProperty property, double before, double value, double limit) {
        return Why.number(before) + " → " + Why.value(value, property) + ", > " + Why.value(limit, property);
    }

    /** Judges a series; what is left is the series without the readings that step. */
    static Series judge(PlotContext context, Series series, Verdicts verdicts) {
        if (Double.isNaN(of(context.settings(), series.property()))) {
            return series;
        }
        Follower follower = new Follower();
        return series.where(i -> {
            String why = follower.next(context.settings(), series.property(), series.time(i), series.value(i));
            verdicts.add(series, series.time(i), Flag.STEP, why);
            return why == null;
        });
    }

    /**
     * The readings of one series, one after the other. A value that steps is compared with the last one believed; a second value
     * that agrees with the first is a new level and believed.
     */
    static final class Follower {

        private long believedNs = Long.MIN_VALUE;
        private double believed;
        private double suspect = Double.NaN;

        /** Goes back to a reading, because those after it turned out wrong. */
        void believe(long ns, double value) {
            believedNs = ns;
            believed = value;
            suspect = Double.NaN;
        }

        /** The reason to doubt the next reading, or null. */
        @Nullable
        String next(QualitySettings settings, ObservedProperty property, long ns, double value) {
            double limit = of(settings, property);
            boolean near = believedNs != Long.MIN_VALUE && ns - believedNs <= NEAR_NS;
            if (!near || Math.abs(value - believed) <= limit || Math.abs(value - suspect) <= limit) {
                believe(ns, value);
                return null;
            }
            suspect = value;
            return why(property, believed, value, limit);
        }
    }
}
