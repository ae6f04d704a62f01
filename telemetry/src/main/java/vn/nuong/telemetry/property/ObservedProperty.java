package vn.nuong.telemetry.property;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue of what Nương observes: one entry per property, with its unit as a UCUM code, the range inside which a
 * value is plausible, and its name in Vietnamese and English.
 *
 * <p>A value outside {@code [plausibleMin, plausibleMax]} is kept and flagged, never dropped: a broken probe is worth
 * seeing. The ranges are wide on purpose; they say "this cannot be the field", not "this is unusual". Sources: soil
 * moisture 0 to 0.60 m³/m³ is ISMN's C01/C02; air temperature, humidity, wind, pressure and radiation are the WMO limits
 * of Zahumenský (2004), air temperature narrowed to where crops are grown; a tensiometer in wet soil reads a few kPa below
 * 0, the weight of its own water; the rest are the measuring ranges of common field probes.
 */
public enum ObservedProperty {
    SOIL_MOISTURE("soil_moisture", "m3/m3", 0, 0.60, Shape.GAUGE, Where.IN_SOIL, "độ ẩm đất", "soil moisture"),
    /** Percent of an uncalibrated probe's own scale: a trend, never a volume of water. */
    SOIL_MOISTURE_PERCENT(
            "soil_moisture_percent",
            "%",
            0,
            100,
            Shape.GAUGE,
            Where.IN_SOIL,
            "độ ẩm đất (thang riêng của đầu đo)",
            "soil moisture (the probe's own scale)"),
    SOIL_WATER_TENSION(
            "soil_water_tension",
            "kPa",
            -10,
            250,
            Shape.GAUGE,
            Where.IN_SOIL,
            "lực hút nước của đất",
            "soil water tension"),
    SOIL_TEMPERATURE(
            "soil_temperature", "Cel", -10, 60, Shape.GAUGE, Where.IN_SOIL, "nhiệt độ đất", "soil temperature"),
    SOIL_EC(
            "soil_ec",
            "dS/m",
            0,
            20,
            Shape.GAUGE,
            Where.IN_SOIL,
            "độ dẫn điện của đất",
            "soil electrical conductivity"),
    SOIL_PH("soil_ph", "[pH]", 2, 11, Shape.GAUGE, Where.IN_SOIL, "độ chua đất (pH)", "soil pH"),
    /** Cheap probes' nitrogen indication: a trend to compare at similar moisture, never a dose. */
    SOIL_NITROGEN("soil_nitrogen", "mg/kg", 0, 2000, Shape.GAUGE, Where.IN_SOIL, "chỉ báo đạm", "nitrogen indication"),
    SOIL_PHOSPHORUS(
            "soil_phosphorus", "mg/kg", 0, 2000, Shape.GAUGE, Where.IN_SOIL, "chỉ báo lân", "phosphorus indication"),
    SOIL_POTASSIUM(
            "soil_potassium", "mg/kg", 0, 2000, Shape.GAUGE, Where.IN_SOIL, "chỉ báo kali", "potassium indication"),
    /** Rain since the previous reading of the same device. */
    RAIN("rain", "mm", 0, 150, Shape.SINCE_PREVIOUS, Where.IN_AIR, "lượng mưa", "rain since the previous reading"),
    /** A rain gauge's counter since it was switched on; it falls only when the gauge restarts. */
    RAIN_TOTAL("rain_total", "mm", 0, 100_000, Shape.CUMULATIVE, Where.IN_AIR, "mưa cộng dồn", "rain counter"),
    AIR_TEMPERATURE(
            "air_temperature", "Cel", -40, 55, Shape.GAUGE, Where.IN_AIR, "nhiệt độ không khí", "air temperature"),
    RELATIVE_HUMIDITY(
            "relative_humidity", "%", 0, 100, Shape.GAUGE, Where.IN_AIR, "độ ẩm không khí", "relative humidity"),
    SOLAR_RADIATION(
            "solar_radiation", "W/m2", 0, 1600, Shape.GAUGE, Where.IN_AIR, "bức xạ mặt trời", "solar radiation"),
    WIND_SPEED("wind_speed", "m/s", 0, 75, Shape.GAUGE, Where.IN_AIR, "tốc độ gió", "wind speed"),
    AIR_PRESSURE("air_pressure", "kPa", 50, 110, Shape.GAUGE, Where.IN_AIR, "khí áp", "air pressure"),
    /** Share of the sensor's surface, or of the interval, that was wet. */
    LEAF_WETNESS("leaf_wetness", "%", 0, 100, Shape.GAUGE, Where.IN_AIR, "độ ướt lá", "leaf wetness"),
    WATER_LEVEL("water_level", "m", 0, 50, Shape.GAUGE, Where.IN_WATER, "mực nước", "water level"),
    /** Of the water in a pond, stream, tank, well or canal: salt in what is pumped onto the plots. */
    WATER_EC(
            "water_ec",
            "dS/m",
            0,
            20,
            Shape.GAUGE,
            Where.IN_WATER,
            "độ dẫn điện của nước",
            "electrical conductivity of the water"),
    WATER_PH("water_ph", "[pH]", 2, 12, Shape.GAUGE, Where.IN_WATER, "độ pH của nước", "pH of the water"),
    WATER_FLOW("water_flow", "m3/h", 0, 1000, Shape.GAUGE, Where.IN_WATER, "lưu lượng nước", "water flow"),
    WATER_VOLUME_TOTAL(
            "water_volume_total",
            "m3",
            0,
            10_000_000,
            Shape.CUMULATIVE,
            Where.IN_WATER,
            "nước cộng dồn qua đồng hồ",
            "water meter counter"),
    /** 0 closed, 1 open; a share between for a valve that can be half open. */
    VALVE_OPEN("valve_open", "1", 0, 1, Shape.GAUGE, Where.IN_WATER, "van tưới mở", "valve open"),
    /** Insects on a trap since the previous reading; the species follows in the key. */
    TRAP_COUNT("trap_count", "{count}", 0, 10_000, Shape.SINCE_PREVIOUS, Where.IN_TRAP, "số con vào bẫy", "trap count"),
    BATTERY("battery", "V", 0, 60, Shape.GAUGE, Where.IN_DEVICE, "pin", "battery"),
    SIGNAL("signal", "dB[mW]", -150, 0, Shape.GAUGE, Where.IN_DEVICE, "sóng", "signal strength");

    /** What a value counts. */
    public enum Shape {
        /** The state at the measured time. */
        GAUGE,
        /** What was added since the device's previous reading: sums are meaningful. */
        SINCE_PREVIOUS,
        /** A counter that only grows until its device restarts: differences are meaningful. */
        CUMULATIVE
    }

    /** Where the property is observed, which decides whether a key has a depth or a species. */
    public enum Where {
        IN_SOIL,
        IN_AIR,
        IN_WATER,
        IN_TRAP,
        IN_DEVICE
    }

    private static final Map<String, ObservedProperty> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(p -> p.code, Function.identity()));

    private final String code;
    private final String unit;
    private final double plausibleMin;
    private final double plausibleMax;
    private final Shape shape;
    private final Where where;
    private final String vietnamese;
    private final String english;

    ObservedProperty(
            String code,
            String unit,
            double plausibleMin,
            double plausibleMax,
            Shape shape,
            Where where,
            String vietnamese,
            String english) {
        this.code = code;
        this.unit = unit;
        this.plausibleMin = plausibleMin;
        this.plausibleMax = plausibleMax;
        this.shape = shape;
        this.where = where;
        this.vietnamese = vietnamese;
        this.english = english;
    }

    /** The word used in payloads, tables and the API, such as {@code soil_moisture}. */
    public String code() {
        return code;
    }

    /** The unit as a case-sensitive UCUM code, such as {@code m3/m3} or {@code Cel}. */
    public String unit() {
        return unit;
    }

    /** Smallest plausible value, in {@link #unit()}. */
    public double plausibleMin() {
        return plausibleMin;
    }

    /** Largest plausible value, in {@link #unit()}. */
    public double plausibleMax() {
        return plausibleMax;
    }

    public Shape shape() {
        return shape;
    }

    public Where where() {
        return where;
    }

    /** Name in Vietnamese, lower case. */
    public String vietnamese() {
        return vietnamese;
    }

    /** Name in English, lower case. */
    public String english() {
        return english;
    }

    /** Whether a value in {@link #unit()} can come from the field at all. */
    public boolean isPlausible(double value) {
        return value >= plausibleMin && value <= plausibleMax;
    }

    /** The property with exactly this {@link #code()}. */
    public static Optional<ObservedProperty> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
