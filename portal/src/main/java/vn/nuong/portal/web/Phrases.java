package vn.nuong.portal.web;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import vn.nuong.telemetry.advice.SourceUse;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;

/** Properties, values and flags as a person reads them. */
public final class Phrases {

    /** How units are written for people, by UCUM code; what is missing here is written as its code. */
    private static final Map<String, String> UNITS = Map.of(
            "m3/m3", "m³/m³",
            "Cel", "°C",
            "W/m2", "W/m²",
            "m3/h", "m³/h",
            "m3", "m³",
            "dB[mW]", "dBm",
            "[pH]", "",
            "1", "");

    /** Enough to tell apart two values that are not the same. */
    private static final int ALL_DECIMALS = 6;

    private Phrases() {}

    /** "độ ẩm đất, sâu 20 cm" */
    public static String name(PropertyKey key, Page page) {
        ObservedProperty property = key.property();
        String name = page.t(property.vietnamese(), property.english());
        if (key.species() != null) {
            name += " (" + key.species().replace('_', ' ') + ")";
        }
        return key.depthCm() == null ? name : name + page.t(", sâu ", ", ") + key.depthCm() + " cm";
    }

    /** The same of a key as it is written in the API; one that this version does not know is left as it is. */
    public static String name(String key, Page page) {
        try {
            return name(PropertyKey.parse(key), page);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    /** Volumetric soil moisture in percent, everything else in its own unit. */
    public static String value(Reading reading, Page page) {
        return switch (reading.key().property()) {
            case SOIL_MOISTURE ->
                page.format().number(reading.value() * 100, 1) + page.t(" % thể tích", " % by volume");
            case SOIL_MOISTURE_PERCENT -> page.format().number(reading.value(), 0) + " %";
            default -> (page.format().number(reading.value()) + " " + unit(reading.key(), page)).strip();
        };
    }

    /** A value as it was sent, so exactly that two different ones look different. */
    public static String exactly(double value, String key, Page page) {
        String number = Math.abs(value) >= 1e-3 || value == 0
                ? page.format().number(value, ALL_DECIMALS)
                : String.valueOf(value);
        try {
            return (number + " " + unit(PropertyKey.parse(key), page)).strip();
        } catch (IllegalArgumentException e) {
            return number;
        }
    }

    private static String unit(PropertyKey key, Page page) {
        String unit = key.property().unit();
        return unit.equals("{count}") ? page.t("con", "insects") : UNITS.getOrDefault(unit, unit);
    }

    /** What caught a reading: "nhảy vọt rồi trở lại; pin quá yếu để tin". */
    public static String flags(Collection<Flag> flags, Page page) {
        return flags.stream()
                .sorted()
                .map(flag -> page.t(flag.vietnamese(), flag.english()))
                .collect(Collectors.joining("; "));
    }

    /** "15 phút", "1 giờ", "90 giây" */
    public static String interval(int seconds, Page page) {
        if (seconds % 86_400 == 0) {
            return counted(seconds / 86_400, " ngày", "day", page);
        }
        if (seconds % 3600 == 0) {
            return counted(seconds / 3600, " giờ", "hour", page);
        }
        return seconds % 60 == 0
                ? counted(seconds / 60, " phút", "minute", page)
                : counted(seconds, " giây", "second", page);
    }

    private static String counted(int count, String vi, String en, Page page) {
        return count + page.t(vi, " " + en + (count == 1 ? "" : "s"));
    }

    /** "1 reading", "2 readings"; Vietnamese has one form for both. */
    public static String count(long count, String vi, String en, Page page) {
        return page.format().number(count, 0) + " " + page.t(vi, count == 1 ? en : en + "s");
    }

    /** "12 KB"; whole bytes below one. */
    public static String bytes(long bytes, Page page) {
        if (bytes < 1000) {
            return page.format().number(bytes, 0) + " byte";
        }
        return bytes < 1_000_000
                ? page.format().number(bytes / 1e3, 0) + " KB"
                : page.format().number(bytes / 1e6, 1) + " MB";
    }

    /** The source in a line: "Nguồn nước (ao chung): 47 khối, đủ tưới khoảng 1 ngày (1–3). Phần của nương hôm nay: 8,4 khối." */
    public static String source(SourceUse source, Page page) {
        StringBuilder text = new StringBuilder(
                page.t("Nguồn nước (" + source.name() + "): ", "Water source (" + source.name() + "): "));
        Double volume = source.volumeM3();
        Double days = source.daysLeft();
        if (volume == null) {
            text.append(page.t("chưa biết còn bao nhiêu nước", "it is not known how much water it holds"));
        } else {
            text.append(page.format().number(volume, 0)).append(page.t(" khối", " m³"));
        }
        if (days != null) {
            text.append(page.t(", đủ tưới khoảng ", ", enough for about "))
                    .append(page.format().number(Math.floor(days), 0))
                    .append(days(source, page))
                    .append(page.t(" ngày", " days"));
        }
        text.append('.');
        if (Boolean.TRUE.equals(source.lockedOut())) {
            text.append(page.t(" Nước cạn, bơm đang khóa.", " It is low, the pump is locked."));
        }
        Long share = source.shareLitres();
        if (source.scarce() && share != null) {
            text.append(page.t(" Thiếu nước, phần của nương hôm nay: ", " Water is short, the plot's part of today: "))
                    .append(page.format().number(share / 1000.0, 1))
                    .append(page.t(" khối.", " m³."));
        }
        return switch (source.quality()) {
            case "unfit" ->
                text.append(page.t(" Nước không hợp để tưới chè.", " The water is unfit for tea."))
                        .toString();
            case "care" ->
                text.append(page.t(" Nước dùng dè dặt.", " Use the water with care."))
                        .toString();
            default -> text.toString();
        };
    }

    /** " (1–3)" where the weather makes a difference of days. */
    private static String days(SourceUse source, Page page) {
        Double low = source.daysLeftLow();
        Double high = source.daysLeftHigh();
        return low == null || high == null || Math.floor(low) == Math.floor(high)
                ? ""
                : " (" + page.format().number(Math.floor(low), 0) + "–"
                        + page.format().number(Math.floor(high), 0) + ")";
    }
}
