package vn.nuong.ingest.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/**
 * Judges readings as they arrive. Some tests need nothing but the reading; spikes, steps and values that stand still are told from
 * what a few numbers per series remember, so a reading older than the series' newest is not put to those. A spike shows when
 * the reading after it comes, which is why an answer may name an earlier reading. After a restart it begins with no memory. What it
 * says is judged again by {@link Judge}, which sees more.
 *
 * <p>It remembers the {@value #DEVICES} devices heard last, some 150 bytes for each series. Not thread-safe.
 */
public final class OnlineJudge {

    /** Devices that are remembered. */
    static final int DEVICES = 100_000;

    private final BiFunction<String, String, PlotContext> contexts;
    private final LongSupplier nowNs;
    private final Map<String, DeviceMemory> devices;

    /**
     * @param contexts where a device stands, by site and device; asked when a device is first heard
     * @param nowNs the wall clock, nanoseconds since 1970
     */
    public OnlineJudge(BiFunction<String, String, PlotContext> contexts, LongSupplier nowNs) {
        this(contexts, nowNs, DEVICES);
    }

    OnlineJudge(BiFunction<String, String, PlotContext> contexts, LongSupplier nowNs, int remembered) {
        this.contexts = contexts;
        this.nowNs = nowNs;
        this.devices = new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, DeviceMemory> eldest) {
                return size() > remembered;
            }
        };
    }

    /**
     * What the tests say of the readings of a point that is stored for the first time.
     *
     * @return readings that were caught, mostly none; one may be an earlier reading of the same device, then with the flags it
     *     already had
     */
    public List<Flagged> judge(Point point) {
        DeviceMemory device = device(point);
        long ns = point.measuredNs();
        String battery = device.battery(point);
        List<Flagged> caught = List.of();
        for (int i = 0; i < point.values().size(); i++) {
            Point.Value reading = point.values().get(i);
            SeriesMemory series = device.series(reading.key(), i);
            boolean newest = ns > series.lastNs;
            if (newest && series.wasSpike(device.context.settings(), ns, reading.value())) {
                caught = with(caught, spike(point, device, series, reading.value()));
                series.remember(device.context, ns, reading.value(), true);
            } else if (newest) {
                series.remember(device.context, ns, reading.value(), false);
            }
            Verdict verdict = alone(point, device, reading, battery);
            if (newest) {
                verdict = verdict.and(Flag.STEP, series.step(device.context.settings(), ns, reading.value()));
                verdict = verdict.and(
                        Plateau.concerns(reading.key().property()) ? Flag.STUCK : Flag.PERSISTENCE,
                        series.stands(device.context));
            }
            if (verdict != Verdict.NONE) {
                if (newest) {
                    series.lastFlags = verdict.bits();
                    series.lastWhy = verdict.why();
                }
                caught = with(caught, flagged(point, reading.key(), ns, verdict.flags(), verdict.why()));
            }
        }
        return caught;
    }

    /** The tests that need nothing but the point, and its device's battery. */
    private static Verdict alone(Point point, DeviceMemory device, Point.Value reading, @Nullable String battery) {
        PlotContext context = device.context;
        ObservedProperty property = reading.key().property();
        double value = reading.value();
        Verdict verdict = Verdict.NONE.and(Flag.RANGE, PlausibleRange.doubt(context, property, value));
        switch (property) {
            case SOIL_MOISTURE ->
                verdict = verdict.and(Flag.SATURATION, SoilSaturation.doubt(context, property, value));
            case SOLAR_RADIATION -> verdict = verdict.and(Flag.ABOVE_CLEAR_SKY, device.sun(point.measuredNs(), value));
            case RAIN -> {
                Double humidity = humidity(point);
                if (humidity != null) {
                    verdict = verdict.and(
                            Flag.RAIN_WITHOUT_HUMIDITY, RainWithoutHumidity.doubt(context.settings(), value, humidity));
                }
            }
            default -> {}
        }
        return battery != null && Battery.concerns(property) ? verdict.and(Flag.LOW_BATTERY, battery) : verdict;
    }

    private static @Nullable Double humidity(Point point) {
        for (Point.Value other : point.values()) {
            if (other.key().property() == ObservedProperty.RELATIVE_HUMIDITY) {
                return other.value();
            }
        }
        return null;
    }

    private Flagged spike(Point point, DeviceMemory device, SeriesMemory series, double next) {
        String why = Flag.SPIKE.code() + " " + series.spikeWhy(device.context.settings(), next);
        Set<Flag> flags = series.flagsOfLast();
        flags.add(Flag.SPIKE);
        return flagged(
                point, series.key, series.lastNs, flags, series.lastWhy == null ? why : series.lastWhy + "; " + why);
    }

    private Flagged flagged(Point point, PropertyKey key, long measuredNs, Set<Flag> flags, String why) {
        return new Flagged(point.site(), point.device(), key, measuredNs, flags, why, nowNs.getAsLong());
    }

    private static List<Flagged> with(List<Flagged> caught, Flagged one) {
        List<Flagged> list = caught.isEmpty() ? new ArrayList<>(2) : caught;
        list.add(one);
        return list;
    }

    private DeviceMemory device(Point point) {
        DeviceMemory first = devices.get(point.device());
        for (DeviceMemory memory = first; memory != null; memory = memory.next) {
            if (memory.site.equals(point.site())) {
                return memory;
            }
        }
        DeviceMemory made = new DeviceMemory(point.site(), contexts.apply(point.site(), point.device()), first);
        devices.put(point.device(), made);
        return made;
    }

    /** One device: its series and its battery. */
    private static final class DeviceMemory {

        private final String site;
        private final PlotContext context;

        /** A device of another site with the same id. */
        private final @Nullable DeviceMemory next;

        private SeriesMemory[] series = new SeriesMemory[0];
        private long batteryNs = Long.MIN_VALUE;
        private double volts;
        private double highestVolts;

        /** Readings of sun, and how many of them were too much. */
        private int sunny;

        private int tooSunny;

        private DeviceMemory(String site, PlotContext context, @Nullable DeviceMemory next) {
            this.site = site;
            this.context = context;
            this.next = next;
        }

        /** @param likely where it is when the device's messages are all alike */
        private SeriesMemory series(PropertyKey key, int likely) {
            if (likely < series.length && series[likely].key.equals(key)) {
                return series[likely];
            }
            for (SeriesMemory one : series) {
                if (one.key.equals(key)) {
                    return one;
                }
            }
            SeriesMemory made = new SeriesMemory(key);
            series = Arrays.copyOf(series, series.length + 1);
            series[series.length - 1] = made;
            return made;
        }

        /** The reason to doubt a reading of a pyranometer, or null. */
        private @Nullable String sun(long measuredNs, double radiation) {
            if (!ClearSky.isSunny(radiation)) {
                return null;
            }
            String why = ClearSky.doubt(context.place(), measuredNs, radiation);
            if (sunny == Short.MAX_VALUE) { // what is long past counts less
                sunny /= 2;
                tooSunny /= 2;
            }
            sunny++;
            tooSunny += why == null ? 0 : 1;
            return ClearSky.isElsewhere(tooSunny, sunny) ? null : why;
        }

        /** Takes in the point's battery; the reason to doubt the point's readings for it, or null. */
        private @Nullable String battery(Point point) {
            for (Point.Value value : point.values()) {
                if (value.key().property() == ObservedProperty.BATTERY
                        && Battery.isVoltage(value.value())
                        && point.measuredNs() >= batteryNs) {
                    batteryNs = point.measuredNs();
                    volts = value.value();
                    highestVolts = Math.max(highestVolts, volts);
                }
            }
            long since = point.measuredNs() - batteryNs;
            return batteryNs == Long.MIN_VALUE || since < 0 || since > Battery.SPEAKS_FOR_NS
                    ? null
                    : Battery.doubt(context.settings(), volts, highestVolts);
        }
    }
}
