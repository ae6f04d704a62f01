package vn.nuong.standalone.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Long times as people write them: {@code 730d}, {@code 2y} (of 365 days). */
public final class Days implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(d|y)");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time; write it as 730d or 2y, longer than nothing");
        }
        return Duration.ofDays(Long.parseLong(form.group(1)) * (form.group(2).equals("y") ? 365 : 1));
    }
}
