package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * The native form: {@code {"time": "…", "time_source": "gateway", "readings": {"soil_moisture_20cm": 0.312}}}. Members of a
 * maker's own beside these are passed over. The members come in any order, and nothing is taken before the last byte is
 * read: of a payload that is cut off no reading is believed.
 */
final class NativeForm {

    static final String SHAPE =
            "expected {\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 0.312}}"
                    + " with at least one reading, or a SenML array";

    private final JsonParser json;
    private String[] codes = new String[8];
    private double[] values = new double[8];
    private @Nullable String[] faults = new @Nullable String[8];
    private int count;

    private boolean hasTime;
    private @Nullable String time;
    private @Nullable String timeFault;
    private @Nullable TimeSource source;

    private NativeForm(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads the object at whose beginning the parser stands.
     *
     * @return why the payload as a whole is not of this form; null when it is
     * @throws IOException when it is not JSON
     */
    static @Nullable String read(JsonParser json, Collector into) throws IOException {
        NativeForm form = new NativeForm(json);
        if (!form.readMembers()) {
            return SHAPE;
        }
        form.give(into);
        return null;
    }

    private boolean readMembers() throws IOException {
        boolean well = true;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "time" -> readTime(value);
                case "time_source" -> readSource(value);
                case "readings" -> {
                    well = value == JsonToken.START_OBJECT;
                    if (well) {
                        readReadings();
                    } else {
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
        }
        return well && count > 0;
    }

    private void readTime(JsonToken value) throws IOException {
        hasTime = true;
        if (value == JsonToken.VALUE_STRING) {
            time = json.getText();
        } else {
            String meant = value.isNumeric() ? EpochTimes.meant(json.getText()).orElse(null) : null;
            timeFault = firstFault("\"time\" is " + Values.describe(json, value) + ", not a text; "
                    + (meant == null ? "write it as \"2026-11-23T00:15:00Z\"" : meant));
        }
    }

    private void readSource(JsonToken value) throws IOException {
        String code = value == JsonToken.VALUE_STRING ? json.getText() : "";
        if (code.equals(TimeSource.GATEWAY.code())) {
            source = TimeSource.GATEWAY;
        } else if (code.equals(TimeSource.DEVICE.code())) {
            source = TimeSource.DEVICE;
        } else {
            timeFault = firstFault("\"time_source\" is " + Values.describe(json, value)
                    + "; write \"gateway\" when the time is the gateway's, and nothing when it is the device's own");
        }
    }

    private String firstFault(String fault) {
        return timeFault == null ? fault : timeFault;
    }

    private void readReadings() throws IOException {
        for (String code = json.nextFieldName(); code != null; code = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            double value = Values.number(json, token);
            if (count == codes.length) {
                codes = Arrays.copyOf(codes, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
                faults = Arrays.copyOf(faults, 2 * count);
            }
            codes[count] = code;
            values[count] = value;
            faults[count] = Double.isNaN(value) ? Values.notANumber(json, token) : null;
            count++;
        }
    }

    private void give(Collector into) {
        Instant measured = null;
        TimeSource timeSource = source == null ? TimeSource.DEVICE : source;
        if (into.isClockless() && timeSource == TimeSource.DEVICE) {
            measured = into.received();
            timeSource = TimeSource.INGEST;
        } else if (timeFault == null && time != null) {
            measured = into.time(time).orElse(null);
            timeFault = measured == null ? into.whyNoTime(time) : null;
        } else if (timeFault == null && source != null) {
            timeFault = "\"time_source\" is \"" + source.code() + "\" and there is no \"time\"; send both or neither";
        } else if (!hasTime && timeFault == null) {
            measured = into.received();
            timeSource = TimeSource.INGEST;
        }
        for (int i = 0; i < count; i++) {
            String code = codes[i];
            String fault = faults[i];
            if (measured == null) {
                into.refuse(code, Reason.BAD_TIME, Values.shown(code) + ": " + timeFault);
            } else if (fault != null) {
                into.refuse(code, Reason.NOT_A_NUMBER, Values.shown(code) + " is " + fault);
            } else {
                into.take(code, into.key(code), values[i], measured, timeSource);
            }
        }
    }
}
