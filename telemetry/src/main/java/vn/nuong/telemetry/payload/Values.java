package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** JSON values where a number should be: the number, or what stands there instead and how to write it. */
final class Values {

    /** A number of more characters is no measurement; a double needs 17 digits. */
    static final int MAX_NUMBER_LENGTH = 1000;

    private static final int SHOWN = 60;

    private Values() {}

    /** The finite number at which the parser stands, never negative zero; NaN when there is none. */
    static double number(JsonParser json, JsonToken token) throws IOException {
        if (!token.isNumeric() || json.getTextLength() > MAX_NUMBER_LENGTH) {
            return Double.NaN;
        }
        double value = json.getDoubleValue();
        return Double.isFinite(value) ? value + 0.0 : Double.NaN; // -0.0 + 0.0 is 0.0
    }

    /** What stands at the parser when {@link #number} finds none; the parser then stands at its end. */
    static String notANumber(JsonParser json, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> {
                return describeText(json.getText());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (json.getTextLength() > MAX_NUMBER_LENGTH) {
                    return "a number of " + json.getTextLength() + " characters, more than " + MAX_NUMBER_LENGTH
                            + "; round it to what the probe can tell";
                }
                String literal = json.getText();
                return Double.isNaN(json.getDoubleValue()) || literal.endsWith("y") || literal.endsWith("F")
                        ? literal + ", not a number; leave out what was not measured"
                        : shown(literal)
                                + ", beyond ±1.8e308, the largest number there is; leave out what was not measured";
            }
            default -> {
                String what = kind(token);
                json.skipChildren();
                return what + ", not a number; leave out what was not measured";
            }
        }
    }

    /** A value of any kind, for a person; the parser then stands at its end. */
    static String describe(JsonParser json, JsonToken token) throws IOException {
        String what = switch (token) {
            case VALUE_STRING -> "the text \"" + shown(json.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shown(json.getText());
            default -> kind(token);
        };
        json.skipChildren();
        return what;
    }

    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> token.asString(); // null, true, false
        };
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static String describeText(String text) {
        String what = "the text \"" + shown(text) + "\", not a number; ";
        String trimmed = text.strip();
        if (isDecimal(trimmed, '.')) {
            return what + "write it without quotes, as " + trimmed;
        }
        if (isDecimal(trimmed, ',')) {
            return what + "write it without quotes and with a decimal point, as " + trimmed.replace(',', '.');
        }
        return what + "leave out what was not measured";
    }

    /** Whether the text is a plain number with this decimal sign, as {@code -0,312}. */
    private static boolean isDecimal(String text, char sign) {
        int start = text.startsWith("-") ? 1 : 0;
        int signs = 0;
        if (text.length() > SHOWN || text.length() == start) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == sign && i > start && i < text.length() - 1) {
                signs++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return signs <= 1;
    }
}
