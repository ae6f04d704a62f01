package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * SenML (RFC 8428) in its JSON form. The device is the topic's; of a record's name (base name and name joined) the part
 * after the last {@code :} or {@code /} is the property, as in {@code urn:dev:ow:10e2073a01080063:soil_moisture_20cm}.
 *
 * <p>A record without any time is measured "now" (RFC 8428 section 4.5.3), which is when it was received: a broker that
 * delivers it twice makes two readings of it, so devices with a clock should send their time. A gateway that gives such a pack
 * its own time puts one record with nothing but {@code {"bt": …, "time_source": "gateway"}} before the others;
 * {@code time_source} holds until a record has a base time of its own.
 *
 * <p>A base field of the wrong type spoils all records after it, so the pack is refused; any other fault costs its record.
 */
final class Senml {

    /** Below 2**28 a time is relative to now (RFC 8428 section 4.5.3). */
    private static final double RELATIVE_BELOW = 1 << 28;

    /** The last time that the stores can keep, seconds. */
    private static final double LATEST = 9.2e9;

    /** The newest version of SenML understood (RFC 8428 section 4.4). */
    private static final int VERSION = 10;

    /** Longest base name or name. */
    private static final int MAX_NAME_LENGTH = 256;

    /** SenML unit (RFC 8428 section 12.1, RFC 8798) to the property's UCUM unit: value × factor + offset. */
    private record Conversion(String senmlUnit, String ucum, double factor, double offset) {}

    private static final List<Conversion> CONVERSIONS = List.of(
            new Conversion("Cel", "Cel", 1, 0),
            new Conversion("K", "Cel", 1, -273.15),
            new Conversion("/", "m3/m3", 1, 0),
            new Conversion("m3/m3", "m3/m3", 1, 0),
            new Conversion("/", "%", 100, 0),
            new Conversion("%", "%", 1, 0),
            new Conversion("%RH", "%", 1, 0),
            new Conversion("/", "1", 1, 0),
            new Conversion("%", "m3/m3", 0.01, 0),
            new Conversion("Pa", "kPa", 0.001, 0),
            new Conversion("hPa", "kPa", 0.1, 0),
            new Conversion("kPa", "kPa", 1, 0),
            new Conversion("S/m", "dS/m", 10, 0),
            new Conversion("mS/m", "dS/m", 0.01, 0),
            new Conversion("mS/cm", "dS/m", 1, 0),
            new Conversion("dS/m", "dS/m", 1, 0),
            new Conversion("pH", "[pH]", 1, 0),
            new Conversion("m", "m", 1, 0),
            new Conversion("cm", "m", 0.01, 0),
            new Conversion("m", "mm", 1000, 0),
            new Conversion("mm", "mm", 1, 0),
            new Conversion("m/s", "m/s", 1, 0),
            new Conversion("W/m2", "W/m2", 1, 0),
            new Conversion("m3/s", "m3/h", 3600, 0),
            new Conversion("l/s", "m3/h", 3.6, 0),
            new Conversion("m3", "m3", 1, 0),
            new Conversion("l", "m3", 0.001, 0),
            new Conversion("count", "{count}", 1, 0),
            new Conversion("V", "V", 1, 0),
            new Conversion("mV", "V", 0.001, 0),
            new Conversion("dBm", "dB[mW]", 1, 0),
            new Conversion("mg/kg", "mg/kg", 1, 0));

    private final JsonParser json;
    private final Collector into;

    private String baseName = "";
    private double baseTime;
    private String baseUnit = "";
    private double baseValue;
    private TimeSource baseSource = TimeSource.DEVICE;

    private boolean hasContent;
    private boolean hasBaseTime;
    private @Nullable TimeSource source;
    private String name = "";
    private double time;
    private @Nullable String unit;
    private double value;
    private boolean isNumber;
    private int values;
    private @Nullable Reason reason;
    private String fault = "";

    private Senml(JsonParser json, Collector into) {
        this.json = json;
        this.into = into;
    }

    /**
     * Reads the pack at whose beginning the parser stands.
     *
     * @return why the pack as a whole is refused; null when it is not
     * @throws IOException when it is not JSON
     */
    static @Nullable String read(JsonParser json, Collector into) throws IOException {
        return new Senml(json, into).readPack();
    }

    private @Nullable String readPack() throws IOException {
        boolean empty = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                return "the SenML pack has no end"; // the parser itself reports it before
            }
            if (token != JsonToken.START_OBJECT) {
                return "a SenML record is " + Values.kind(token) + ", not an object";
            }
            String packFault = readFields();
            if (packFault != null) {
                return packFault;
            }
            if (hasContent) {
                give();
                empty = false;
            }
        }
        return empty ? "the SenML pack holds no measurement" : null;
    }

    private @Nullable String readFields() throws IOException {
        hasContent = false;
        hasBaseTime = false;
        source = null;
        name = "";
        time = 0;
        unit = null;
        isNumber = false;
        values = 0;
        reason = null;
        for (String label = json.nextFieldName(); label != null; label = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            String packFault = readField(label, token);
            if (packFault != null) {
                return packFault;
            }
        }
        if (hasBaseTime || source != null) {
            baseSource = source == null ? TimeSource.DEVICE : source;
        }
        return null;
    }

    private @Nullable String readField(String label, JsonToken token) throws IOException {
        switch (label) {
            case "bn" -> {
                if (token != JsonToken.VALUE_STRING || json.getTextLength() > MAX_NAME_LENGTH) {
                    return "\"bn\" is " + Values.describe(json, token) + ", not a text of at most " + MAX_NAME_LENGTH
                            + " characters";
                }
                baseName = json.getText();
            }
            case "bu" -> {
                if (token != JsonToken.VALUE_STRING) {
                    return "\"bu\" is " + Values.describe(json, token) + ", not a text";
                }
                baseUnit = json.getText();
            }
            case "bt" -> {
                baseTime = Values.number(json, token);
                hasBaseTime = true;
                return Double.isNaN(baseTime) ? "\"bt\" is " + Values.notANumber(json, token) : null;
            }
            case "bv" -> {
                baseValue = Values.number(json, token);
                return Double.isNaN(baseValue) ? "\"bv\" is " + Values.notANumber(json, token) : null;
            }
            case "bver" -> {
                double version = Values.number(json, token);
                if (!(version <= VERSION)) {
                    return "\"bver\" is " + Values.describe(json, token) + "; versions up to " + VERSION
                            + " of SenML are understood";
                }
            }
            case "time_source" -> {
                String code = token == JsonToken.VALUE_STRING ? json.getText() : "";
                if (!code.equals(TimeSource.GATEWAY.code())) {
                    return "\"time_source\" is " + Values.describe(json, token)
                            + "; write \"gateway\" when the time is the gateway's, and nothing when it is the device's own";
                }
                source = TimeSource.GATEWAY;
            }
            case "n" -> {
                hasContent = true;
                if (token == JsonToken.VALUE_STRING) {
                    name = json.getText();
                } else {
                    fault(Reason.UNPARSEABLE, "has the name (n) " + Values.describe(json, token) + ", not a text");
                }
            }
            case "u" -> {
                if (token == JsonToken.VALUE_STRING) {
                    unit = json.getText();
                } else {
                    fault(Reason.WRONG_UNIT, "has the unit (u) " + Values.describe(json, token) + ", not a text");
                }
            }
            case "t" -> {
                time = Values.number(json, token);
                if (Double.isNaN(time)) {
                    fault(Reason.BAD_TIME, "has the time (t) " + Values.notANumber(json, token));
                }
            }
            case "v" -> {
                hasContent = true;
                isNumber = true;
                values++;
                value = Values.number(json, token);
                if (Double.isNaN(value)) {
                    fault(Reason.NOT_A_NUMBER, "is " + Values.notANumber(json, token));
                }
            }
            case "vb" -> {
                hasContent = true;
                values++;
                if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                    value = token == JsonToken.VALUE_TRUE ? 1 : 0;
                } else {
                    fault(Reason.NOT_A_NUMBER, "has the boolean (vb) " + Values.describe(json, token));
                }
            }
            case "vs", "vd" -> {
                hasContent = true;
                values++;
                fault(Reason.NOT_A_NUMBER, "is " + Values.notANumber(json, token));
            }
            case "s" -> {
                hasContent = true;
                json.skipChildren();
            }
            default -> {
                json.skipChildren();
                if (label.endsWith("_")) { // RFC 8428 section 4.4: must be understood or refused
                    fault(Reason.UNPARSEABLE, "has the field \"" + Values.shown(label) + "\", which is not understood");
                }
            }
        }
        return null;
    }

    /** Notes what is wrong with the record at hand; the first fault counts. */
    private void fault(Reason why, String what) {
        if (reason == null) {
            reason = why;
            fault = what;
        }
    }

    private void give() {
        String code = code();
        if (values == 0) {
            fault(Reason.NOT_A_NUMBER, "has neither a number (v) nor a boolean (vb)");
        } else if (values > 1) {
            fault(Reason.UNPARSEABLE, "has " + values + " values; a record has one");
        }
        Instant measured = reason == null ? measured() : into.received();
        PropertyKey key = into.key(code);
        double converted = reason == null ? convert(key) : Double.NaN;
        if (reason != null) {
            into.refuse(code, reason, Values.shown(code) + " " + fault);
        } else {
            into.take(code, key, converted, measured, isRelative() ? TimeSource.INGEST : baseSource);
        }
    }

    /** The part of base name and name after the last {@code :} or {@code /}. */
    private String code() {
        String whole = name.length() > MAX_NAME_LENGTH ? name : baseName.isEmpty() ? name : baseName + name;
        return whole.substring(Math.max(whole.lastIndexOf(':'), whole.lastIndexOf('/')) + 1);
    }

    private boolean isRelative() {
        return baseTime + time < RELATIVE_BELOW || into.isClockless() && baseSource == TimeSource.DEVICE;
    }

    /** When the record was measured; notes a fault when its time is none. */
    private Instant measured() {
        double seconds = baseTime + time;
        if (seconds < RELATIVE_BELOW) {
            if (baseSource == TimeSource.GATEWAY) {
                fault(Reason.BAD_TIME, "has the \"time_source\" gateway and no time; give its base time (bt) too");
            }
            return into.received().plusNanos(Math.round(seconds * 1e9));
        }
        if (isRelative()) {
            return into.received();
        }
        if (!(seconds < LATEST)) {
            fault(
                    Reason.BAD_TIME,
                    "has the time " + seconds + " s, after the year 2261; SenML's times are seconds since 1970"
                            + EpochTimes.meant(seconds)
                                    .map(meant -> ", and " + meant)
                                    .orElse(""));
            return into.received();
        }
        // Milliseconds: a double has no exact nanoseconds left at today's epoch seconds.
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    /** The value in the property's unit, or as it is when no unit is given; notes a fault when the units do not fit. */
    private double convert(@Nullable PropertyKey key) {
        double sum = isNumber ? baseValue + value : value;
        String given = unit == null ? baseUnit : unit;
        double converted = sum;
        if (key != null && !given.isEmpty() && !given.equals(key.property().unit())) {
            Conversion conversion = conversion(given, key.property().unit());
            if (conversion == null) {
                fault(
                        Reason.WRONG_UNIT,
                        "comes in \"" + Values.shown(given) + "\", which is not converted; send it in \""
                                + key.property().unit() + "\" or another unit of docs/telemetry.md");
                return Double.NaN;
            }
            converted = sum * conversion.factor() + conversion.offset();
        }
        if (!Double.isFinite(converted)) {
            fault(
                    Reason.NOT_A_NUMBER,
                    "is beyond ±1.8e308, the largest number there is; leave out what was not measured");
        }
        return converted + 0.0;
    }

    private static @Nullable Conversion conversion(String senmlUnit, String ucum) {
        for (Conversion c : CONVERSIONS) {
            if (c.ucum().equals(ucum) && c.senmlUnit().equals(senmlUnit)) {
                return c;
            }
        }
        return null;
    }
}
