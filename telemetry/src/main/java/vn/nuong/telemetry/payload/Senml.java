package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * SenML (RFC 8428) in its JSON form. The device is the topic's; of a record's name (base name and name joined) the part
 * after the last {@code :} or {@code /} is the property, as in {@code urn:dev:ow:10e2073a01080063:soil_moisture_20cm}.
 *
 * <p>A record without any time is measured "now" (RFC 8428 section 4.5.3), which is when it was received: a broker that
 * delivers it twice makes two readings of it, so devices with a clock should send their time.
 */
final class Senml {

    /** Below 2**28 a time is relative to now (RFC 8428 section 4.5.3). */
    private static final double RELATIVE_BELOW = 1 << 28;

    /** The newest version of SenML understood (RFC 8428 section 4.4). */
    private static final int VERSION = 10;

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

    private Senml() {}

    /** @throws IllegalArgumentException when the pack as a whole is not SenML */
    static void read(JsonNode pack, Instant received, PayloadParser.Collector into) {
        if (pack.isEmpty()) {
            throw new IllegalArgumentException("the SenML pack holds no record");
        }
        String baseName = "";
        double baseTime = 0;
        String baseUnit = "";
        double baseValue = 0;
        for (JsonNode record : pack) {
            if (!record.isObject()) {
                throw new IllegalArgumentException("a SenML record is " + record.getNodeType() + ", not an object");
            }
            if (record.path("bver").asInt(VERSION) > VERSION) {
                throw new IllegalArgumentException(
                        "SenML version " + record.path("bver") + " is newer than " + VERSION);
            }
            baseName = record.path("bn").asText(baseName);
            baseTime = record.path("bt").asDouble(baseTime);
            baseUnit = record.path("bu").asText(baseUnit);
            baseValue = record.path("bv").asDouble(baseValue);
            if (!record.has("n") && !hasValue(record) && !record.has("s")) {
                continue; // only base fields, for the records that follow
            }
            String name = baseName + record.path("n").asText("");
            String code = name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
            readRecord(record, code, baseTime, baseUnit, baseValue, received, into);
        }
    }

    private static boolean hasValue(JsonNode record) {
        return record.has("v") || record.has("vb") || record.has("vs") || record.has("vd");
    }

    private static void readRecord(
            JsonNode record,
            String code,
            double baseTime,
            String baseUnit,
            double baseValue,
            Instant received,
            PayloadParser.Collector into) {
        for (String field : (Iterable<String>) record::fieldNames) {
            if (field.endsWith("_")) { // RFC 8428 section 4.4: must be understood or refused
                into.refuse(Reason.UNPARSEABLE, code + " has the field \"" + field + "\", which is not understood");
                return;
            }
        }
        double value;
        if (record.path("v").isNumber()) {
            value = baseValue + record.path("v").doubleValue();
        } else if (record.path("vb").isBoolean()) {
            value = record.path("vb").booleanValue() ? 1 : 0;
        } else {
            into.refuse(Reason.NOT_A_NUMBER, code + " has neither a number (v) nor a boolean (vb): " + record);
            return;
        }
        double time = baseTime + record.path("t").asDouble(0);
        Instant measured = time < RELATIVE_BELOW ? received.plusNanos(Math.round(time * 1e9)) : ofEpochSeconds(time);
        if (measured == null) {
            into.refuse(Reason.BAD_TIME, code + " has the time " + time + " s, outside the years 2001 to 2261");
            return;
        }
        String unit = record.path("u").asText(baseUnit);
        Double converted = convert(code, unit, value);
        if (converted == null) {
            into.refuse(
                    Reason.WRONG_UNIT,
                    code + " comes in \"" + unit
                            + "\", which is not converted; send it in the unit of docs/telemetry.md");
            return;
        }
        into.take(code, converted, measured);
    }

    private static @Nullable Instant ofEpochSeconds(double seconds) {
        // Milliseconds: a double has no exact nanoseconds left at today's epoch seconds.
        return Double.isFinite(seconds) && seconds < 9.2e9 ? Instant.ofEpochMilli(Math.round(seconds * 1000)) : null;
    }

    /** The value in the property's unit; the value itself when no unit is given; null when the units do not fit. */
    private static @Nullable Double convert(String code, String unit, double value) {
        if (unit.isEmpty()) {
            return value;
        }
        String ucum;
        try {
            ucum = PropertyKey.parse(code).property().unit();
        } catch (IllegalArgumentException e) {
            return value; // an unknown property is refused as such by the collector, whatever its unit
        }
        for (Conversion c : CONVERSIONS) {
            if (c.senmlUnit().equals(unit) && c.ucum().equals(ucum)) {
                return value * c.factor() + c.offset();
            }
        }
        return null;
    }
}
