package vn.nuong.ingest.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import vn.nuong.telemetry.property.ObservedProperty;

/** How reasons are written: numbers, units and signs, which a person of either language reads behind the flag's own words. */
final class Why {

    private Why() {}

    /** Up to five significant digits, without trailing zeros. */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }

    /** With its sign. */
    static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    /** With the property's unit. */
    static String value(double value, ObservedProperty property) {
        return number(value) + " " + unit(property);
    }

    static String unit(ObservedProperty property) {
        return switch (property.unit()) {
            case "m3/m3" -> "m³/m³";
            case "Cel" -> "°C";
            case "W/m2" -> "W/m²";
            case "m3" -> "m³";
            case "m3/h" -> "m³/h";
            case "dB[mW]" -> "dBm";
            case "[pH]" -> "pH";
            case "{count}", "1" -> "";
            default -> property.unit();
        };
    }

    static String hours(long ns) {
        return number(ns / 3.6e12) + " h";
    }
}
