package vn.nuong.sim.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time between two measurements as text: {@code 1h}, {@code 15min}, {@code 30s}; a number alone means hours. */
final class Interval {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})(s|min|h|)");
    private static final Map<String, Duration> UNITS = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "",
            Duration.ofHours(1));

    private Interval() {}

    static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("--interval \"" + text + "\" is not written as 1h, 15min or 30s");
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /** @throws IllegalArgumentException when it is not a whole number of hours */
    static int hours(String text) {
        Duration interval = parse(text);
        if (!interval.equals(Duration.ofHours(interval.toHours()))) {
            throw new IllegalArgumentException(
                    "--interval " + text + " is not a whole number of hours, as plots need it");
        }
        return (int) interval.toHours();
    }
}
